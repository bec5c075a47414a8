"""`…/paper`: what the office issues, as a file to print or to edit, for whoever may read what it shows (S49)."""

from api.fields import Whole, one_of
from api.papers import bulletin as bulletins
from api.papers import edition as editions
from api.papers import interview_notice, interview_record, papers, receipt, rectification, scorecard
from api.papers.made import Made
from api.routes import Ask, Download, Family
from api.schemas import ReadQuery
from domain.errors import InvalidError

family = Family("papers")
_FILES = tuple(papers.MEDIA_TYPES.values())


class FormatQuery(ReadQuery):
    """`format`: `json` is what the digest on the paper is of."""

    format = one_of(*papers.FORMATS, load_default=papers.PDF)


class PaperQuery(FormatQuery):
    """`position`: as the record stood at that line."""

    position = Whole(least=1)


@family.get("/notices/<notice>/paper", power="read_notices", query=PaperQuery, downloads=_FILES)
def rectification_notice(ask: Ask, notice: str) -> Download:
    """Return a rectification notice as it was issued; a voided one says so."""
    return _file(ask, rectification.gather(ask, notice, _position(ask)))


@family.get("/interviews/<interview>/notice-paper", power="read_minutes", query=PaperQuery, downloads=_FILES)
def interview_called(ask: Ask, interview: str) -> Download:
    """Return the notice that calls a unit's heads to an interview, once it is issued."""
    return _file(ask, interview_notice.gather(ask, interview, _position(ask)))


@family.get("/interviews/<interview>/record-paper", power="read_minutes", query=PaperQuery, downloads=_FILES)
def interview_recorded(ask: Ask, interview: str) -> Download:
    """Return the record as filed, with places to sign, refusals, commitments, corrections; the reading is recorded."""
    return _file(ask, interview_record.gather(ask, interview, _position(ask)))


@family.get("/bulletins/<bulletin>/paper", power="read_bulletins", query=PaperQuery, downloads=_FILES)
def bulletin_printed(ask: Ask, bulletin: str) -> Download:
    """Return a bulletin, or a livelihood special, with the record's checkpoint; a draft only to the office."""
    return _file(ask, bulletins.gather(ask, bulletin, _position(ask)))


@family.get("/public/bulletins/<bulletin>/paper", power="read_public", query=FormatQuery, downloads=_FILES)
def bulletin_for_the_public(ask: Ask, bulletin: str) -> Download:
    """Return what anybody may read of a published bulletin, with the record's checkpoint."""
    return _file(ask, bulletins.gather_publicly(ask, bulletin))


@family.get("/editions/<scheme>/<int:n>/paper", power="read_editions", query=FormatQuery, downloads=_FILES)
def edition_printed(ask: Ask, scheme: str, n: int) -> Download:
    """Return an issued edition of the task list as it stood that day, with its differences and their reasons."""
    return _file(ask, editions.gather(ask, scheme, n))


@family.get("/assessments/<scheme>/units/<code>/paper", power="read_own_score", query=PaperQuery, downloads=_FILES)
def unit_scorecard(ask: Ask, scheme: str, code: str) -> Download:
    """Return a unit's score with every entry and the lines of the record it rests on; a unit its own alone."""
    return _file(ask, scorecard.gather(ask, scheme, code, _position(ask)))


@family.get("/receipts/<receipt_id>/paper", power="read_receipts", query=FormatQuery, downloads=_FILES)
def receipt_printed(ask: Ask, receipt_id: str) -> Download:
    """Return a receipt on a sheet of A5, for who did the act, their unit, the office and the auditor."""
    return _file(ask, receipt.gather(ask, receipt_id))


def _position(ask: Ask) -> int | None:
    """Raises: InvalidError for a position the record has not reached."""
    asked: int | None = ask.query.get("position")
    if asked is not None and asked > (last := ask.app.store.position()):
        raise InvalidError("position", "beyond_the_record", value=asked, position=last)
    return asked


def _file(ask: Ask, made: Made) -> Download:
    return papers.download(made, ask.query["format"], ask.app.settings)
