"""Refusals of attachments, in English."""

WORDS: dict[str, str] = {
    "not_multipart": "Upload as multipart/form-data, with the file in the part called “file”.",
    "file.kind_not_accepted": "{extension} files are not accepted. Upload pdf, docx, xlsx, jpg or png.",
    "file.not_what_its_name_says": (
        "The file is not what its extension {extension} says, or it is damaged. Save it anew and upload it again."
    ),
    "file.has_macros": "The file contains macros and is not accepted. Save it without macros and upload it again.",
    "file.too_large": "The file is larger than {limit_mb} MB. Make it smaller or split it.",
    "file.empty": "The file is empty. Choose another.",
    "file.was_erased": "This file was erased by law ({erasure}) and cannot be uploaded again.",
    "no_space": "Storage is full: nothing can be saved now. Tell the system administrator and try again later.",
}
