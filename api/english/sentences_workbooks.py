"""What the audit log says of workbooks, in English."""

SENTENCES: dict[str, str] = {
    "workbook.mapping_confirmed.v1": "Heading “{heading}” of form {form} confirmed as field {field}",
    "workbook.answered.v1": (
        "Form {form} taken in (scheme {scheme}, mode: {mode}): rows accepted: {rows}; rows refused: {refused}"
    ),
}
