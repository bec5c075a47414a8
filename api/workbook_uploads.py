"""`POST /workbooks/…`: sheets coming in, answered row by row; accepted rows are the same acts as over the API (S49)."""

from collections.abc import Mapping
from io import BytesIO
from typing import Any

from marshmallow import fields

from api import ledger_workbook, word_sheet, words, workbook_accounts, workbook_node_plan, workbook_progress
from api.fields import Line, Node
from api.routes import Ask, Family, receipt_of
from api.schemas import In, Out, ReceiptOut
from api.workbook_annotated import annotated
from api.workbook_taken import DOCX, XLSX, SheetIn, Taken, UnitSheetIn, passing, read, taken
from api.workbooks import Book, Row
from domain import ids
from domain.errors import InvalidError
from domain.frame import SchemeState
from service.act import Act, acting_unit
from service.file_node_plans import file_node_plans
from service.import_ledger import LedgerRow, import_sheet
from service.import_progress import progress_of
from service.keep_file import keep_file
from service.open_accounts import open_accounts
from service.row_by_row import AcceptedRow, Answered, RefusedRow, SheetRow, Upload
from service.submit_reports import submit_reports
from service.written import written as receipt_for

family = Family("workbook_uploads")


class ProgressSheetIn(UnitSheetIn):
    """`period`: of rows that name none."""

    period = Node()


class AccountsSheetIn(SheetIn):
    class Meta(SheetIn.Meta):
        exclude = ("scheme", "sha256")


class AcceptedOut(Out):
    """What a row became; `report_no`, `account` and `code` where it is a report or an account."""

    sheet = fields.String(required=True)
    row = fields.Integer(required=True)
    task_no = fields.String(allow_none=True)
    report_no = fields.Integer()
    on_time = fields.Boolean()
    late_days = fields.Integer()
    account = fields.String()
    code = fields.String(allow_none=True)
    receipt = fields.Nested(ReceiptOut, required=True)


class RefusedOut(Out):
    sheet = fields.String(required=True)
    row = fields.Integer(required=True)
    cell = fields.String(required=True)
    task_no = fields.String(required=True, allow_none=True)
    reason = fields.String(required=True)
    detail = fields.String(required=True)
    clause = fields.String(required=True, allow_none=True)


class SheetOut(Out):
    """`blank`: rows left as given. `annotated`: the copy with the reasons. `erased`: the reasons were, by law."""

    accepted = fields.List(fields.Nested(AcceptedOut), required=True)
    refused = fields.List(fields.Nested(RefusedOut), required=True)
    blank = fields.List(fields.Integer(), required=True)
    unknown_headings = fields.List(fields.String(), required=True)
    annotated = fields.String(required=True, allow_none=True)
    erased = fields.Boolean(required=True)
    receipt = fields.Nested(ReceiptOut, required=True, allow_none=True)


@family.post("/workbooks/progress", power="submit_report", body=ProgressSheetIn, answer=SheetOut, upload=True)
def progress(ask: Ask) -> dict[str, Any]:
    """Hand in the reports of annex 5, a row each; as a workbook, or as a Word paper with the form's table."""
    sheet, act = taken(ask, (XLSX, DOCX)), ask.act()
    book = read(
        ask, sheet, workbook_progress.FORM, workbook_progress.HEADINGS, workbook_progress.REQUIRED,
        unit=acting_unit(act),
    )  # fmt: skip
    rows, blank = workbook_progress.rows_of(book, ask.body.get("period"))
    return _told(ask, sheet, book, submit_reports(ask.app, act, _upload(ask, sheet, "progress"), rows), blank)


@family.post("/workbooks/node-plan", power="file_node_plan", body=UnitSheetIn, answer=SheetOut, upload=True)
def node_plan(ask: Ask) -> dict[str, Any]:
    """File the node plans of annex 4, a row each."""
    sheet, act = _begun(ask)
    scheme = ask.app.store.fold(ids.scheme(ask.body["scheme"]))
    if not isinstance(scheme, SchemeState):
        raise InvalidError("scheme", "unknown_scheme", scheme=ask.body["scheme"])
    nodes = [node.node for node in scheme.on(ask.app.store.today).nodes]
    book = read(
        ask, sheet, workbook_node_plan.FORM, workbook_node_plan.headings(nodes), workbook_node_plan.required(nodes),
        unit=acting_unit(act),
    )  # fmt: skip
    rows, blank = workbook_node_plan.rows_of(book, nodes)
    return _told(ask, sheet, book, file_node_plans(ask.app, act, _upload(ask, sheet, "node-plan"), rows), blank)


@family.post("/workbooks/ledger", power="enter_task", body=SheetIn, answer=SheetOut, upload=True)
def ledger(ask: Ask) -> dict[str, Any]:
    """Enter the tasks of annexes 2 and 3, a row each."""
    sheet, act = _begun(ask)
    book = read(ask, sheet, "ledger", ledger_workbook.HEADINGS, ledger_workbook.REQUIRED, also=("livelihood",))
    rows = [_ledger_row(row) for row in book.rows]
    upload = _upload(ask, sheet, "ledger")
    answered = import_sheet(ask.app, act, upload, scheme_id=ask.body["scheme"], rows=rows)
    return _told(ask, sheet, book, answered, [])


