"""A filed interview record is corrected beside itself, disputed, checked, resolved; every reading is noted.

Rules: notices and interviews, last paragraph; D-104, D-105.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from domain import events as e
from domain.dispute_file import ONE_READING, Correction, Dispute
from domain.errors import AbsentError, InvalidError, RefusedError
from domain.interviews import ON_FILE, Interview
from domain.record_versions import Version, Words, fold

CLAUSE = "D-104"
UPHELD, REJECTED, CORRECTED = "upheld", "rejected", "corrected"
OUTCOMES = (UPHELD, REJECTED, CORRECTED)
Digests = Mapping[str, str]  # of narrative texts, by the field of the event


@dataclass(frozen=True, slots=True)
class Quote:
    """A passage of the record in its own words."""

    field: str
    passage: str


def on_file(interview: Interview) -> e.InterviewRecordFiled:
    """Return the record. Raises: RefusedError before it is filed."""
    if interview.record is None or interview.state not in ON_FILE:
        raise RefusedError("disputes.not_filed", clause=CLAUSE, interview=interview.interview)
    return interview.record


def propose_correction(
    interview: Interview, quote: Quote, words: Words, *, replacement: str, digests: Digests, dispute: int | None,
    on: date,
) -> list[e.RecordCorrectionProposed]:  # fmt: skip
    """Return the proposal; `words` are the record's in its latest version, in which the passage stands exactly once.

    Raises: InvalidError naming what does not fit; RefusedError when the dispute is resolved already.
    """
    on_file(interview)
    times = _words_of(quote, words).count(quote.passage)
    if times != 1:
        raise InvalidError("passage", "not_in_the_record" if times == 0 else "quoted_more_than_once", where=quote.field)
    if replacement == quote.passage:
        raise InvalidError("replacement", "correction_changes_nothing")
    if dispute is not None:
        _unresolved(_named(interview, dispute, InvalidError("dispute", "unknown_dispute", dispute=dispute)))
    number = len(interview.file.corrections) + 1
    return [
        e.RecordCorrectionProposed(
            interview.interview, number, quote.field, digests["passage"], digests["replacement"], digests["reason"],
            dispute, on,
        )
    ]  # fmt: skip


def confirm_correction(
    interview: Interview, correction: int, words: Words, *, passage: str | None, persons: Collection[str], on: date
) -> list[e.RecordCorrected]:
    """Return the correction as a second person confirms it; `passage` are its words, None when erased by law.

    Raises: AbsentError; RefusedError when confirmed already, by its proposer, or when the passage stands no longer.
    """
    on_file(interview)
    proposed = _proposed(interview, correction)
    if proposed.confirmed:
        raise RefusedError("disputes.correction_confirmed", clause=CLAUSE, correction=correction)
    if proposed.proposed_by in persons:
        raise RefusedError("disputes.second_person", clause=CLAUSE, correction=correction)
    if proposed.dispute is not None:
        _unresolved(_named(interview, proposed.dispute, AbsentError("dispute", str(proposed.dispute))))
    if passage is None or words.get(proposed.field, "").count(passage) != 1:
        raise RefusedError("disputes.passage_gone", clause=CLAUSE, correction=correction)
    return [
        e.RecordCorrected(
            interview.interview, correction, proposed.field, proposed.passage, proposed.replacement, proposed.reason,
            proposed.dispute, proposed.proposed_by, on,
        )
    ]  # fmt: skip


def dispute(
    interview: Interview, quote: Quote, versions: Collection[Version], *, unit: str | None, post: str | None,
    digests: Digests, files: tuple[str, ...], on: date,
) -> list[e.RecordDisputed]:  # fmt: skip
    """Return the dispute of an interviewed unit, or of the leader who led the interview (`unit` None).

    The passage stands in the record as filed or as corrected since; width and spaces aside.
    Raises: RefusedError for anybody else; InvalidError for words that are not in the record.
    """
    record = on_file(interview)
    if unit not in interview.codes if unit is not None else post != record.host:
        raise RefusedError("disputes.not_a_party", clause=CLAUSE, interview=interview.interview)
    passage = fold(quote.passage)
    if not any(passage in fold(_words_of(quote, version.words)) for version in versions):
        raise InvalidError("passage", "not_in_the_record", where=quote.field)
    number = len(interview.file.disputes) + 1
    return [
        e.RecordDisputed(
            interview.interview, number, unit, post, quote.field, digests["passage"], digests["claim"], files, on
        )
    ]  # fmt: skip


def check(
    interview: Interview, number: int | None, *, checked_by: str, findings: str, files: tuple[str, ...], on: date
) -> list[e.DisputeChecked]:
    """Return what a check of a dispute found; others may check it too until it is resolved. `findings`: a digest.

    Without a number it is the only dispute still to be resolved. Raises: InvalidError, RefusedError.
    """
    found = _meant(interview, number)
    return [e.DisputeChecked(interview.interview, found.dispute, checked_by, findings, files, on)]


def resolve(
    interview: Interview, number: int | None, outcome: str, *, persons: Collection[str], reason: str, post: str | None,
    on: date,
) -> list[e.DisputeResolved]:  # fmt: skip
    """Return the end of a checked dispute; corrected when, and only when, a confirmed correction names it.

    `reason`: a digest. Raises: RefusedError before a check, by who filed the record or raised the dispute, or when
    the outcome is not what was done; InvalidError.
    """
    found = _meant(interview, number)
    if outcome not in OUTCOMES:
        raise InvalidError("outcome", "unknown_outcome", outcome=outcome, known=list(OUTCOMES))
    details = {"interview": interview.interview, "dispute": found.dispute}
    if found.state != "checked":
        raise RefusedError("disputes.not_checked", clause=CLAUSE, **details)
    if interview.file.filed_by in persons:
        raise RefusedError("disputes.filer_may_not_resolve", clause=CLAUSE, **details)
    if found.raised_by in persons:
        raise RefusedError("disputes.raiser_may_not_resolve", clause=CLAUSE, **details)
    corrections = interview.file.correcting(found.dispute)
    if outcome == CORRECTED and not corrections:
        raise RefusedError("disputes.no_correction_confirmed", clause=CLAUSE, **details)
    if outcome != CORRECTED and corrections:
        raise RefusedError("disputes.corrected_already", clause=CLAUSE, **details)
    return [e.DisputeResolved(interview.interview, found.dispute, outcome, corrections, reason, post, on)]


def view(interview: Interview, *, account: str, post: str | None, what: str, at: datetime) -> list[e.RecordViewed]:
    """Return that the account was shown the record; nothing while its last such reading is less than a minute old."""
    on_file(interview)
    again = any((r.account, r.what) == (account, what) and at - r.at < ONE_READING for r in interview.file.readings)
    return [] if again else [e.RecordViewed(interview.interview, account, post, what, at)]


def _words_of(quote: Quote, words: Words) -> str:
    if quote.field not in words:
        raise InvalidError("field", "no_such_passage_field", where=quote.field, known=list(words))
    return words[quote.field]


def _proposed(interview: Interview, correction: int) -> Correction:
    found = interview.file.correction(correction)
    if found is None:
        raise AbsentError("correction", f"{interview.interview}/{correction}")
    return found


def _named(interview: Interview, number: int, otherwise: Exception) -> Dispute:
    found = interview.file.dispute(number)
    if found is None:
        raise otherwise
    return found


def _meant(interview: Interview, number: int | None) -> Dispute:
    """Return the dispute meant, which is still to be resolved."""
    on_file(interview)
    if number is None:
        running = [d for d in interview.file.disputes if d.outcome is None]
        if len(running) != 1:
            raise InvalidError("dispute", "name_the_dispute", running=[d.dispute for d in running])
        return running[0]
    return _unresolved(_named(interview, number, InvalidError("dispute", "unknown_dispute", dispute=number)))


def _unresolved(found: Dispute) -> Dispute:
    if found.outcome is not None:
        raise RefusedError("disputes.resolved_already", clause=CLAUSE, dispute=found.dispute, outcome=found.outcome)
    return found
