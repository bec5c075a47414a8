"""Sentences about notices, ledgers and calendars read from files, and about opening a record."""

WORDS: dict[str, str] = {
    "not_txt_or_docx": "只能读取 .txt 和 .docx 文件，收到的是 {suffix}；请另存为 .docx 再试。",
    "unknown_encoding": "无法识别文本编码（已试 {tried}）；请另存为 UTF-8 后再试。",
    "not_a_docx": "这不是可读的 .docx 文件：{detail}；请重新另存后再上传。",
    "no_items_found": "{paragraphs} 段中没有找到带编号和责任单位的工作事项；请核对是否为分工的通知。",
    "one_source": "粘贴文件的文字，或者给一个 .docx 文件，两样给一样。",
    "units_not_registered": "有 {count} 个单位尚未登记：{units}。请先登记单位或确认别名，再导入。",
    "not_a_workbook": "这不是可读的 .xlsx 工作簿：{detail}；请重新另存后再上传。",
    "workbook_too_large": "工作簿过大或含有极远的单元格，不予读取；请删去空行空列后另存。",
    "workbook_has_macros": "工作簿含有宏，不予受理；请另存为不含宏的 .xlsx。",
    "formula_not_allowed": "此处是公式 {value}；请改为数值或文字。",
    "no_heading_found": "没有找到表头；表头须有这些列：{wanted}。",
    "task_number_twice": "任务编号 {task_no} 在表中出现两次，请改正一处。",
    "ledger.principal_is_another": "{written} 不是牵头单位现任主要负责人；清单不更换负责人，请先在职务中任命。",
    "not_a_calendar": "不是可读的日历文件，须为 JSON：year、days_off、workdays、source。{detail}",
    "record.exists": "{path} 已有记录，不会覆盖；请另选位置。",
}
