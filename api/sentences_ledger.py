"""What the audit log says of items, tasks, list editions and plans."""

SENTENCES: dict[str, str] = {
    "item.entered.v1": "录入事项 {item}（{label}）{title}，责任单位：{units}",
    "item.roles_confirmed.v1": "确认事项 {item} 的牵头单位：{lead}，协办单位：{co}",
    "task.entered.v1": (
        "列入任务 {task_no} {title}（{category}），自 {effective_on} 起；牵头：{lead}，协办：{co}，"
        "建设主体：{construction}；理由：{reason}"
    ),
    "task.amended.v1": "调整任务 {task_no}（自 {effective_on} 起）：{changes}；理由：{reason}",
    "task.roles_confirmed.v1": "确认任务 {task_no} 的牵头单位：{lead}，协办：{co}，建设主体：{construction}",
    "task.withdrawn.v1": "撤销任务 {task_no}（自 {effective_on} 起）：{reason}",
    "task.transferred.v1": (
        "任务 {task_no} 的{role}由 {from_unit} 移交 {to_unit}（自 {effective_on} 起），"
        "未了的应办事项一并移交：{duties_move}；理由：{reason}"
    ),
    "task.completion_applied.v1": "{unit} 申请任务 {task_no} 办结，完成日期 {done_on}",
    "task.completion_verified.v1": (
        "核查任务 {task_no} 的办结申请，同意：{accepted}，完成日期：{done_on}，意见：{reason}"
    ),
    "edition.drafted.v1": "拟定方案 {scheme} 的第 {edition} 版任务清单（{drafted_on}）：{note}",
    "edition.issued.v1": (
        "签发方案 {scheme} 的第 {edition} 版任务清单（{issued_on}）；新增：{added}，调整：{amended}，撤销：{withdrawn}"
    ),
    "implementation_plan.filed.v1": (
        "{unit} 报送方案 {scheme} 的实施方案，涵盖事项：{items}（逾期 {late_days} 个工作日）"
    ),
    "node_plan.filed.v1": "{unit}（{role}）报送任务 {task_no} 的节点任务安排表（逾期 {late_days} 个工作日）：{nodes}",
    "node_plan.sealed.v1": "{unit} 对任务 {task_no} 的节点任务安排表盖章",
    "node_plan.confirmed.v1": "{leader} 确认任务 {task_no} 的节点任务安排表",
    "register.number_taken.v1": "编号簿 {register} 用去第 {number} 号（{taken_for}）",
}
