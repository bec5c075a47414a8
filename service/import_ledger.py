"""A city's own list of tasks goes on the record: every row of annexes 2 and 3, or none (二(一), S3, S8)."""

import re
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

from domain import actors, ids, items, tasks
from domain import events as e
from domain.editions import Editions
from domain.errors import DuchaError, InvalidError
from domain.record import Fact
from domain.scheme import Scheme
from domain.tasks import NewTask
from projections import frame
from service.act import Act
from service.app import App
from service.enter_task import last_number, register_of
from service.event_store import Turn
from service.import_notice import unit_codes
from service.posts_by_title import PostsByTitle
from service.reading_text import fold
from service.references import look_up, scheme_named

_CATEGORIES = {
    "主要预期目标": "expected_target",
    "预期目标": "expected_target",
    "硬任务": "hard_task",
    "重点跟踪任务": "follow_up",
    "跟踪任务": "follow_up",
    "民生实事": "livelihood",
    "十件民生实事": "livelihood",
}
_UNIT_LISTS = ("lead", "co", "construction", "counties")
_SEPARATORS = re.compile(r"[、,，;；\n]+")
Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class LedgerRow:
    """One row as written; `cells` says where each field stands, for the refusal."""

    values: Mapping[str, str]
    cells: Mapping[str, str]

    def text(self, name: str) -> str:
        return self.values.get(name, "").strip()

    def names(self, name: str) -> tuple[str, ...]:
        return tuple(part.strip() for part in _SEPARATORS.split(self.text(name)) if part.strip())


@dataclass(slots=True)
class _Import:
    """What has been decided so far in this turn: rows see the rows above them."""

    scheme: Scheme
    codes: dict[str, str]
    posts: PostsByTitle
    late: bool
    last: int
    facts: list[Fact] = field(default_factory=list)
    taken: set[str] = field(default_factory=set)
    entered: list[dict[str, str]] = field(default_factory=list)


class _DryRun(DuchaError):
    """Leaves the turn without writing, with what would have been written."""


def import_ledger(
    app: App, act: Act, *, scheme_id: str, rows: Sequence[LedgerRow], dry_run: bool, progress: Progress
) -> dict[str, Any]:
    """Enter the rows as tasks, and return `{tasks: [{task_no, title}], posts_created: [{post, title}]}`.

    Leaders and coordinators are found by their post's title or its holder's name; one that is not known becomes a
    post. Raises: InvalidError at the cell that is wrong, and then nothing is entered.
    """
    actors.require("enter_task", act.actor)
    answer: dict[str, Any] = {}
    with app.read.at() as db:
        post_ids = [str(row["post"]) for row in frame.post_ids(db)]

    def decide(turn: Turn) -> list[Fact]:
        known = _opened(turn, scheme_id, rows, PostsByTitle(turn, post_ids))
        for done, row in enumerate(rows, start=1):
            _enter(turn, known, row)
            progress(done, len(rows))
        created = [{"post": post.post, "title": post.title} for post in known.posts.created]
        answer.update(tasks=known.entered, posts_created=created)
        if dry_run:
            raise _DryRun
        posts = [Fact(ids.post(post.post), post) for post in known.posts.created]
        return [*posts, *known.facts]

    with suppress(_DryRun):
        app.store.write(act, decide)
    return answer


def _opened(turn: Turn, scheme_id: str, rows: Sequence[LedgerRow], posts: PostsByTitle) -> _Import:
    editions = turn.fold(ids.editions(scheme_id))
    names = [name for row in rows for column in _UNIT_LISTS for name in row.names(column)]
    return _Import(
        scheme=scheme_named(turn, scheme_id),
        codes=unit_codes(turn, list(dict.fromkeys(names))),
        posts=posts,
        late=isinstance(editions, Editions) and bool(editions.issued),
        last=last_number(turn, scheme_id),
    )


def _enter(turn: Turn, known: _Import, row: LedgerRow) -> None:
    wished = _wished(turn, known, row)
    names = look_up(
        turn,
        units=(*wished.lead, *wished.co, *wished.construction, *wished.counties),
        posts=(wished.leader, wished.coordinator, wished.responsible),
        items=(wished.item,),
    )
    created = {post.post for post in known.posts.created}
    names = type(names)(names.units, {*names.posts, *created}, names.items)
    task_no = _number(known, row)
    try:
        events = tasks.enter(
            turn.fold(ids.task(task_no)), wished, task_no=task_no, scheme=known.scheme, known=names,
            today=turn.today, late=known.late,
        )  # fmt: skip
    except InvalidError as error:
        column = error.field.partition(".")[0]
        raise InvalidError(row.cells.get(column, row.cells["title"]), error.reason, **error.details) from None
    known.facts += [Fact(ids.task(task_no), event) for event in events]
    known.entered.append({"task_no": task_no, "title": wished.title})


def _number(known: _Import, row: LedgerRow) -> str:
    """Return the row's number, or the next; the register moves on with it."""
    written = row.text("task_no")
    if written:
        try:
            number = tasks.number_of(known.scheme, written)
        except InvalidError as error:
            raise InvalidError(row.cells["task_no"], error.reason, **error.details) from None
    else:
        number = known.last + 1
    name = ids.task_no(known.scheme.year, number)
    if name in known.taken:
        raise InvalidError(row.cells["task_no"], "task_number_twice", task_no=name)
    known.taken.add(name)
    if number > known.last:
        register = register_of(known.scheme.scheme)
        known.facts.append(Fact(ids.register(register), e.NumberTaken(register, number, name)))
        known.last = number
    return name


def _wished(turn: Turn, known: _Import, row: LedgerRow) -> NewTask:
    target = row.text("target")
    return NewTask(
        title=row.text("title"),
        category=_category(row),
        item=_item(known, row),
        leader=known.posts.named(row.text("leader"), "leader"),
        coordinator=known.posts.named(row.text("coordinator"), "coordinator"),
        responsible=known.posts.named(row.text("responsible"), "responsible"),
        roles_presumed=False,
        targets=(e.Target(target),) if target else (),
        note=row.text("note"),
        reason=row.text("note"),
        lead=_units(known, row, "lead"),
        co=_units(known, row, "co"),
        construction=_units(known, row, "construction"),
        counties=_units(known, row, "counties"),
    )


def _category(row: LedgerRow) -> str:
    written = fold("".join(row.text("category").split()))
    if not written:
        return "hard_task"
    if written not in _CATEGORIES:
        raise InvalidError(row.cells["category"], "unknown_category", category=written, known=list(_CATEGORIES))
    return _CATEGORIES[written]


def _item(known: _Import, row: LedgerRow) -> str | None:
    written = fold(row.text("item")).replace(" ", "")
    if not written or written.startswith(str(known.scheme.year)):
        return written or None

    try:
        return items.item_id(known.scheme.year, written)
    except InvalidError as error:
        raise InvalidError(row.cells["item"], error.reason, **error.details) from None


def _units(known: _Import, row: LedgerRow, column: str) -> tuple[str, ...]:
    names = row.names(column)
    for name in names:
        if name not in known.codes:
            raise InvalidError(row.cells[column], "unknown_unit", unit=name)
    return tuple(known.codes[name] for name in names)
