"""A sheet of several acts in one append: each row decided by its own rule, refused rows told, never half of one."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

import msgspec

from domain import ids
from domain.errors import AbsentError, DuchaError, InvalidError, RefusedError
from domain.events import WorkbookAnswered
from domain.record import Fact, Recorded
from service.act import Act
from service.app import App
from service.event_store import Content, Turn, Written
from service.import_progress import shown

ALL, EACH = "all", "each"
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Upload:
    """A sheet as it came in. `file` is its digest where it was kept; `mode`: all rows or none, or each by itself."""

    form: str
    scheme: str | None
    file: str | None
    mode: str


@dataclass(frozen=True, slots=True)
class SheetRow(Generic[T]):
    """One row; `cells` says where each field stands. A row that could not be read holds its fault."""

    sheet: str
    row: int
    cells: Mapping[str, str]
    task_no: str | None
    said: T | DuchaError

    @property
    def name(self) -> str:
        return f"{self.sheet}!{self.row}"


@dataclass(frozen=True, slots=True)
class RefusedRow:
    sheet: str
    row: int
    cell: str
    reason: str
    task_no: str | None = None
    clause: str | None = None
    details: dict[str, Any] = field(default_factory=dict)
    column: str | None = None  # the field that is wrong, by our name: its cell may not be on the sheet


@dataclass(frozen=True, slots=True)
class AcceptedRow:
    """`line` is what the row became."""

    sheet: str
    row: int
    line: Recorded


@dataclass(frozen=True, slots=True)
class Answered:
    written: Written  # without lines when nothing was accepted
    accepted: list[AcceptedRow]
    refused: list[RefusedRow]
    erased: bool = False  # why rows were refused was erased by law


@dataclass(slots=True)
class Decided:
    """What one row comes to; `texts` are the narratives its facts name, `main` the fact that is the row's receipt."""

    facts: list[Fact]
    texts: Sequence[Content] = ()
    main: int = 0


DecideRow = Callable[[T], Decided]


class _Nothing(DuchaError):
    """Leaves the turn without writing: no row was accepted, or not all were and all were asked for."""


def write_rows(
    app: App, act: Act, upload: Upload, rows: Sequence[SheetRow[T]], rules: Callable[[Turn], DecideRow[T]]
) -> Answered:
    """Write the rows that are accepted in one append, and say of each other row why not.

    `rules(turn)` returns the decision on one row, called in the rows' order. Raises: what the store raises.
    """
    refused: list[RefusedRow] = []
    contents: list[Content] = []

    def decide(turn: Turn) -> list[Fact]:
        rule, facts, starts = rules(turn), list[Fact](), dict[str, int]()
        refused.clear()
        contents.clear()
        for done, row in enumerate(rows, start=1):
            progress(done, len(rows))
            try:
                if isinstance(row.said, DuchaError):
                    raise row.said
                decided = rule(row.said)
            except (RefusedError, InvalidError, AbsentError) as error:
                refused.append(_refused(row, error))
                continue
            starts[row.name] = len(facts) + decided.main
            facts += decided.facts
            contents.extend(decided.texts)
        if not facts or (upload.mode == ALL and refused):
            raise _Nothing
        return [*facts, _answered(app, upload, starts, refused, contents)]

    try:
        with shown(app, act) as progress:
            written = app.store.write(act, decide, contents)
    except _Nothing:
        return Answered(Written((), None), [], refused)
    return _as_recorded(app, written)


def _answered(
    app: App, upload: Upload, starts: Mapping[str, int], refused: list[RefusedRow], contents: list[Content]
) -> Fact:
    told = app.store.content_of(msgspec.json.encode(refused, enc_hook=str).decode()) if refused else None
    if told is not None:
        contents.append(told)
    files = (upload.file,) if upload.file else ()
    event = WorkbookAnswered(
        upload.form, upload.scheme, upload.mode, files, tuple(starts), tuple(starts.values()), len(refused),
        told.digest if told else None,
    )  # fmt: skip
    return Fact(ids.workbook(upload.form), event)


def _as_recorded(app: App, written: Written) -> Answered:
    """Return the answer from the record, so that a repetition answers the same."""
    event = written.lines[-1].event
    accepted = [
        AcceptedRow(*_place(name), written.lines[start]) for name, start in zip(event.rows, event.starts, strict=True)
    ]
    if event.refusals is None:
        return Answered(written, accepted, [])
    text = app.store.content(event.refusals)
    if text is None:
        return Answered(written, accepted, [], erased=True)
    return Answered(written, accepted, msgspec.json.decode(text, type=list[RefusedRow]))


def _place(name: str) -> tuple[str, int]:
    sheet, _, row = name.rpartition("!")
    return sheet, int(row)


def _refused(row: SheetRow[Any], error: RefusedError | InvalidError | AbsentError) -> RefusedRow:
    whole = row.cells.get("task_no") or next(iter(row.cells.values()), f"A{row.row}")
    if isinstance(error, AbsentError):
        return RefusedRow(row.sheet, row.row, whole, "absent", row.task_no)
    details = msgspec.to_builtins(error.details, enc_hook=str)
    if isinstance(error, RefusedError):
        return RefusedRow(row.sheet, row.row, whole, error.reason, row.task_no, error.clause, details)
    known = error.field in row.cells.values()
    cell = error.field if known else row.cells.get(error.field) or row.cells.get(error.field.partition(".")[0]) or whole
    column = next((name for name, place in row.cells.items() if place == cell), None) if known else error.field
    return RefusedRow(row.sheet, row.row, cell, error.reason, row.task_no, None, details, column)
