"""Audit sentences of workbooks, in Chinese; filled with the event's fields."""

SENTENCES: dict[str, str] = {
    "workbook.mapping_confirmed.v1": "确认表格 {form} 的列名“{heading}”即字段 {field}",
    "workbook.answered.v1": "受理表格 {form}（方案 {scheme}，方式 {mode}）：受理的行 {rows}，退回 {refused} 行",
}
