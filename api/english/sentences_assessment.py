"""What the audit log says of manual score entries and finalised assessments, in English."""

SENTENCES: dict[str, str] = {
    "score.entry_proposed.v1": (
        "Manual entry {entry} of {scheme} proposed: {points} points for {unit} (task {task_no}), reason: {reason}"
    ),
    "score.entry_confirmed.v1": (
        "Manual entry {entry} of {scheme} confirmed (proposed by {proposed_by}): {points} points for {unit} "
        "(task {task_no}), reason: {reason}"
    ),
    "assessment.finalisation_proposed.v1": "Finalising the assessment of {scheme} proposed: {reason}",
    "assessment.finalised.v1": (
        "Assessment of {scheme} finalised (proposed by {proposed_by}), as known at line {position} of the record: "
        "{reason}"
    ),
}
