"""What the audit log says of lawful erasure, in English."""

SENTENCES: dict[str, str] = {
    "content.erasure_proposed.v1": (
        "Erasure {erasure} by law proposed (texts {texts}; attachments {files}; named in lines {lines} of the record), "
        "legal ground: {ground}, reason: {reason}"
    ),
    "content.erased.v1": (
        "Erasure {erasure} by law confirmed (texts {texts}; attachments {files}), legal ground: {ground} (proposed by "
        "{proposed_by})"
    ),
}
