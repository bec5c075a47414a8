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
from domain.references import References
from domain.scheme import Scheme
from domain.tasks import NewTask
from projections import frame
from service.act import Act
from service.app import App
from service.enter_task import last_number, register_of
from service.event_store import Turn, Written
from service.import_notice import unit_codes
from service.posts_by_title import PostsByTitle
from service.principals import Principals
from service.reading_text import fold
from service.references import look_up, scheme_named
from service.row_by_row import Answered, Decided, SheetRow, Upload, write_rows

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
CONTINUED, NOTHING = "　", "—"  # a line of a cell that goes on from the one before; no value beside a target
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
    principals: Principals
    late: bool
    last: int
    taken: set[str] = field(default_factory=set)
    entered: list[dict[str, str]] = field(default_factory=list)


_COLUMNS = {"reason": "note", "targets": "target"}  # what a form calls otherwise than we do


class _DryRun(DuchaError):
    """Leaves the turn without writing, with what would have been written."""


def import_ledger(
    app: App, act: Act, *, scheme_id: str, rows: Sequence[LedgerRow], dry_run: bool, progress: Progress
) -> dict[str, Any]:
    """Enter the rows as tasks, and return `{tasks: [{task_no, title}], posts_created: [{post, title}],
    principals: [{unit, person}]}`.

    Leaders and coordinators are found by their post's title or its holder's name; one that is not known becomes a
    post, and the head of a lead unit that has none its first holder.
    Raises: InvalidError at the cell that is wrong, and then nothing is entered.
    """
    actors.require("enter_task", act.actor)
    answer: dict[str, Any] = {}
    with app.read.at() as db:
        post_ids = [str(row["post"]) for row in frame.post_ids(db)]

    def decide(turn: Turn) -> list[Fact]:
        known = _opened(turn, scheme_id, rows, PostsByTitle(turn, post_ids))
        facts: list[Fact] = []
        for done, row in enumerate(rows, start=1):
            facts += _enter(turn, known, row)
            progress(done, len(rows))
        created = [{"post": post.post, "title": post.title} for post in known.posts.created]
        heads = [{"unit": unit, "person": person} for unit, person in known.principals.appointed.items()]
        answer.update(tasks=known.entered, posts_created=created, principals=heads)
        if dry_run:
            raise _DryRun
        return facts

    with suppress(_DryRun):
        _keep_posts(app, app.store.write(act, decide))
    return answer


def import_sheet(
    app: App, act: Act, upload: Upload, *, scheme_id: str, rows: Sequence[SheetRow[LedgerRow]]
) -> Answered:
    """Enter the rows that can be entered, and say of each other one why not. Raises: InvalidError for the scheme."""
    actors.require("enter_task", act.actor)
    with app.read.at() as db:
        post_ids = [str(row["post"]) for row in frame.post_ids(db)]
    readable = [row.said for row in rows if isinstance(row.said, LedgerRow)]

    def rules(turn: Turn) -> Callable[[LedgerRow], Decided]:
        known = _opened(turn, scheme_id, readable, PostsByTitle(turn, post_ids))
        return lambda row: _main(_enter(turn, known, row))

    answered = write_rows(app, act, upload, rows, rules)
    _keep_posts(app, answered.written)
    return answered


def _keep_posts(app: App, written: Written) -> None:
    """Let who holds a post from now on be shown beside the acts of its accounts."""
    for stream in {line.stream for line in written.lines if ids.kind(line.stream) == "post"}:
        app.accounts.keep_post(app.store, stream.partition("/")[2])


def _main(facts: list[Fact]) -> Decided:
    return Decided(facts, main=len(facts) - 1)  # the task; posts and its number stand before it


def _opened(turn: Turn, scheme_id: str, rows: Sequence[LedgerRow], posts: PostsByTitle) -> _Import:
    editions = turn.fold(ids.editions(scheme_id))
    names = [name for row in rows for column in _UNIT_LISTS for name in row.names(column)]
    return _Import(
        scheme=scheme_named(turn, scheme_id),
        codes=unit_codes(turn, list(dict.fromkeys(names))),
        posts=posts,
        principals=Principals(turn, posts),
        late=isinstance(editions, Editions) and bool(editions.issued),
        last=last_number(turn, scheme_id),
    )


