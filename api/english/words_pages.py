"""Sentences that only a browser is told, in English."""

WORDS: dict[str, str] = {
    "form_expired": "This page has expired and nothing was submitted. What you filled in is below: submit it again.",
    "signed_in_again": (
        "You have signed in again and nothing was submitted. What you filled in is below: check it and submit it; "
        "attachments must be chosen again."
    ),
    "password_not_repeated": "The two passwords are not the same. Type it again.",
}
