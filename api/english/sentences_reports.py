"""What the audit log says of reports, extensions and important problems, in English."""

SENTENCES: dict[str, str] = {
    "report.submitted.v1": (
        "{unit} submitted report {report_no} on task {task_no}, {node}, to {to} (working days late: {late_days})"
    ),
    "report.returned.v1": (
        "{by} returned report {report_no} on task {task_no}, to be submitted again by {resubmit_by}: {reason}"
    ),
    "report.accepted.v1": "{by} accepted report {report_no} on task {task_no}",
    "problem.raised.v1": (
        "{unit} raised important problem {problem_no} of task {task_no} to the city government (report {report_no})"
    ),
    "problem.read.v1": "{leader} read important problem {problem_no} of task {task_no}",
    "problem.instructed.v1": "{leader} gave an instruction on important problem {problem_no} of task {task_no}",
    "problem.closed.v1": "Important problem {problem_no} of task {task_no} closed: {outcome}",
    "extension.requested.v1": (
        "{unit} applied to extend node {node} of task {task_no} to {new_limit_on} (extension {extension}): {reason}"
    ),
    "extension.decided.v1": (
        "{leader} decided on extension {extension} of task {task_no}, node {node}; granted: {granted}, limit: "
        "{new_limit_on}, remark: {reason}"
    ),
}
