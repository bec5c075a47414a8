"""What the audit log says of bulletins, in English."""

SENTENCES: dict[str, str] = {
    "bulletin.drafted.v1": (
        "Bulletin {bulletin} drafted ({kind}, {period}): {title}, figures as of line {position} of the record"
    ),
    "bulletin.published.v1": (
        "Bulletin {bulletin} published ({kind}, {period}, {number}): {title}, figures as of line {position} of the "
        "record; praise: {praise}; criticism: {criticism} (drafted by {drafted_by})"
    ),
    "bulletin.correction_proposed.v1": "Correction {correction} of bulletin {bulletin} proposed: {reason}",
    "bulletin.corrected.v1": (
        "Correction {correction} of bulletin {bulletin} confirmed (proposed by {proposed_by}): {reason}; withdrawn: "
        "{withdraws}"
    ),
}
