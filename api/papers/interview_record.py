"""The interview record (约谈记录) as filed, with signatures, refusals, commitments and corrections (D-102)."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from api.closed_words import chinese
from api.papers.contract import HEAD, Fields
from api.papers.interview_notice import TASK, case_of
from api.papers.made import Made
from api.papers.told import ERASED, Then, day, listed, moment, paragraphs, then
from api.routes import Ask
from domain import events as e
from domain import ids
from domain.errors import RefusedError
from domain.interview_record import TEXTS
from domain.interviews import CITY, UNIT, Interview
from domain.record import Recorded
from domain.record_versions import COMMITMENT
from projections import interview_file
from projections.model import Db
from service.app import App
from service.as_known import as_known, lines_known
from service.view_record import view_record

NAME = "interview-record"
FIELDS: Fields = {
    **HEAD,
    "number": "约谈文号",
    "archive_number": "档号；未归档为空",
    "level": "约谈层级，如 第1级",
    "units": "被约谈单位，以顿号相连",
    "task": TASK,
    "lights": [{"node": "节点", "light": "亮灯"}],
    "basis": "所据亮灯与整改通知书，一句话",
    "notices": "整改通知书文号，以顿号相连",
    "approved": "批准人与日期",
    "held_at": "约谈时间",
    "place": "约谈地点",
    "host": "主谈人职务",
    "recorder": "记录人",
    "attendees": [{"side": "市方、单位方或其他人员", "unit": "单位；没有为空", "person": "姓名", "post": "职务"}],
    "matters": ["约谈事项，每段一项"],
    "statement": ["单位陈述，每段一项"],
    "cause": ["原因，每段一项"],
    "requirements": ["要求，每段一项"],
    "commitments": [{"no": "序号", "text": "承诺事项", "unit": "承诺单位", "due_on": "兑现期限"}],
    "signatures": [{"party": "签字方", "signed": "已签或拒签的情况；未签为空", "place": "签字的位置；已签或拒签为空"}],
    "corrections": [{"no": "序号", "field": "所更正的部分", "passage": "原文", "replacement": "更正为", "on": "日期"}],
    "files": ["附件的 SHA-256"],
    "filed_on": "入档日期",
}
_SIGNED = (e.InterviewSigned, e.InterviewSignatureRefused)
_MOVES = (e.InterviewRecordFiled, *_SIGNED, e.RecordCorrected, e.InterviewArchived)
_PLACE = "（签字）　　　　　　　　　年　　月　　日"


def gather(ask: Ask, interview: str, position: int | None) -> Made:
    """Return the record's paper; the reading is put on record first (D-105).

    Raises: AbsentError for who may not know of it, ForbiddenError, RefusedError before it was filed.
    """
    view_record(ask.app, ask.reader(), interview=interview)
    with ask.reading() as db:
        interview_file.one(db, interview=interview, viewer=ask.actor)
        lines = moves(lines_known(ask.app, ids.interview(interview), position))
        if not lines:
            raise RefusedError("disputes.not_filed", clause="D-104", interview=interview)
        return made(ask.app, db, lines)


def moves(lines: Iterable[Recorded]) -> list[Recorded]:
    """Return those of an interview's lines that change what its record's paper says."""
    return [line for line in lines if isinstance(line.event, _MOVES)]


def made(app: App, db: Db, lines: Sequence[Recorded]) -> Made:
    """Return the record's paper as of the last of these lines."""
    last, zone = lines[-1], app.settings.zone
    state = as_known(app, last.stream, last.position)
    assert isinstance(state, Interview)
    record = state.record
    assert record is not None
    # names of the day it was filed: what was signed does not change with a later renaming
    names = then(db, state.scheme, last.position, zone=zone, on=record.filed_on)
    texts = app.store.contents(_digests(record, lines))
    fields = {
        **names.head(), **case_of(db, names, state), **_meeting(names, record),
        **{name: paragraphs(texts.get(getattr(record, name))) for name in TEXTS},
        "commitments": _commitments(names, record, texts),
        "signatures": _signatures(names, record, lines),
        "corrections": list(_corrections(lines, texts)),
        "archive_number": state.archive_number,
        "held_at": moment(record.held_at, zone),
    }  # fmt: skip
    return Made(NAME, state.interview, last.position, last.meta.recorded_at.astimezone(zone), fields)


def _meeting(names: Then, record: e.InterviewRecordFiled) -> dict[str, Any]:
    approved = f"{names.post(record.approved_by)}，{day(record.approved_on)}".lstrip("，")
    return {
        "number": record.number,
        "level": f"第{record.level}级",
        "units": listed(names.unit(a.unit) for a in record.units),
        "approved": approved,
        "place": record.place,
        "host": names.post(record.host),
        "recorder": record.recorder,
        "attendees": [
            {
                "side": chinese("interview_side", a.side), "unit": names.unit(a.unit), "person": a.person,
                "post": names.post(a.post),
            }
            for a in record.attendees
        ],
        "files": list(record.files),
        "filed_on": day(record.filed_on),
    }  # fmt: skip


def _commitments(names: Then, record: e.InterviewRecordFiled, texts: Mapping[str, str]) -> list[dict[str, str]]:
    return [
        {
            "no": str(c.commitment), "text": texts.get(digest, ERASED), "unit": names.unit(c.unit),
            "due_on": day(c.due_on),
        }
        for c, digest in zip(record.commitments, record.commitment_texts, strict=True)
    ]  # fmt: skip


def _signatures(names: Then, record: e.InterviewRecordFiled, lines: Iterable[Recorded]) -> list[dict[str, str]]:
    """Return a row for the city and one for each unit, with the latest word of each on signing."""
    latest = {(x.event.side, x.event.unit): x.event for x in lines if isinstance(x.event, _SIGNED)}
    rows = [(f"市方：{names.post(record.host)}", latest.get((CITY, None)))]
    rows += [(f"单位方：{names.unit(a.unit)}", latest.get((UNIT, a.unit))) for a in record.units]
    return [
        {"party": party, "signed": _signed(names, event) if event else "", "place": "" if event else _PLACE}
        for party, event in rows
    ]


def _signed(names: Then, event: e.InterviewSigned | e.InterviewSignatureRefused) -> str:
    if isinstance(event, e.InterviewSigned):
        return f"已签字{f'（{names.post(event.post)}）' if event.post else ''}，{day(event.signed_on)}"
    return f"拒绝签字，{day(event.refused_on)}。理由：{event.reason}　见证人：{event.witness}"


def _corrections(lines: Iterable[Recorded], texts: Mapping[str, str]) -> Iterable[dict[str, str]]:
    for event in (line.event for line in lines):
        if isinstance(event, e.RecordCorrected):
            on: date = event.corrected_on
            yield {
                "no": str(event.correction),
                "field": _field(event.field),
                "passage": texts.get(event.passage, ERASED),
                "replacement": texts.get(event.replacement, ERASED),
                "on": day(on),
            }


def _field(name: str) -> str:
    if name.startswith(COMMITMENT):
        return f"承诺事项第{name.removeprefix(COMMITMENT)}项"
    return chinese("record_field", name)


def _digests(record: e.InterviewRecordFiled, lines: Iterable[Recorded]) -> list[str]:
    corrected = [line.event for line in lines if isinstance(line.event, e.RecordCorrected)]
    told = [getattr(record, name) for name in TEXTS]
    return [*told, *record.commitment_texts, *(d for c in corrected for d in (c.passage, c.replacement))]
