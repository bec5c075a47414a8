"""Sentences about lawful erasure."""

WORDS: dict[str, str] = {
    "erased_by_law": "内容已依法删除（{erasure}）。",
    "erasure.second_person": "删除 {erasure} 须由提出人以外的人确认。",
    "erasure.done_already": "删除 {erasure} 已经确认并执行。",
    "not_on_record": "记录中没有引用此内容的条目：{digest}，请核对是否选错。",
    "gone_already": "此内容已不在库中：{digest}，不必再列。",
}
