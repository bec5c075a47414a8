"""`/interviews/{id}/disputes`, corrections, checks, resolution, readings, copies, evidence (二(三), D-104)."""

import tempfile
from typing import Any

from api import evidence_papers
from api.copy_told import copy_told
from api.minutes_text import minutes_text
from api.papers.given_out import words_given_out
from api.problems import AskError
from api.routes import Answer, Ask, Download, Family, receipt_of
from api.schemas import listed
from api.schemas_disputes import (
    CheckIn,
    CopyIn,
    CopyOut,
    CorrectedOut,
    CorrectionIn,
    CorrectionProposedOut,
    DisputeCheckedOut,
    DisputedOut,
    DisputeIn,
    DisputesOut,
    NothingIn,
    ResolutionIn,
    ResolvedOut,
    ViewingsOut,
    ViewingsQuery,
)
from api.whole_lists import paged
from api.written import last_version
from domain import ids
from domain.actors import may
from domain.interview_disputes import Quote
from projections import record_disputes
from projections.as_of import now
from service import evidence_bundle
from service.act import Act
from service.check_copy import check_copy
from service.check_record import check_record
from service.correct_record import correct_record
from service.dispute_record import DisputeForm, dispute_record
from service.event_store import Written
from service.filed_records import filed
from service.gather_evidence import gather_evidence
from service.interviews_of import interview_named
from service.propose_record_correction import propose_record_correction
from service.resolve_dispute import resolve_dispute
from service.view_record import DISPUTES, view_record

family = Family("interview_disputes")
_IN_MEMORY = 2**22  # bytes of a bundle; a larger one goes through a temporary file


@family.post(
    "/interviews/<interview>/corrections", power="propose_record_correction", body=CorrectionIn,
    answer=CorrectionProposedOut, status=201,
)  # fmt: skip
def propose_correction(ask: Ask, interview: str) -> Answer:
    """Propose to correct a passage of a filed record: which words, what they should be, why, for which dispute."""
    body = ask.body
    written = propose_record_correction(
        ask.app, ask.act(ids.interview(interview)), interview=interview, quote=Quote(body["field"], body["passage"]),
        replacement=body["replacement"], reason=body["reason"], dispute=body["dispute"],
    )  # fmt: skip
    return _written(written, interview, "correction", "field", "dispute")


@family.post(
    "/interviews/<interview>/corrections/<int:n>/confirmation", power="correct_record", body=NothingIn,
    answer=CorrectedOut,
)  # fmt: skip
def confirm_correction(ask: Ask, interview: str, n: int) -> Answer:
    """Confirm a correction as the second person; the record as filed stays readable beside it."""
    written = correct_record(ask.app, ask.act(ids.interview(interview)), interview=interview, correction=n)
    return _written(written, interview, "correction", "field", "dispute", "proposed_by", "corrected_on")


@family.post("/interviews/<interview>/disputes", power="dispute_record", body=DisputeIn, answer=DisputedOut, status=201)
def dispute(ask: Ask, interview: str) -> Answer:
    """Dispute a passage of the record, as an interviewed unit or as the leader who led the interview."""
    body = ask.body
    form = DisputeForm(Quote(body["field"], body["passage"]), body["claim"], tuple(body["files"]))
    written = dispute_record(ask.app, ask.act(ids.interview(interview)), interview=interview, form=form)
    return _written(written, interview, "dispute", "unit", "post", "field", "disputed_on", state="open")


@family.post("/interviews/<interview>/checks", power="check_record", body=CheckIn, answer=DisputeCheckedOut, status=201)
def check(ask: Ask, interview: str) -> Answer:
    """Say what looking into a dispute has found, as the office or discipline inspection."""
    body = ask.body
    written = check_record(
        ask.app, ask.act(ids.interview(interview)), interview=interview, dispute=body["dispute"],
        findings=body["findings"], files=tuple(body["files"]),
    )  # fmt: skip
    return _written(written, interview, "dispute", "checked_by", "checked_on", state="checked")


