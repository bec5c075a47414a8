"""What the audit log says of items, tasks, list editions and plans, in English."""

SENTENCES: dict[str, str] = {
    "item.entered.v1": "Item {item} ({label}) entered: {title}; responsible units: {units}",
    "item.roles_confirmed.v1": ("Roles of item {item} confirmed: lead units: {lead}; co-organising units: {co}"),
    "task.entered.v1": (
        "Task {task_no} entered from {effective_on} ({category}): {title}; lead units: {lead}; co-organising units: "
        "{co}; construction entities: {construction}; reason: {reason}"
    ),
    "task.amended.v1": "Task {task_no} amended from {effective_on}: {changes}; reason: {reason}",
    "task.roles_confirmed.v1": (
        "Roles of task {task_no} confirmed: lead units: {lead}; co-organising units: {co}; construction entities: "
        "{construction}"
    ),
    "task.withdrawn.v1": "Task {task_no} withdrawn from {effective_on}: {reason}",
    "task.transferred.v1": (
        "Role in task {task_no} ({role}) transferred from {from_unit} to {to_unit}, from {effective_on}; open duties "
        "go with it: {duties_move}; reason: {reason}"
    ),
    "task.completion_applied.v1": "{unit} applied to complete task {task_no}, done on {done_on}",
    "task.completion_verified.v1": (
        "Application to complete task {task_no} decided; accepted: {accepted}, done on: {done_on}, remark: {reason}"
    ),
    "edition.drafted.v1": "Edition {edition} of the list of scheme {scheme} drafted ({drafted_on}): {note}",
    "edition.issued.v1": (
        "Edition {edition} of the list of scheme {scheme} issued ({issued_on}); added: {added}; amended: {amended}; "
        "withdrawn: {withdrawn}"
    ),
    "implementation_plan.filed.v1": (
        "{unit} filed its implementation plan of scheme {scheme}, covering items: {items} (working days late: "
        "{late_days})"
    ),
    "node_plan.filed.v1": (
        "{unit} ({role}) filed the node plan of task {task_no} (working days late: {late_days}): {nodes}"
    ),
    "node_plan.sealed.v1": "{unit} sealed the node plan of task {task_no}",
    "node_plan.confirmed.v1": "{leader} confirmed the node plan of task {task_no}",
    "register.number_taken.v1": "Number {number} of register {register} taken (for {taken_for})",
}
