"""What the audit log says of a filed interview record, in English; never a word of the record."""

SENTENCES: dict[str, str] = {
    "interview.correction_proposed.v1": (
        "Correction {correction} of the record of interview {interview} proposed (passage in: {field}, dispute: "
        "{dispute})"
    ),
    "interview.corrected.v1": (
        "Correction {correction} of the record of interview {interview} confirmed (passage in: {field}, dispute: "
        "{dispute}, proposed by {proposed_by}); the record as filed is kept"
    ),
    "interview.disputed.v1": (
        "Dispute {dispute} of the record of interview {interview} raised (unit: {unit}, post: {post}, passage in: "
        "{field}, attachments: {files})"
    ),
    "interview.checked.v1": (
        "Dispute {dispute} of interview {interview} checked (by: {checked_by}, attachments: {files})"
    ),
    "interview.resolved.v1": (
        "Dispute {dispute} of interview {interview} resolved: {outcome} (corrections: {corrections}, by post: {post})"
    ),
    "interview.viewed.v1": "{account} read the record of interview {interview} (what: {what}, post: {post})",
    "interview.copy_checked.v1": (
        "A copy compared with the record of interview {interview}: {verdict} (correction: {correction}, attachment: "
        "{file})"
    ),
}
