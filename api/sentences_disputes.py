"""What the audit log says of a filed interview record: corrections, disputes, readings; never a word of the record."""

SENTENCES: dict[str, str] = {
    "interview.correction_proposed.v1": (
        "提出更正约谈 {interview} 的记录（第 {correction} 号更正，位置：{field}，对应异议：{dispute}）"
    ),
    "interview.corrected.v1": (
        "确认更正约谈 {interview} 的记录（第 {correction} 号更正，位置：{field}，对应异议：{dispute}，"
        "由 {proposed_by} 提出）；原记录保留"
    ),
    "interview.disputed.v1": (
        "对约谈 {interview} 的记录提出第 {dispute} 号异议（提出单位：{unit}，提出职务：{post}，位置：{field}，"
        "附件：{files}）"
    ),
    "interview.checked.v1": "核查约谈 {interview} 的第 {dispute} 号异议（核查方：{checked_by}，附件：{files}）",
    "interview.resolved.v1": (
        "约谈 {interview} 的第 {dispute} 号异议处理完毕：{outcome}（更正：{corrections}，处理职务：{post}）"
    ),
    "interview.viewed.v1": "{account} 查阅约谈 {interview} 的记录（查阅内容：{what}，职务：{post}）",
    "interview.copy_checked.v1": (
        "将一份副本与约谈 {interview} 的记录比对：{verdict}（更正：{correction}，附件：{file}）"
    ),
}
