"""What the audit log says of lighting sessions, lights, corrections and rectification notices, in English."""

SENTENCES: dict[str, str] = {
    "lighting.drafted.v1": "Lights of {scheme} at node {node} drafted",
    "lighting.issued.v1": "Lights of {scheme} at node {node} issued (session {session}), tasks: {tasks}",
    "task.light_set.v1": (
        "Light of task {task_no} at node {node} set to {light} (proposed by the rules: {proposed}, under {clause}, "
        "limit {limit_on}, done on {done_on}), reason: {reason}"
    ),
    "task.light_correction_proposed.v1": (
        "Correction {correction} of the light of task {task_no} at node {node} to {light} proposed (done on "
        "{done_on}): {reason}"
    ),
    "task.light_corrected.v1": (
        "Light of task {task_no} at node {node} corrected from {was} to {light} (correction {correction}, proposed by "
        "{proposed_by}): {reason}"
    ),
    "notice.issued.v1": (
        "Rectification notice {number} issued for the {light} light of task {task_no} at node {node}, to: "
        "{addressees}, limit {limit_on}"
    ),
    "notice.served.v1": "Rectification notice {notice} served on {units} (by: {by})",
    "notice.received.v1": "{unit} signed for rectification notice {notice}",
    "notice.answered.v1": (
        "{unit} answered rectification notice {notice} (done on {done_on}, working days late: {late_days})"
    ),
    "notice.verified.v1": ("Verdict on rectification notice {notice}; rectified: {rectified}, reason: {reason}"),
    "notice.void_proposed.v1": "Voiding rectification notice {notice} proposed: {reason}",
    "notice.voided.v1": (
        "Rectification notice {notice} voided: {reason} (proposed by {proposed_by}, replaced by: {replaced_by})"
    ),
    "notice.readdressed.v1": (
        "Rectification notice {notice} passed from {from_unit} to {to_unit} ({role}), from {effective_on}"
    ),
}