class ImportQuery(In):
    """`key`: the Idempotency-Key the sheet is sent with."""

    key = Line(required=True, limit=200)


class ImportOut(Out):
    """`total` is null while nothing of one's own is being taken in under that key."""

    done = fields.Integer(required=True)
    total = fields.Integer(required=True, allow_none=True)


@family.get("/workbooks/imports", power="read_own_account", query=ImportQuery, answer=ImportOut)
def imports(ask: Ask) -> dict[str, Any]:
    """Return how many rows of one's own sheet are decided, while it is being taken in."""
    done, total = progress_of(ask.app, ask.actor.account, ask.query["key"])
    return {"done": done, "total": total}


@family.post("/workbooks/accounts", power="open_account", body=AccountsSheetIn, answer=SheetOut, upload=True)
def accounts(ask: Ask) -> dict[str, Any]:
    """Open the accounts of a list; their one-time codes are in this answer and nowhere else."""
    with passing(ask) as sheet:
        act = ask.act()
        book = read(ask, sheet, workbook_accounts.FORM, workbook_accounts.HEADINGS, workbook_accounts.REQUIRED)
        answered, codes = open_accounts(ask.app, act, _upload(ask, sheet, "accounts"), workbook_accounts.rows_of(book))
        return _told(ask, sheet, book, answered, [], codes)


def _begun(ask: Ask) -> tuple[Taken, Act]:
    sheet = taken(ask)
    return sheet, ask.act()


def _upload(ask: Ask, sheet: Taken, form: str) -> Upload:
    return Upload(form, ask.body.get("scheme"), sheet.sha256, ask.body["mode"])


def _ledger_row(row: Row) -> SheetRow[LedgerRow]:
    said = ledger_workbook.ledger_row(row)
    return SheetRow(row.sheet, row.number, dict(said.cells), row.text("task_no") or None, row.fault or said)


def _told(
    ask: Ask, sheet: Taken, book: Book, answered: Answered, blank: list[Row], codes: Any = None
) -> dict[str, Any]:
    accepted = [_accepted(row, codes) for row in answered.accepted]
    refused = [_refused(row, ask.language, book.titles) for row in answered.refused]
    receipt = answered.written.receipt
    return {
        "accepted": accepted,
        "refused": refused,
        "blank": [row.number for row in blank],
        "unknown_headings": book.unknown,
        "annotated": _kept_copy(ask, sheet, book, answered, accepted, refused) if sheet.sha256 else None,
        "erased": answered.erased,
        "receipt": receipt_of(answered.written) if receipt else None,
    }


def _accepted(row: AcceptedRow, codes: Any) -> dict[str, Any]:
    event = row.line.event
    told: dict[str, Any] = {"sheet": row.sheet, "row": row.row, "task_no": getattr(event, "task_no", None)}
    if (late_days := getattr(event, "late_days", None)) is not None:
        told |= {"on_time": late_days == 0, "late_days": late_days}
    if hasattr(event, "report_no"):
        told["report_no"] = event.report_no
    if codes is not None:
        told |= {"account": event.account, "code": codes[event.account]}
    return {**told, "receipt": receipt_of(receipt_for((row.line,)))}


def _refused(row: RefusedRow, language: str, titles: Mapping[str, str]) -> dict[str, Any]:
    detail = words.sentence(row.reason, row.details, language)
    if title := titles.get(row.column or ""):  # the column may be missing altogether, so that no cell tells it
        detail = f"{title}: {detail}" if language == words.ENGLISH else f"“{title}”{detail}"
    return {
        "sheet": row.sheet, "row": row.row, "cell": row.cell, "task_no": row.task_no, "reason": row.reason,
        "detail": detail, "clause": row.clause,
    }  # fmt: skip


def _kept_copy(
    ask: Ask, sheet: Taken, book: Book, answered: Answered, accepted: list[Any], refused: list[Any]
) -> str | None:
    said = {
        f"{row['sheet']}!{row['row']}": words.sentence(
            "row_accepted", {"receipt": row["receipt"]["receipt_id"]}, ask.language
        )
        for row in accepted
    }
    for row in refused:
        told = words.sentence("row_refused", row, ask.language)
        said[f"{row['sheet']}!{row['row']}"] = words.noted(told, row["clause"], ask.language)
    receipt = answered.written.receipt
    at = receipt.recorded_at if receipt else ask.app.clock.now()
    if sheet.kind == XLSX:
        content = annotated(sheet.path, book, answered, said, at=at)
    else:
        content = word_sheet.annotated(sheet.path, book, said, at=at)
    if content is None:
        return None
    return keep_file(ask.app, ask.actor, source=BytesIO(content), name=f"annotated.{sheet.kind}").sha256
