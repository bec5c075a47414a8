"""Refusals about reports, extensions, important problems and paper entered by the office, in English."""

WORDS: dict[str, str] = {
    "report.co_owes_none": "Co-organising units do not report by themselves; the lead unit reports for all.",
    "report.period_not_begun": ("Reports for {node} can be submitted from {begins_on}. It is too early to submit one."),
    "report.too_late_to_replace": (
        "The due day of report {report_no}, {due_on}, has passed, so you cannot replace it. Ask whoever received it to "
        "return it, then submit it again."
    ),
    "report.paper_older_than_standing": (
        "This paper was received before report {report_no}, which now stands, and cannot replace it."
    ),
    "report.only_the_lead_merges": "Only the lead unit can merge the construction entities' reports.",
    "report.not_addressed_to_you": (
        "Report {report_no} is not addressed to you. Only its addressee can return or accept it."
    ),
    "report.accepted_stands": (
        "Report {report_no} has been accepted or merged. It can be neither returned nor accepted again."
    ),
    "report.already_returned": "Report {report_no} has been returned and waits to be submitted again.",
    "report.no_longer_stands": "Report {report_no} has been returned or replaced and no longer stands.",
    "done_after_receipt": "The day of completion must not be later than the day of reporting ({received_on}).",
    "done_before_the_scheme_year": "The day of completion must not be before the scheme's year ({begins_on}).",
    "percent_negative": "The percentage of progress must not be negative.",
    "problems_needed_when_important": "Describe the important problem that you raise.",
    "merge_not_submitted_to_you": (
        "Report {report_no} is not a construction entity's report submitted to your unit. Leave it out."
    ),
    "merge_of_another_node": "Report {report_no} belongs to another period. Leave it out.",
    "merge_does_not_stand": "Report {report_no} has been returned or replaced and cannot be merged. Leave it out.",
    "merge_named_twice": "Report {report_no} is listed twice. Delete one of the two.",
    "unknown_file": "There is no such attachment: {file}. Upload it first.",
    "unknown_post": "There is no post {post}.",
    "received_in_the_future": "The time of receipt must not be later than now.",
    "act.late_entry_needs_reason": (
        "The paper should have been entered by {enter_by}. Give the reason why it is entered late."
    ),
    "act.post_not_in_charge": (
        "Post {post} is neither the leader in charge of task {task_no} nor the city government's principal leader."
    ),
    "extension.only_the_lead_asks": "Only the lead unit can apply for an extension.",
    "extension.nothing_planned": "No node task is planned for node {node}, so there is no limit to extend.",
    "extension.asked_late": (
        "The limit of the node task at {node} was {limit_on}. An extension can be applied for only until that day."
    ),
    "extension.one_is_pending": "An extension at node {node} is waiting for a decision already.",
    "extension.not_after_the_limit": "The new limit must be later than the present one, {limit_on}.",
    "extension.beyond_the_scheme": "The new limit must not go beyond the scheme's year ({ends_on}).",
    "extension.already_decided": "Extension {extension} has been decided already.",
    "extension.light_is_set": "The light of node {node} is set; the limit can no longer be extended.",
    "limit_only_when_granted": "Do not enter a new limit when you refuse the extension.",
    "problem.already_read": "Important problem {problem_no} has been read already.",
    "problem.not_read_yet": (
        "No leader has read important problem {problem_no} yet. It can be instructed on after that."
    ),
    "problem.already_instructed": "There is an instruction on important problem {problem_no} already.",
    "problem.no_instruction_yet": (
        "No leader has given an instruction on important problem {problem_no}. It can be closed after that."
    ),
    "problem.already_closed": "Important problem {problem_no} has been closed already.",
}
