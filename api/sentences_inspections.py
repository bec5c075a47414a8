"""What the audit log says of leaders' instructions, inspections and untrue reports."""

SENTENCES: dict[str, str] = {
    "instruction.recorded.v1": "{leader} 于 {given_on} 批示（{instruction}），涉及任务：{tasks}，转办单位：{units}",
    "instruction.answered.v1": "{by} 回复批示 {instruction}（第 {answer} 次）",
    "instruction.closed.v1": "批示 {instruction} 办结（{closed_on}）：{outcome}",
    "inspection.recorded.v1": (
        "登记 {visited_on} 的督查 {inspection}（{kind}，缘由：{started_by}），"
        "人员：{team}，地点：{places}，任务：{tasks}"
    ),
    "inspection.published.v1": "督查 {inspection} 向 {units} 通报（{published_on}）",
    "task.inspected.v1": (
        "督查 {inspection}（{visited_on}）查看任务 {task_no} 的 {node} 节点，已完成：{done}，完成日期：{done_on}"
    ),
    "task.inspection_published.v1": "督查 {inspection} 中任务 {task_no} 的情况向 {units} 通报",
    "report.untrue_proposed.v1": (
        "提出认定任务 {task_no} 的第 {report_no} 号报告不实：{reason}（依据督查：{inspection}）"
    ),
    "report.found_untrue.v1": (
        "认定 {unit}（{role}）就任务 {task_no} 的 {node} 报送的第 {report_no} 号报告不实：{reason}"
        "（由 {proposed_by} 提出）"
    ),
}