@family.post("/interviews/<interview>/resolution", power="resolve_dispute", body=ResolutionIn, answer=ResolvedOut)
def resolve(ask: Ask, interview: str) -> Answer:
    """End a checked dispute: upheld, rejected, or corrected by a confirmed correction that names it."""
    written = resolve_dispute(ask.app, ask.act(ids.interview(interview)), interview=interview, **ask.body)
    return _written(written, interview, "dispute", "outcome", "corrections", "resolved_on", state="resolved")


@family.get("/interviews/<interview>/disputes", power="read_minutes", answer=DisputesOut)
def read_disputes(ask: Ask, interview: str) -> Answer:
    """Return what stands beside a filed record: disputes, checks, outcomes, corrections, and the corrected wording."""
    view_record(ask.app, ask.reader(), interview=interview, what=DISPUTES)
    found = filed(ask.app, ask.app.store, interview_named(ask.app.store, interview, ask.actor))
    lines = ask.app.store.stream(ids.interview(interview))
    told = {
        "disputes": record_disputes.disputes(lines),
        "corrections": record_disputes.corrections(lines, proposals=may("read_lighting", ask.actor)),
    }
    words = ask.app.store.contents(record_disputes.digests([*told["disputes"], *told["corrections"]]))
    corrected = dict(found.latest) if len(found.versions) > 1 else None
    body = {"interview": interview, **record_disputes.with_words(told, words), "filed": dict(found.versions[0].words),
            "corrected": corrected, "version": lines[-1].version}  # fmt: skip
    return Answer(body, etag=lines[-1].version)


@family.get("/interviews/<interview>/viewings", power="read_minutes", query=ViewingsQuery, answer=ViewingsOut)
def read_viewings(ask: Ask, interview: str) -> dict[str, Any]:
    """Return who was shown the record and when, the latest first."""
    interview_named(ask.app.store, interview, ask.actor)
    rows = record_disputes.viewings(ask.app.store.stream(ids.interview(interview)))
    with ask.reading() as db:
        as_of = now(db)
    return paged(ask.query, {"interview": interview, **listed(rows, as_of=as_of)})


@family.post("/interviews/<interview>/copy-check", power="check_copy", body=CopyIn, answer=CopyOut)
def compare_copy(ask: Ask, interview: str) -> Answer:
    """Say whether a copy is the record as filed, the record with a correction, or neither, and where it differs."""
    text, file = ask.body.get("text"), ask.body.get("file")
    if (text is None) == (file is None):
        raise AskError(422, "invalid_body", errors=[{"field": "text", "reason": "text_or_file"}])
    checked = check_copy(
        ask.app, ask.act(ids.interview(interview)), interview=interview, text=text, file=file, write_out=minutes_text,
        papers=lambda: words_given_out(ask.app, interview),
    )  # fmt: skip
    told = copy_told(ask.app.store.stream(ids.interview(interview)), checked, ask.language)
    return _written(checked.written, interview, "verdict", "correction", **told)


@family.get("/interviews/<interview>/evidence", power="read_evidence", downloads=("application/zip",))
def read_evidence(ask: Ask, interview: str) -> Download:
    """Return the case as a bundle that proves itself: lines with their paths, texts, attachments, a plain report."""
    found = gather_evidence(ask.app, ask.reader(), interview=interview)
    out = tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY)  # noqa: SIM115 - closed by the server once it is sent
    evidence_bundle.write(found, evidence_papers.papers(ask.app, found), ask.app.files, out)
    size = out.tell()
    out.seek(0)
    return Download(out, size, "application/zip", f"{interview}-{found.size}.zip", etag=f"{interview}-{found.size}")


def reading(ask: Ask) -> Act:
    """Return the act of reading: it takes no conditions, and is recorded as often as it happens."""
    return Act(ask.actor, ask.request_id, ask.request_id)


def _written(written: Written, interview: str, *names: str, **more: Any) -> Answer:
    event = written.lines[-1].event
    version = last_version(written, ids.interview(interview))
    told = {name: getattr(event, name) for name in names}
    return Answer(
        {"interview": interview, "version": version, **told, **more, "receipt": receipt_of(written)}, etag=version
    )
