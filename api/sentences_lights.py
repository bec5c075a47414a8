"""What the audit log says of lighting sessions, lights, corrections and rectification notices."""

SENTENCES: dict[str, str] = {
    "lighting.drafted.v1": "拟定 {scheme} 的 {node} 节点亮灯决定（草稿）",
    "lighting.issued.v1": "签发 {scheme} 的 {node} 节点第 {session} 次亮灯，任务：{tasks}",
    "task.light_set.v1": (
        "任务 {task_no} 的 {node} 节点评定为 {light}（规则建议 {proposed}，依据 {clause}，期限 {limit_on}，"
        "完成日期 {done_on}），理由：{reason}"
    ),
    "task.light_correction_proposed.v1": (
        "提出将任务 {task_no} 的 {node} 节点更正为 {light}（第 {correction} 号，完成日期 {done_on}）：{reason}"
    ),
    "task.light_corrected.v1": (
        "确认将任务 {task_no} 的 {node} 节点由 {was} 更正为 {light}"
        "（第 {correction} 号，由 {proposed_by} 提出）：{reason}"
    ),
    "notice.issued.v1": (
        "就任务 {task_no} 的 {node} 节点 {light} 签发督查整改通知书 {number}，发往：{addressees}，整改期限 {limit_on}"
    ),
    "notice.served.v1": "督查整改通知书 {notice} 送达：{units}（送达方：{by}）",
    "notice.received.v1": "{unit} 签收督查整改通知书 {notice}",
    "notice.answered.v1": "{unit} 答复督查整改通知书 {notice}（完成日期 {done_on}，逾期 {late_days} 个工作日）",
    "notice.verified.v1": "核查督查整改通知书 {notice}，已整改：{rectified}，理由：{reason}",
    "notice.void_proposed.v1": "提出作废督查整改通知书 {notice}：{reason}",
    "notice.voided.v1": "作废督查整改通知书 {notice}：{reason}（提出人：{proposed_by}，改发：{replaced_by}）",
    "notice.readdressed.v1": "督查整改通知书 {notice} 由 {from_unit} 改送 {to_unit}（{role}），自 {effective_on} 起",
}
