"""The office proposes to erase texts or files by law (D-015)."""

from collections.abc import Sequence
from dataclasses import dataclass

from domain import actors, attachments, erasures, ids
from domain.errors import InvalidError
from domain.events import NumberTaken
from domain.record import Fact, Recorded
from service import codec
from service.act import Act
from service.app import App
from service.event_store import Turn, Written
from service.registers import next_number


@dataclass(frozen=True, slots=True)
class ErasureForm:
    """What is to go, by digest, and why; `ground` names law and article."""

    texts: tuple[str, ...]
    files: tuple[str, ...]
    ground: str
    reason: str


def propose_erasure(app: App, act: Act, *, form: ErasureForm) -> Written:
    """Put the proposal on record; the last line is the proposal.

    Raises: as `domain.erasures.propose`; InvalidError for what no line names, or is gone already.
    """
    actors.require("propose_erasure", act.actor)
    content = _content(app, form)

    def decide(turn: Turn) -> list[Fact]:
        register = erasures.register_of(turn.today.year)
        number = next_number(turn, register)
        name = ids.erasure_id(turn.today.year, number)
        proposed = erasures.propose(content, erasure=name, ground=form.ground, reason=form.reason)
        taken = Fact(ids.register(register), NumberTaken(register, number, name))
        return [taken, *(Fact(ids.erasure(name), event) for event in proposed)]

    return app.store.write(act, decide)


def _content(app: App, form: ErasureForm) -> erasures.Content:
    """Return what is to go with the lines that name it; asked before the turn, in which nothing waits."""
    lines = app.store.lines_naming({*form.texts, *form.files}) if form.texts or form.files else []
    texts = {digest: line for line in lines for digest in codec.digests(line.name, line.event)}
    files = {digest: line for line in lines for digest in attachments.named_by(line)}
    there = app.store.contents(form.texts)
    _check("texts", form.texts, named=texts, there=there)
    _check("files", form.files, named=files, there={file for file in form.files if app.files.has(file)})
    return erasures.Content(form.texts, form.files, _places(lines, {*form.texts}, {*form.files}))


def _check(field: str, digests: Sequence[str], *, named: dict[str, Recorded], there: object) -> None:
    assert isinstance(there, dict | set)
    for place, digest in enumerate(digests):
        if digest not in named:
            raise InvalidError(f"{field}.{place}", "not_on_record", digest=digest)
        if digest not in there:
            raise InvalidError(f"{field}.{place}", "gone_already", digest=digest)


def _places(lines: Sequence[Recorded], texts: set[str], files: set[str]) -> tuple[int, ...]:
    return tuple(
        line.position
        for line in lines
        if not texts.isdisjoint(codec.digests(line.name, line.event))
        or not files.isdisjoint(attachments.named_by(line))
    )
