"""Sentences about Word papers that are not read, in English."""

WORDS: dict[str, str] = {
    "docx_too_large": "The Word paper is too large and is not read. Take out pictures and empty rows and save it anew.",
    "docx_has_macros": "The Word paper has macros and is not accepted. Save it as .docx without macros.",
    "docx_unsafe_xml": (
        "{part} of the Word paper declares entities or has an unknown encoding, and is not read. Save the paper anew."
    ),
}
