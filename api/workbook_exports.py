"""`GET /workbooks/…`: the lists as workbooks, for the same eyes, and annexes 4 and 5 filled in for a unit (S49)."""

from hashlib import sha256
from io import BytesIO
from typing import Any

from api import word_sheet, workbook_progress, workbook_sheet
from api import workbook_forms as forms
from api.audit import AuditQuery
from api.duties import DutiesQuery
from api.fields import Id, Node, UnitCode, one_of
from api.papers import docx as word
from api.routes import Ask, Download, Family
from api.schemas import AsOfQuery, ReadQuery
from api.schemas_assessments import ScoresQuery
from api.schemas_tasks import TasksQuery
from api.workbook_forms import Wanted

family = Family("workbooks")
_XLSX = (workbook_sheet.MEDIA_TYPE,)
_PAGING = ("limit", "cursor")


class LedgerFileQuery(TasksQuery):
    class Meta(TasksQuery.Meta):
        exclude = _PAGING

    scheme = Id(required=True)


class LivelihoodFileQuery(TasksQuery):
    class Meta(TasksQuery.Meta):
        exclude = (*_PAGING, "category")

    scheme = Id(required=True)


class DutiesFileQuery(DutiesQuery):
    class Meta(DutiesQuery.Meta):
        exclude = _PAGING

    scheme = Id(required=True)


class AuditFileQuery(AuditQuery):
    class Meta(AuditQuery.Meta):
        exclude = _PAGING

    scheme = Id()


class ScoresFileQuery(ScoresQuery):
    scheme = Id(required=True)


class ItemsFileQuery(AsOfQuery):
    scheme = Id(required=True)


class PlanFormQuery(ReadQuery):
    """`unit`: whose form; a unit's own when it asks itself."""

    scheme = Id(required=True)
    unit = UnitCode()


class ProgressFormQuery(PlanFormQuery):
    """`format`: a workbook, or the same form as a Word paper."""

    period = Node(required=True)
    format = one_of("xlsx", "docx", load_default="xlsx")


@family.get("/workbooks/ledger", power="read_tasks", query=LedgerFileQuery, downloads=_XLSX)
def ledger(ask: Ask) -> Download:
    """Return annexes 2 and 3: every task the reader may know of, with all columns of the ledger."""
    return _whole(ask, "ledger")


@family.get("/workbooks/livelihood", power="read_tasks", query=LivelihoodFileQuery, downloads=_XLSX)
def livelihood(ask: Ask) -> Download:
    """Return annex 3: the livelihood tasks the reader may know of."""
    return _whole(ask, "livelihood")


@family.get("/workbooks/items", power="read_items", query=ItemsFileQuery, downloads=_XLSX)
def items(ask: Ask) -> Download:
    """Return annex 1: the items of the notice with their units."""
    return _whole(ask, "items")


@family.get("/workbooks/lights", power="read_tasks", query=LedgerFileQuery, downloads=_XLSX)
def lights(ask: Ask) -> Download:
    """Return the lights board, tasks by nodes, each light a word and a shape beside its colour."""
    return _whole(ask, "lights")


@family.get("/workbooks/duties", power="read_duties", query=DutiesFileQuery, downloads=_XLSX)
def duties(ask: Ask) -> Download:
    """Return what is owed, with the days counted: the rows of the list of duties."""
    return _whole(ask, "duties")


@family.get("/workbooks/scores", power="read_own_score", query=ScoresFileQuery, downloads=_XLSX)
def scores(ask: Ask) -> Download:
    """Return units' scores and the entries they add up from; a unit its own alone."""
    return _whole(ask, "scores")


@family.get("/workbooks/audit", power="read_audit", query=AuditFileQuery, downloads=_XLSX)
def audit(ask: Ask) -> Download:
    """Return an extract of the audit log, newest first, at most 20,000 lines."""
    return _whole(ask, "audit")


@family.get("/workbooks/node-plan", power="read_duties", query=PlanFormQuery, downloads=_XLSX)
def node_plan(ask: Ask) -> Download:
    """Return annex 4 for a unit: a row for each node plan it owes, as filed where one is."""
    unit = forms.unit_asked(ask.actor, ask.query.get("unit"))
    with ask.reading() as db:
        wanted = Wanted(ask.app, ask.actor, db, ask.as_of(db), ask.query)
        return _download(forms.node_plan(wanted, unit), wanted.about("node-plan", unit=unit))


@family.get("/workbooks/progress", power="read_duties", query=ProgressFormQuery, downloads=(*_XLSX, word.MEDIA_TYPE))
def progress(ask: Ask) -> Download:
    """Return annex 5 for a unit and period: a row for each report it owes."""
    unit, period = forms.unit_asked(ask.actor, ask.query.get("unit")), ask.query["period"]
    with ask.reading() as db:
        wanted = Wanted(ask.app, ask.actor, db, ask.as_of(db), ask.query)
        sheets, about = forms.progress(wanted, unit, period), wanted.about("progress", unit=unit, period=period)
        if ask.query["format"] == "xlsx":
            return _download(sheets, about)
        caption = f"单位：{wanted.names.unit(unit)}    期间：{period}"
    paper = word_sheet.written(sheets[0], about, columns=workbook_progress.IN_WORD, caption=caption)
    return _named(paper, about, word.MEDIA_TYPE, "docx")


def _whole(ask: Ask, form: str) -> Download:
    with ask.reading() as db:
        wanted = Wanted(ask.app, ask.actor, db, ask.as_of(db), ask.query)
        return _download(forms.FORMS[form](wanted), wanted.about(form))


def _download(sheets: list[Any], about: workbook_sheet.About) -> Download:
    return _named(workbook_sheet.written(sheets, about), about, _XLSX[0], "xlsx")


def _named(content: bytes, about: workbook_sheet.About, media_type: str, ending: str) -> Download:
    name = "-".join(part for part in (about.form, about.scheme, about.unit, about.period) if part) + f".{ending}"
    return Download(BytesIO(content), len(content), media_type, name, etag=sha256(content).hexdigest())
