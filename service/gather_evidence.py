"""Everything on record about an interview, each line with what proves it stands there (evidence.md 6; D-106)."""

from collections.abc import Iterable
from dataclasses import dataclass

from domain import actors, evidence, ids
from domain import events as e
from domain.actors import UNIT_ROLES, Actor
from domain.errors import AbsentError
from domain.interviews import Interview
from domain.record import Recorded
from service import codec
from service.act import Act
from service.app import App
from service.as_known import as_known
from service.filed_records import Filed, filed
from service.files import Stored
from service.interviews_of import interview_named
from service.readers_of import may_read
from service.view_record import EVIDENCE, view_record

# What the office has not decided yet is its own paper: left out for units, and said to be.
_DRAFTS = (
    e.InterviewConveningDrafted,
    e.RecordCorrectionProposed,
    e.LightCorrectionProposed,
    e.NoticeVoidProposed,
)
_OF_LIGHTS = (e.LightSet, e.LightCorrectionProposed, e.LightCorrected)
_SPOKEN = (e.InterviewSigned, e.InterviewSignatureRefused, e.RecordDisputed)  # whose paper belongs to the case


@dataclass(frozen=True, slots=True)
class Proven:
    """A line, its stored bytes and its audit path in the tree of `Evidence.size`."""

    line: Recorded
    meta: bytes
    state: bytes
    path: tuple[bytes, ...]


@dataclass(frozen=True, slots=True)
class Evidence:
    """`size` and `root` are of the tree the paths lead to; `lines` are in log order."""

    incarnation: str
    size: int
    root: bytes
    lines: tuple[Proven, ...]
    omitted: tuple[Recorded, ...]  # drafts that are not for this reader
    texts: dict[str, tuple[bytes, str]]  # salt and text by content digest
    files: tuple[Stored, ...]
    missing: tuple[str, ...]  # files named by the case that are not here
    record: Filed


def gather_evidence(app: App, act: Act, *, interview: str) -> Evidence:
    """Record the reading and return the case of an interview as it stands then.

    Raises: AbsentError; RefusedError before its record is filed; as `service.view_record`.
    """
    actors.require("read_evidence", act.actor)
    filed(app, app.store, interview_named(app.store, interview, act.actor))
    view_record(app, act, interview=interview, what=EVIDENCE)
    size = app.store.position()
    then = as_known(app, ids.interview(interview), size)
    if not isinstance(then, Interview):
        raise AbsentError("interview", interview)
    case = sorted(_case(app, then, size), key=lambda found: found[0].position)
    omitted = tuple(line for line, _, _ in case if act.actor.role in UNIT_ROLES and isinstance(line.event, _DRAFTS))
    withheld = {line.position for line in omitted}
    lines = [found for found in case if found[0].position not in withheld]
    files = _files(app, act.actor, (line for line, _, _ in lines))
    known = [found for file in files if (found := app.files.find(file)) is not None]
    return Evidence(
        incarnation=app.store.incarnation, size=size, root=evidence.root(app.store.edge(size)),
        lines=tuple(
            Proven(line, meta, state, tuple(evidence.inclusion_path(line.position - 1, size, app.store.hashes)))
            for line, meta, state in lines
        ),
        omitted=omitted,
        texts=app.store.salted_contents(_texts(act.actor, (line for line, _, _ in lines))),
        files=tuple(known), missing=tuple(sorted(set(files) - {found.sha256 for found in known})),
        record=filed(app, app.store, then),
    )  # fmt: skip


def _case(app: App, found: Interview, size: int) -> Iterable[tuple[Recorded, bytes, bytes]]:
    """Give the interview's lines, those of the lights it rests on, and its notices'."""
    nodes = {lit.node for lit in found.lights}
    yield from _stored(app, ids.interview(found.interview), size)
    for line, meta, state in _stored(app, ids.task(found.task_no), size):
        if isinstance(line.event, _OF_LIGHTS) and line.event.node in nodes:
            yield line, meta, state
    for notice in found.notices:
        yield from _stored(app, ids.notice(notice), size)


def _stored(app: App, stream: str, size: int) -> Iterable[tuple[Recorded, bytes, bytes]]:
    for position, version, name, meta, state in app.store.raw_stream(stream):
        if position <= size:
            leaf = evidence.leaf_hash(stream, version, name, meta, state)
            event, told = codec.decode(name, state), codec.decode_meta(meta)
            yield Recorded(position, stream, version, name, event, told, leaf), meta, state


def _texts(actor: Actor, lines: Iterable[Recorded]) -> list[str]:
    """Return the digests of what was said in and of the interview; what units said of commitments, each its own."""
    return [
        digest
        for line in lines
        if ids.kind(line.stream) == "interview" and _may_read(actor, line)
        for digest in codec.digests(line.name, line.event)
    ]


def _files(app: App, actor: Actor, lines: Iterable[Recorded]) -> list[str]:
    """Return the attachments the lines name and the scans of what was signed, refused or disputed on paper."""
    named: dict[str, None] = {}
    with app.read.at() as db:
        for line in lines:
            if ids.kind(line.stream) == "interview" and may_read(app.store, db, actor, line):
                named.update(dict.fromkeys(getattr(line.event, "files", ())))
                if isinstance(line.event, _SPOKEN) and line.meta.paper:
                    named[line.meta.paper] = None
    return list(named)


def _may_read(actor: Actor, line: Recorded) -> bool:
    whose = line.event.unit if isinstance(line.event, e.CommitmentFulfilled) else None
    return actor.role not in UNIT_ROLES or whose in (None, actor.unit)
