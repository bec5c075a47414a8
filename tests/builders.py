"""`record.add(...)`: lines of a record made from events, for tests of what reads a record."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from functools import cache
from hashlib import sha256
from typing import Any

from domain import events as e
from domain import ids
from domain.record import Meta, Recorded
from service import codec
from service.bundled import scheme_content

START = datetime(2020, 8, 11, 1, 0, tzinfo=UTC)  # nine in the morning in Heyuan


class ListLog:
    """A record in memory, with the ports a read model knows."""

    def __init__(self, lines: Sequence[Recorded] = ()) -> None:
        self.all = list(lines)

    def position(self) -> int:
        return len(self.all)

    def lines(self, after: int, limit: int = 5000) -> list[Recorded]:
        return self.all[after : after + limit]

    def line(self, position: int) -> Recorded | None:
        return self.all[position - 1] if 0 < position <= len(self.all) else None


class Record(ListLog):
    """Makes lines as the writer would: positions, versions, leaves, a moment that moves on by a minute a line."""

    def __init__(self, incarnation: str = "test") -> None:
        super().__init__()
        self.now = START
        self._versions: dict[str, int] = {}
        self.add(e.RecordCreated(incarnation, True), stream=ids.RECORD)

    def on(self, day: date, hour: int = 9) -> "Record":
        """Go to a local day (UTC + 8)."""
        self.now = datetime(day.year, day.month, day.day, hour, tzinfo=UTC) - timedelta(hours=8)
        return self

    def add(self, event: Any, *, stream: str | None = None, account: str = "office", **meta: Any) -> Recorded:
        """Put an event on record, as it would come back from storage."""
        stream = stream or stream_of(event)
        self._versions[stream] = version = self._versions.get(stream, 0) + 1
        name, data, event = codec.encode(event)
        self.now += timedelta(minutes=1)
        position = len(self.all) + 1
        who = Meta(f"e{position}", self.now, account, "office", "test", "test")
        line = Recorded(
            position, stream, version, name, event, replace(who, **meta), sha256(data + stream.encode()).digest()
        )
        self.all.append(line)
        return line


def stream_of(event: Any) -> str:
    """Return the stream an event belongs to, as the verbs choose it."""
    match event:
        case e.SchemeIssued() | e.SchemeAmended():
            return ids.scheme(event.scheme)
        case e.CalendarYearPublished():
            return ids.calendar(event.year)
        case e.ItemEntered() | e.ItemRolesConfirmed():
            return ids.item(event.item)
        case e.PostCreated() | e.HolderAppointed():
            return ids.post(event.post)
        case e.DayReached():
            return ids.TICK
        case e.ImplementationPlanFiled():
            return ids.plan(event.scheme, event.unit)
        case e.EditionDrafted() | e.EditionIssued():
            return ids.editions(event.scheme)
        case e.LightingDrafted() | e.LightingIssued():
            return ids.lighting(event.scheme, event.node)
        case e.UnitGroupDefined():
            return ids.unit_group(event.group)
        case e.InstructionRecorded() | e.InstructionAnswered() | e.InstructionClosed():
            return ids.instruction(event.instruction)
        case e.InspectionRecorded() | e.InspectionPublished():
            return ids.inspection(event.inspection)
        case e.NumberTaken():
            return ids.register(event.register)
        case e.ReminderPrepared():
            return ids.reminders(event.unit)
        case e.ReminderDelivered() | e.ReminderFailed():
            return ids.reminder_delivery(event.to, event.channel)
        case e.DutyMissed(kind="office_special"):
            return ids.office(event.scheme)
        case e.ScoreEntryProposed() | e.ScoreEntryConfirmed() | e.FinalisationProposed() | e.AssessmentFinalised():
            return ids.assessment(event.scheme)
        case e.DutyMissed():
            return ids.task(event.task_no) if event.task_no else ids.plan(event.scheme, event.unit)
    if (hasattr(event, "notice") and not hasattr(event, "light")) or isinstance(event, e.NoticeIssued):
        return ids.notice(event.notice)
    if hasattr(event, "bulletin"):
        return ids.bulletin(event.bulletin)
    if hasattr(event, "erasure"):
        return ids.erasure(event.erasure)
    if hasattr(event, "interview"):
        return ids.interview(event.interview)
    if hasattr(event, "task_no"):
        return ids.task(event.task_no)
    if hasattr(event, "code"):
        return ids.unit(event.code)
    return ids.account(event.account)


@cache
def _heyuan() -> dict[str, Any]:
    return dict(scheme_content("heyuan-2020"))


def scheme_issued() -> e.SchemeIssued:
    return e.SchemeIssued("heyuan-2020", 1, _heyuan())


def task_entered(number: int = 1, **changes: Any) -> e.TaskEntered:
    task = e.TaskEntered(
        task_no=f"2020-{number:03d}", scheme="heyuan-2020", title="新增规模以上工业企业", category="hard_task",
        item=None, leader="leader-1", coordinator=None, responsible=None, lead=("gxj",), co=("fgj",),
        construction=("jsdw",), roles_presumed=True, effective_on=date(2020, 8, 11),
        targets=(e.Target("新增30家", "30", "家"),),
    )  # fmt: skip
    return replace(task, **changes)


def node_plan(task_no: str = "2020-001", **changes: Any) -> e.NodePlanFiled:
    nodes = tuple(e.NodeTask(f"2020-{month}", f"第{month}月节点任务") for month in ("08", "10", "12"))
    plan = e.NodePlanFiled(task_no, "gxj", "lead", nodes, START, date(2020, 8, 17), 0)
    return replace(plan, **changes)


def report(task_no: str = "2020-001", **changes: Any) -> e.ReportSubmitted:
    made = e.ReportSubmitted(
        task_no=task_no, report_no=1, unit="gxj", role="lead", node="2020-08", to="office", done_on=None,
        progress="完成85%", percent=None, text="0" * 64, problems=None, next_steps=None, files=(), merges=(),
        replaces=None, effective_at=datetime(2020, 9, 2, 2, tzinfo=UTC), due_on=date(2020, 9, 3), late_days=0,
    )  # fmt: skip
    return replace(made, **changes)


def light_set(task_no: str = "2020-001", node: str = "2020-08", light: str = "yellow", **changes: Any) -> e.LightSet:
    made = e.LightSet(
        task_no=task_no, node=node, light=light, scheme="heyuan-2020", scheme_version=1, profile="heyuan-2020",
        proposed=light, case="miss", clause="二(三)", limit_on=date(2020, 8, 31), done_on=None,
        due_on=date(2020, 9, 3), because={}, reason="", session=1,
    )  # fmt: skip
    return replace(made, **changes)


def light_corrected(task_no: str = "2020-001", node: str = "2020-08", light: str = "green", **changes: Any) -> Any:
    made = e.LightCorrected(task_no, 1, node, light, "yellow", date(2020, 8, 30), "报告确认已完成", "office")
    return replace(made, **changes)
