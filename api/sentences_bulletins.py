"""What the audit log says of bulletins."""

SENTENCES: dict[str, str] = {
    "bulletin.drafted.v1": "拟制通报 {bulletin}（{kind}，{period}）：{title}，数据截至第 {position} 条记录",
    "bulletin.published.v1": (
        "印发通报 {bulletin}（{kind}，{period}，{number}）：{title}，数据截至第 {position} 条记录；"
        "表扬：{praise}；批评：{criticism}（拟稿人：{drafted_by}）"
    ),
    "bulletin.correction_proposed.v1": "提出更正通报 {bulletin}（第 {correction} 号）：{reason}",
    "bulletin.corrected.v1": (
        "确认更正通报 {bulletin}（第 {correction} 号，由 {proposed_by} 提出）：{reason}；撤回：{withdraws}"
    ),
}
