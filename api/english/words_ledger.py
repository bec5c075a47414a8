"""Refusals about items, tasks, list editions and plans, in English."""

WORDS: dict[str, str] = {
    "unknown_scheme": "There is no scheme {scheme}.",
    "unit_group_owes_nothing": "{unit} stands for a group and owes nothing itself. Name the units one by one.",
    "unit_ended": "{unit} was merged, split or abolished from {ended_on}. Name the unit that took over.",
    "unknown_item": "The scheme has no item {item}.",
    "unit_has_a_role_already": "{unit} has a role here already and cannot have another.",
    "unit_named_twice": "{unit} is listed twice. Delete one of the two.",
    "needs_a_lead": "Name a lead unit.",
    "not_an_item_label": "{label} is not an item number. Write it like “三(一)” (item 1 of aspect 3).",
    "not_an_item_id": "Write the item's code like 2020-3-1.",
    "not_of_the_schemes_year": "The number must begin with the scheme's year, {year}.",
    "not_a_unit_of_the_item": "{unit} is not a responsible unit of this item. Choose one of its units.",
    "one_for_each_unit": (
        "Give one original wording for each responsible unit; there are {units} units and {written} wordings."
    ),
    "item.number_taken": "Item {item} has been entered already.",
    "item.roles_confirmed_already": "The lead and co-organising units of item {item} are confirmed like this already.",
    "not_a_task_number": "Write the task number like 2020-017.",
    "unknown_category": "There is no task category “{category}”. Choose one of: {known}.",
    "unknown_role_in_task": "There is no role “{role}”. Choose one of: {known}.",
    "outside_scheme": "The day it takes effect must lie within the scheme ({starts_on} to {ends_on}).",
    "task.number_taken": "Task number {task_no} is taken. Choose another.",
    "task.withdrawn": "Task {task_no} has been withdrawn; nothing more can be entered for it.",
    "task.completed": "Task {task_no} was completed on {completed_on}; nothing more can be entered for it.",
    "task.roles_confirmed_already": (
        "The roles of task {task_no} are confirmed already. To change them, transfer the role."
    ),
    "not_amendable": "This cannot be amended.",
    "nothing_changes": "Nothing would change. Change at least one value, or cancel.",
    "has_no_such_role": "{unit} does not have this role in the task, so it cannot be transferred from it.",
    "has_not_come": "The day of completion {done_on} has not come yet.",
    "completion.only_the_lead_applies": "Only the lead unit can apply to complete the task.",
    "completion.applied_already": (
        "An application to complete task {task_no} is waiting for the supervision office's decision."
    ),
    "completion.not_applied": "There is no application to complete task {task_no} to decide on.",
    "edition.drafter_may_not_issue": (
        "Whoever drafted edition {edition} of the list may not issue it. Ask another person to."
    ),
    "edition.issued_already": "Edition {edition} of the list has been issued already.",
    "edition.nothing_new": (
        "Nothing was added, amended or withdrawn since the last edition, so edition {edition} need not be issued."
    ),
    "node_named_twice": "Node {node} is listed twice. Delete one of the two.",
    "node_ended_before_the_task": (
        "Node {node} ended before the task was entered ({entered_on}) and needs no plan. Leave it out."
    ),
    "outside_node": "The limit of node {node} must lie between {first} and {last}.",
    "not_a_percentage": "Planned progress must be between 0 and 100.",
    "node_plan.not_owed": (
        "{unit} is neither lead unit nor construction entity of task {task_no}, so it owes no node plan."
    ),
    "node_plan.confirmed": (
        "The leader has confirmed the node plan of task {task_no}; it cannot be filed again. If it must change, apply "
        "for an extension."
    ),
    "node_plan.not_filed": "No node plan has been filed for task {task_no}. File it first.",
    "node_plan.sealed_already": "The node plan has been sealed already.",
    "node_plan.not_sealed": "The unit has not sealed the node plan of task {task_no}; it cannot be confirmed yet.",
    "node_plan.not_the_leader_in_charge": (
        "The leader in charge, or the city government's principal leader, confirms the node plan of task {task_no}."
    ),
    "node_plan.confirmed_already": "The node plan of task {task_no} has been confirmed already.",
    "implementation_plan.no_item_names_the_unit": "No item names {unit}, so it owes no implementation plan.",
    "implementation_plan.items_missing": (
        "The implementation plan must cover every item that names your unit. Still missing: {named}."
    ),
    "implementation_plan.not_asked_for": "Scheme {scheme} does not ask for implementation plans.",
    "item_does_not_name_the_unit": "Item {item} does not name your unit. Leave it out.",
    "needs_a_text_or_a_file": "Give the implementation plan's text, or attach a file.",
    "is_another_unit": "The paper is entered for another unit than {unit}. Choose the same unit in both places.",
}
