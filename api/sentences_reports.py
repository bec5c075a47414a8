"""What the audit log says of reports, extensions and important problems."""

SENTENCES: dict[str, str] = {
    "report.submitted.v1": (
        "{unit} 向 {to} 报送任务 {task_no} 的 {node} 落实情况反馈（第 {report_no} 号，逾期 {late_days} 个工作日）"
    ),
    "report.returned.v1": "{by} 退回任务 {task_no} 的第 {report_no} 号报告，请于 {resubmit_by} 前重报：{reason}",
    "report.accepted.v1": "{by} 采纳任务 {task_no} 的第 {report_no} 号报告",
    "problem.raised.v1": "{unit} 就任务 {task_no} 向市政府报告第 {problem_no} 号重要问题（第 {report_no} 号报告）",
    "problem.read.v1": "{leader} 阅示任务 {task_no} 的第 {problem_no} 号重要问题",
    "problem.instructed.v1": "{leader} 对任务 {task_no} 的第 {problem_no} 号重要问题作出批示",
    "problem.closed.v1": "任务 {task_no} 的第 {problem_no} 号重要问题办结：{outcome}",
    "extension.requested.v1": (
        "{unit} 申请将任务 {task_no} 的 {node} 节点延期至 {new_limit_on}（第 {extension} 号）：{reason}"
    ),
    "extension.decided.v1": (
        "{leader} 批复任务 {task_no} 的 {node} 节点延期申请（第 {extension} 号），"
        "同意：{granted}，期限：{new_limit_on}，意见：{reason}"
    ),
}
