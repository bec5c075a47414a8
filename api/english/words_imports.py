"""What is said of notices, ledgers and calendars read from files, and of opening a record, in English."""

WORDS: dict[str, str] = {
    "not_txt_or_docx": "Only .txt and .docx files can be read, not {suffix}. Save it as .docx and try again.",
    "unknown_encoding": "The text's encoding was not recognised (tried: {tried}). Save it as UTF-8 and try again.",
    "not_a_docx": "This is not a .docx file that can be read: {detail}. Save it anew and upload it again.",
    "no_items_found": (
        "None of the {paragraphs} paragraphs is a numbered item with responsible units. Check that it is the notice "
        "that divides the work."
    ),
    "one_source": "Paste the text of the document or give a .docx file: one of the two.",
    "units_not_registered": (
        "{count} units are not registered: {units}. Register them or confirm their aliases, then import again."
    ),
    "not_a_workbook": "This is not an .xlsx workbook that can be read: {detail}. Save it anew and upload it again.",
    "workbook_too_large": (
        "The workbook is too large or has cells far away, and is not read. Delete empty rows and columns and save it."
    ),
    "workbook_has_macros": "The workbook contains macros and is not accepted. Save it as .xlsx without macros.",
    "formula_not_allowed": "Here is a formula, {value}. Replace it by a number or text.",
    "no_heading_found": "No heading row was found. It must have these columns: {wanted}.",
    "task_number_twice": "Task number {task_no} is in the sheet twice. Correct one of the two.",
    "ledger.principal_is_another": (
        "{written} is not the present principal of the lead unit. A list does not replace people: appoint the holder "
        "of the post first."
    ),
    "not_a_calendar": (
        "This is not a calendar file that can be read. It must be JSON with year, days_off, workdays and source. "
        "{detail}"
    ),
    "record.exists": "There is a record at {path} already; it will not be overwritten. Choose another place.",
}
