"""Refusals about leaders' instructions, inspections and untrue reports, in English."""

WORDS: dict[str, str] = {
    "task_not_known": "There is no task {task_no}, or it is not one in your charge.",
    "instruction_not_known": (
        "There is no instruction {instruction}. If no instruction called for the inspection, enter “ledger”."
    ),
    "named_twice": "{name} is listed twice. Delete one of the two.",
    "given_in_the_future": "The day of the instruction must not be later than the day it was received ({on}).",
    "not_the_acting_post": "You act for post {post}, and the leader you entered is another. Enter the same post.",
    "not_a_leaders_post": "Post {post} is not a city leader's post and cannot give instructions. Choose another.",
    "instruction.account_has_no_post": "This account holds no post and cannot give instructions as a leader.",
    "instruction.not_answered_yet": "Instruction {instruction} has no answer yet. It can be closed once answered.",
    "instruction.closed": "Instruction {instruction} was closed on {closed_on}.",
    "visited_in_the_future": "Inspections are recorded afterwards; {visited_on} has not come yet.",
    "finding_named_twice": "Task {task_no}, node {node}, is listed twice. Delete one of the two.",
    "done_on_of_what_is_not_done": "Only what was found done has a day of completion. Delete the day.",
    "done_after_the_visit": "The day of completion must not be later than the day of the visit ({visited_on}).",
    "unit_not_inspected": "{unit} has no part in the tasks of this inspection. Take it off the list.",
    "inspection.already_published": "These units have been told of inspection {inspection} already.",
    "inspection_of_other_tasks": ("Inspection {inspection} did not look at task {task_no}. Choose another, or none."),
    "report.found_untrue": "Report {report_no} has been found untrue.",
    "report.untruth_not_proposed": (
        "Nobody has proposed to find report {report_no} untrue. One person proposes it, another confirms."
    ),
    "report.second_person": (
        "Somebody other than the person who proposed to find report {report_no} untrue must confirm it."
    ),
}
