"""The record of an interview: complete when filed, never changed; signed by both sides or refused, reported, archived.

二(三): the record goes to the principal leader and is archived by the office (D-102).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from domain import events as e
from domain.errors import AbsentError, InvalidError, RefusedError
from domain.events import Commitment
from domain.interview_rules import InterviewRules
from domain.interviews import CITY, SIDES, UNIT, Interview, Signature

CLAUSE = "D-102"
TEXTS = ("matters", "statement", "cause", "requirements")
_PRINCIPAL = "principal_leader"


@dataclass(frozen=True, slots=True)
class Promised:
    """A commitment as written in the minutes; without a unit it is the lead's."""

    text: str
    due_on: date
    unit: str | None = None


@dataclass(frozen=True, slots=True)
class Minutes:
    """What a record adds to what the stream already says of the interview."""

    matters: str
    statement: str  # the unit's own
    cause: str
    requirements: str
    commitments: tuple[Promised, ...]
    files: tuple[str, ...] = ()


def texts_of(minutes: Minutes) -> dict[str, str]:
    """Return the narrative texts by field; a commitment's is `commitments.0.text`."""
    told = {name: getattr(minutes, name) for name in TEXTS}
    return told | {f"commitments.{place}.text": c.text for place, c in enumerate(minutes.commitments)}


def file_record(
    interview: Interview, minutes: Minutes, rules: InterviewRules, *, digests: Mapping[str, str], on: date
) -> list[e.InterviewRecordFiled]:
    """Return the record; `digests` are of the texts, named as by `texts_of`.

    Raises: RefusedError before the meeting or when it is filed already; InvalidError naming the missing field.
    """
    if interview.state != "held":
        raise _out_of_order(interview, "file")
    for field, text in texts_of(minutes).items():
        if not text.strip():
            raise InvalidError(field, "missing")
    commitments = _commitments(interview, minutes.commitments, rules)
    assert interview.held_at is not None, "held at a moment"
    assert interview.host is not None, "held by somebody"
    assert interview.approved_on is not None, "approved before it was held"
    return [
        e.InterviewRecordFiled(
            interview=interview.interview, number=interview.number, task_no=interview.task_no, units=interview.units,
            lights=interview.lights, notices=interview.notices, level=interview.level,
            approved_by=interview.approved_by, approved_on=interview.approved_on, held_at=interview.held_at,
            place=interview.place, host=interview.host, recorder=interview.recorder, attendees=interview.attendees,
            **{name: digests[name] for name in TEXTS},
            commitments=commitments,
            commitment_texts=tuple(digests[f"commitments.{place}.text"] for place in range(len(commitments))),
            files=minutes.files, filed_on=on,
        )
    ]  # fmt: skip


def _commitments(interview: Interview, promised: Sequence[Promised], rules: InterviewRules) -> tuple[Commitment, ...]:
    assert interview.held_on is not None, "held on a day"
    found = []
    for place, promise in enumerate(promised):
        unit = promise.unit or interview.codes[0]
        if unit not in interview.codes:
            raise InvalidError(f"commitments.{place}.unit", "not_an_interviewed_unit", unit=unit,
                               units=list(interview.codes))  # fmt: skip
        if promise.due_on < interview.held_on:
            raise InvalidError(f"commitments.{place}.due_on", "due_before_the_interview", held_on=interview.held_on)
        found.append(Commitment(place + 1, unit, promise.due_on))
    for unit in interview.codes:
        if sum(c.unit == unit for c in found) < rules.least_commitments:
            raise InvalidError("commitments", "too_few_commitments", unit=unit, least=rules.least_commitments)
    return tuple(found)


def sign(interview: Interview, *, side: str, unit: str | None, post: str | None, on: date) -> list[e.InterviewSigned]:
    """Return a side's signature under the record, also after it refused, until the record is reported.

    The city's side is signed by the host's post. Raises: AbsentError for a unit that was not interviewed;
    RefusedError; InvalidError for a side that signs nothing.
    """
    standing = _to_be_signed(interview, side, unit)
    if side == CITY and post != interview.host:
        raise RefusedError("interviews.not_the_host", clause=CLAUSE, post=post, host=interview.host)
    if standing is not None and standing.signed:
        raise RefusedError("interviews.signed_already", clause=CLAUSE, side=side, unit=unit)
    return [e.InterviewSigned(interview.interview, side, unit, post, on)]


def refuse_signature(
    interview: Interview, *, side: str, unit: str | None, post: str | None, noted: bool, reason: str, witness: str,
    on: date,
) -> list[e.InterviewSignatureRefused]:  # fmt: skip
    """Return that a side refuses to sign, why, and who of neither side saw it; `noted`: as the office notes it.

    Raises: as `sign`; InvalidError without a reason, or for a witness who sat on either side.
    """
    standing = _to_be_signed(interview, side, unit)
    if side == CITY and not noted and post != interview.host:
        raise RefusedError("interviews.not_the_host", clause=CLAUSE, post=post, host=interview.host)
    if standing is not None:
        refused = "signed_already" if standing.signed else "refused_already"
        raise RefusedError(f"interviews.{refused}", clause=CLAUSE, side=side, unit=unit)
    for field, text in (("refused.reason", reason), ("refused.witness", witness)):
        if not text.strip():
            raise InvalidError(field, "missing")
    sitting = {attendee.person for attendee in interview.attendees if attendee.side in (CITY, UNIT)}
    if witness.strip() in sitting:
        raise InvalidError("refused.witness", "witness_of_a_side", person=witness.strip())
    return [
        e.InterviewSignatureRefused(interview.interview, side, unit, reason.strip(), witness.strip(), on)
    ]  # fmt: skip


def _to_be_signed(interview: Interview, side: str, unit: str | None) -> Signature | None:
    """Return what the side has said so far."""
    if side not in (CITY, UNIT):
        known = list(SIDES[:2])
        raise InvalidError("side", "unknown_side", side=side, known=known)
    if side == UNIT and unit not in interview.codes:
        raise AbsentError("interview", interview.interview)
    if interview.state not in ("filed", "signed"):
        raise _out_of_order(interview, "sign")
    return interview.signature(side, unit)


def report(interview: Interview, *, to: str, rank: str | None, on: date) -> list[e.InterviewReported]:
    """Return that the signed record went to the principal leader.

    Raises: RefusedError before every side has signed or refused; InvalidError for another post than a principal's.
    """
    if interview.state != "signed":
        raise _out_of_order(interview, "report")
    if rank is None:
        raise InvalidError("to", "unknown_post", post=to)
    if rank != _PRINCIPAL:
        raise InvalidError("to", "not_the_principal_leader", post=to)
    return [e.InterviewReported(interview.interview, to, on)]


def archive(interview: Interview, *, archive_number: str, on: date) -> list[e.InterviewArchived]:
    """Return the archiving under its number. Raises: RefusedError before the record was reported."""
    if interview.state != "reported":
        raise _out_of_order(interview, "archive")
    return [e.InterviewArchived(interview.interview, archive_number, on)]


def _out_of_order(interview: Interview, step: str) -> RefusedError:
    details: dict[str, Any] = {"interview": interview.interview, "state": interview.state}
    return RefusedError(f"interviews.cannot_{step}", clause=CLAUSE, **details)
