"""What the audit log says of interviews, their records and commitments; never what was said in one."""

SENTENCES: dict[str, str] = {
    "interview.proposed.v1": (
        "拟就任务 {task_no} 约谈 {units}（{interview}，第 {level} 级，事由：{ground}，灯：{lights}，"
        "通知书：{notices}），依据 {clause}：{reason}"
    ),
    "interview.approved.v1": "批准约谈 {interview}（批准职务：{post}）：{reason}",
    "interview.declined.v1": "不予约谈 {interview}（决定职务：{post}）：{reason}",
    "interview.convening_drafted.v1": "拟定约谈 {interview} 的书面通知：{meeting}",
    "interview.convened.v1": "签发约谈通知 {number}（{interview}），通知：{units}，内容：{meeting}",
    "interview.held.v1": "约谈 {interview} 于 {held_on} 在 {place} 进行，主谈职务：{host}，记录人：{recorder}",
    "interview.record_filed.v1": (
        "约谈 {interview} 的记录入档（{number}，第 {level} 级，任务 {task_no}，附件：{files}）"
    ),
    "interview.signed.v1": "在约谈 {interview} 的记录上签字（{side}，职务：{post}，单位：{unit}）",
    "interview.signature_refused.v1": (
        "拒绝在约谈 {interview} 的记录上签字（{side}，单位：{unit}）：{reason}（见证人：{witness}）"
    ),
    "interview.reported.v1": "约谈 {interview} 的记录报送主要领导（{to}）",
    "interview.archived.v1": "约谈 {interview} 的记录归档，档号 {archive_number}",
    "interview.readdressed.v1": "约谈 {interview} 由 {from_unit} 改由 {to_unit} 承接，自 {effective_on} 起",
    "interview.commitment_fulfilled.v1": (
        "{unit} 报告已兑现约谈 {interview} 的第 {commitment} 项承诺（完成日期 {done_on}，逾期 {late_days} 个工作日）"
    ),
    "interview.commitment_verified.v1": (
        "核实 {unit} 在约谈 {interview} 的第 {commitment} 项承诺，已兑现：{fulfilled}，理由：{reason}"
    ),
}
