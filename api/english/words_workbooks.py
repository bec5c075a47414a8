"""What is said of workbooks in and out, in English."""

WORDS: dict[str, str] = {
    "row_accepted": "Accepted, receipt {receipt}",
    "row_refused": "Refused: {cell} {detail}",
    "error_in_cell": "This cell holds the error value {value}. Correct it and hand the workbook in again.",
    "workbook_unsafe_xml": (
        "{part} of the workbook declares entities or has an unknown encoding, and is not read. Save the workbook anew."
    ),
    "workbook.unknown_field": "There is no such field. Choose one of: {known}.",
    "workbook.heading_is_ours": ("“{heading}” is the heading of field {field} already and cannot mean another."),
    "workbook.mapped_already": "“{heading}” is confirmed as field {field} already.",
    "workbook.row_twice": "{task_no} {period} has a row in this sheet already. Delete one of the two.",
    "workbook.another_scheme": "This task belongs to scheme {said}; this sheet is of scheme {scheme}.",
    "workbook.of_another_scheme": "This sheet is of scheme {said}, not of scheme {scheme}. Use that scheme's template.",
    "workbook.another_form": "This is the form “{said}”, not “{form}”. Use the right template.",
    "workbook.another_unit": "This is the template of unit {said}; {unit} cannot hand it in. Download its own.",
    "workbook.no_rows": "Nothing is filled in below the headings.",
    "workbook.too_many_rows": "There are more than {most} rows, too many for one workbook. Narrow the range.",
    "ledger.state_is_an_act": (
        "A list cannot enter a task whose state is “{state}”. Enter the task first, then complete or withdraw it."
    ),
}
