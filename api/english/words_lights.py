"""Refusals about lights, corrections and rectification notices, in English."""

WORDS: dict[str, str] = {
    "lights.withdrawn": "Task {task_no} has been withdrawn and gets no more lights.",
    "lights.completed": "Task {task_no} was completed early; node {node} is not assessed any more.",
    "lights.already_set": ("The light of task {task_no} at node {node} is set. It can be corrected, not set again."),
    "lights.extension_runs": (
        "Task {task_no} has an extension at node {node} and its new limit has not come. Set the light afterwards."
    ),
    "lights.provisional": (
        "The due day {due_on} of task {task_no} at node {node} is provisional, because that year's holidays are not "
        "published. A light cannot rest on a provisional day: publish the year's calendar first."
    ),
    "lights.not_yet_due": ("The due day of task {task_no} at node {node} is {due_on}. Set the light after that day."),
    "lights.differs_without_reason": (
        "For task {task_no} at node {node} the rules propose {proposed} and you decided {decided}. Give a reason, also "
        "when only the day of completion differs."
    ),
    "lights.only_an_extension_defers": (
        "Only a task granted an extension beyond the node, asked for before its limit, can be deferred."
    ),
    "lights.drafter_may_not_issue": (
        "Whoever drafted the lights of node {node} may not issue them. Ask another person to."
    ),
    "lights.nothing_to_issue": "There is nothing to issue for node {node}. Decide the lights, or save a draft first.",
    "lights.correction_changes_nothing": (
        "The light and day of completion of task {task_no} at node {node} are like this already; no correction is "
        "needed."
    ),
    "lights.correction_confirmed": "Correction {correction} of task {task_no} has been confirmed already.",
    "lights.second_person": (
        "Somebody other than the person who proposed correction {correction} of task {task_no} must confirm it."
    ),
    "notices.limit_provisional": (
        "The limit {due_on} for rectifying task {task_no} falls in a year whose holidays are not published, so it "
        "cannot stand in a notice. Publish that year's calendar first."
    ),
    "notices.nobody_addressed": (
        "Task {task_no} has no responsible unit to whom a notice can go. Confirm the task's units first."
    ),
    "notices.already_received": "{unit} has signed for {number} already.",
    "notices.closed": "{number} has its verdict ({state}); it can be neither answered nor verified any more.",
    "notices.await_answer": (
        "{number} has not been answered and its limit {limit_on} has not passed. Verify it after either."
    ),
    "notices.voided": "{number} has been voided.",
    "notices.void_not_proposed": "Nobody has proposed to void {number}. One person proposes it, another confirms.",
    "notices.second_person": "Somebody other than the person who proposed to void {number} must confirm it.",
    "done_in_the_future": "The day of completion must not be later than today; you entered {done_on}.",
    "decision_named_twice": "Task {task_no} is listed twice. Delete one of the two.",
    "light_or_done_on_missing": "Enter the corrected day of completion, or the corrected light.",
    "needed_when_not_rectified": "Give a reason why the task is found not rectified.",
    "name_the_scheme": "Several schemes have node {node}. Choose one of: {known}.",
    "unknown_node": "The scheme has no node {node}. Choose one of: {known}.",
    "unknown_light": "There is no light “{light}”.",
    "unknown_condition": "The rules for lights have no condition “{condition}”.",
    "last_case_must_hold_always": (
        "The last case of the rules for lights must have no condition, or some tasks would get no light."
    ),
    "no_case_holds": "No case of the rules for lights {profile} applies. Amend the scheme.",
}
