"""What the audit log says of leaders' instructions, inspections and untrue reports, in English."""

SENTENCES: dict[str, str] = {
    "instruction.recorded.v1": (
        "Instruction {instruction} of {leader}, given on {given_on}, recorded; tasks: {tasks}; passed to units: {units}"
    ),
    "instruction.answered.v1": "Instruction {instruction} answered by {by} (answer {answer})",
    "instruction.closed.v1": "Instruction {instruction} closed ({closed_on}): {outcome}",
    "inspection.recorded.v1": (
        "Inspection {inspection} of {visited_on} recorded ({kind}, called for by: {started_by}), team: {team}, places: "
        "{places}, tasks: {tasks}"
    ),
    "inspection.published.v1": "Inspection {inspection} made known to {units} ({published_on})",
    "task.inspected.v1": (
        "Inspection {inspection} ({visited_on}) looked at task {task_no}, node {node}; done: {done}, day of "
        "completion: {done_on}"
    ),
    "task.inspection_published.v1": ("What inspection {inspection} found of task {task_no} made known to {units}"),
    "report.untrue_proposed.v1": (
        "Finding report {report_no} on task {task_no} untrue proposed: {reason} (inspection: {inspection})"
    ),
    "report.found_untrue.v1": (
        "Report {report_no} of {unit} ({role}) on task {task_no}, {node}, found untrue: {reason} (proposed by "
        "{proposed_by})"
    ),
}