def _enter(turn: Turn, known: _Import, row: LedgerRow) -> list[Fact]:
    """Return the row's facts: posts it is the first to name, its task, its number. A refused row leaves no trace."""
    mark = len(known.posts.created)
    try:
        return _entered(turn, known, row, mark)
    except DuchaError:
        known.posts.forget(mark)
        raise


def _entered(turn: Turn, known: _Import, row: LedgerRow, mark: int) -> list[Fact]:
    wished = _wished(turn, known, row)
    task_no, number = _number(known, row)
    created = known.posts.created[mark:]
    names = _names(turn, known, wished)
    try:
        events = tasks.enter(
            turn.fold(ids.task(task_no)), wished, task_no=task_no, scheme=known.scheme, known=names, today=turn.today,
            late=known.late,
        )  # fmt: skip
    except InvalidError as error:
        column = _COLUMNS.get(field := error.field.partition(".")[0], field)
        raise InvalidError(row.cells.get(column, row.cells["title"]), error.reason, **error.details) from None
    try:
        heads = known.principals.facts(events[0].lead, row.names("principal"))
    except InvalidError as error:
        raise InvalidError(row.cells["principal"], error.reason, **error.details) from None
    facts = [*(Fact(ids.post(post.post), post) for post in created), *heads]
    known.taken.add(task_no)
    if number > known.last:
        register = register_of(known.scheme.scheme)
        facts.append(Fact(ids.register(register), e.NumberTaken(register, number, task_no)))
        known.last = number
    known.entered.append({"task_no": task_no, "title": wished.title})
    return [*facts, *(Fact(ids.task(task_no), event) for event in events)]


def _names(turn: Turn, known: _Import, wished: NewTask) -> References:
    """Return what is known of the names, posts of this very list included."""
    named = look_up(
        turn,
        units=(*wished.lead, *wished.co, *wished.construction, *wished.counties),
        posts=(wished.leader, wished.coordinator, wished.responsible),
        items=(wished.item,),
    )
    ours = {wished.leader, wished.coordinator, wished.responsible} & known.posts.created_ids
    return References(named.units, {*named.posts, *(post for post in ours if post is not None)}, named.items)


def _number(known: _Import, row: LedgerRow) -> tuple[str, int]:
    """Return the row's number, or the next, as written and counted."""
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
    return name, number


def _wished(turn: Turn, known: _Import, row: LedgerRow) -> NewTask:
    if (state := row.text("state")) not in ("", "在办"):
        raise InvalidError(row.cells["state"], "ledger.state_is_an_act", state=state)
    return NewTask(
        title=row.text("title"),
        category=_category(row),
        item=_item(known, row),
        lead=_units(known, row, "lead"),
        co=_units(known, row, "co"),
        construction=_units(known, row, "construction"),
        counties=_units(known, row, "counties"),
        leader=known.posts.named(row.text("leader"), "leader"),
        coordinator=known.posts.named(row.text("coordinator"), "coordinator"),
        responsible=known.posts.named(row.text("responsible"), "responsible"),
        roles_presumed=row.text("roles_presumed") == "是",
        targets=_targets(row),
        note=row.text("note"),
        reason=row.text("note"),
    )


def _targets(row: LedgerRow) -> tuple[e.Target, ...]:
    """Return a target for each line, with its value and unit of measure from the same line of the cells beside it."""
    texts: list[str] = []
    for line in row.text("target").splitlines():
        if line.startswith(CONTINUED) and texts:
            texts[-1] += "\n" + line.removeprefix(CONTINUED)
        elif line.strip():
            texts.append(line.strip())
    beside = [row.text(name).splitlines() for name in ("target_value", "target_unit")]
    found = []
    for place, text in enumerate(texts):
        value, unit = (lines[place].strip() if place < len(lines) else "" for lines in beside)
        found.append(e.Target(text, "" if value == NOTHING else value, "" if unit == NOTHING else unit))
    return tuple(found)


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
