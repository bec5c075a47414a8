"""Sentences about workbooks in and out."""

WORDS: dict[str, str] = {
    "row_accepted": "已受理，收件号 {receipt}",
    "row_refused": "退回：{cell} {detail}",
    "error_in_cell": "此格是错误值 {value}；请改正后再报。",
    "workbook_unsafe_xml": "工作簿的 {part} 含有实体声明或不明编码，不予读取；请重新另存后再上传。",
    "workbook.unknown_field": "没有这个字段；可选：{known}。",
    "workbook.heading_is_ours": "“{heading}”本就是字段 {field} 的列名，不能另作他用。",
    "workbook.mapped_already": "“{heading}”已确认为字段 {field}。",
    "workbook.row_twice": "{task_no} {period} 在表中已有一行，请删去一处。",
    "workbook.another_scheme": "此任务属于方案 {said}，本表是方案 {scheme} 的。",
    "workbook.of_another_scheme": "这是方案 {said} 的表，不是方案 {scheme} 的；请用该方案的模板。",
    "workbook.another_form": "这是“{said}”表，不是“{form}”表；请用对应的模板。",
    "workbook.another_unit": "这是单位 {said} 的模板，不能由 {unit} 报送；请下载本单位的模板。",
    "workbook.no_rows": "表头以下没有填写内容，请填写后再报。",
    "workbook.too_many_rows": "超过 {most} 行，一份工作簿放不下；请缩小范围。",
    "ledger.state_is_an_act": "状态“{state}”的任务不能由清单录入；请先录入，再另行办结或撤销。",
}
