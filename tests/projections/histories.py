"""Random years of a record: any order of acts that the folds accept, so that read models meet what nobody planned."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from random import Random
from typing import Any

from domain import events as e
from domain import ids
from service import bundled
from tests import builders as make
from tests import interviewed as told
from tests.projections import deciding

UNITS = ("gxj", "fgj", "jsdw", "jyj", "zjj", "wjw")
LEADERS = ("leader-1", "leader-2")
NODES = ("2020-08", "2020-10", "2020-12")
LIGHTS = ("green", "yellow", "red", "none", "deferred")


class Story:
    """Adds one random act after another to a record."""

    def __init__(self, random: Random) -> None:
        self.random = random
        self.record = make.Record()
        self.tasks: list[str] = []
        self.reports: dict[str, list[e.ReportSubmitted]] = {}
        self.lit: set[tuple[str, str]] = set()
        self.plans: set[str] = set()
        self.notices: list[str] = []
        self.interviews: dict[str, bool] = {}  # whether its record is filed
        self.editions = 0
        self.instructions: list[str] = []
        self.inspections: dict[str, list[str]] = {}  # with their tasks
        self.untrue: set[tuple[str, int]] = set()
        self._open()

    def _open(self) -> None:
        add = self.record.add
        for year in bundled.calendar_years():
            if year.year == 2020 or self.random.random() < 0.3:
                add(year)
        add(make.scheme_issued())
        for code in UNITS:
            add(e.UnitRegistered(code, f"{code}局", f"河源市{code}局", "municipal"))
        for post in LEADERS:
            add(e.PostCreated(post, "副市长", None, "leader"))
        add(e.UnitGroupDefined("zhishu", "市府直属各单位", UNITS, date(2020, 1, 1)))

    def go_on(self, acts: int) -> "Story":
        for _ in range(acts):
            if self.random.random() < 0.3:
                self.record.now += timedelta(hours=self.random.randint(1, 60))
            act = self.random.choice(_ACTS if self.tasks else [Story.task])
            act(self)
        return self

    @property
    def today(self) -> date:
        return (self.record.now + timedelta(hours=8)).date()

    def some_day(self) -> date:
        return max(date(2020, 8, 11), self.today + timedelta(days=self.random.randint(-30, 5)))

    def a_task(self) -> str:
        return self.random.choice(self.tasks)

    def task(self) -> None:
        roles = self.random.sample(UNITS, 4)
        event = make.task_entered(
            len(self.tasks) + 1, category=self.random.choice(("hard_task", "livelihood", "follow_up")),
            leader=self.random.choice((*LEADERS, None)), lead=tuple(roles[:1]), co=tuple(roles[1:2]),
            construction=tuple(roles[2 : self.random.randint(2, 4)]), effective_on=self.some_day(),
        )  # fmt: skip
        self.record.add(event)
        self.tasks.append(event.task_no)

    def item(self) -> None:
        number = sum(line.name == "item.entered.v1" for line in self.record.all) + 1
        named = tuple(self.random.sample((*UNITS, "zhishu"), 3))
        item = e.ItemEntered(
            f"2020-{number}", "heyuan-2020", f"三({number})", "三", "事项", named, named, (), (), named[0]
        )
        self.record.add(item)

    def amendment(self) -> None:
        changes = self.random.choice(
            (
                {"title": "改名"},
                {"category": "livelihood"},
                {"leader": "leader-2"},
                {"note": "备注", "counties": ["zjj"]},
            )
        )
        self.record.add(e.TaskAmended(self.a_task(), changes, "调整", self.some_day()))

    def confirmation(self) -> None:
        roles = self.random.sample(UNITS, 3)
        self.record.add(
            e.TaskRolesConfirmed(self.a_task(), tuple(roles[:1]), tuple(roles[1:2]), tuple(roles[2:]), self.today)
        )

    def transfer(self) -> None:
        task_no = self.a_task()
        lead = next(
            line.event for line in reversed(self.record.all)
            if getattr(line.event, "task_no", "") == task_no and hasattr(line.event, "lead")
        ).lead  # fmt: skip
        to = self.random.choice(UNITS)
        self.record.add(
            e.TaskTransferred(task_no, "lead", lead[0], to, self.some_day(), self.random.random() < 0.5, "移交")
        )

    def end(self) -> None:
        task_no = self.a_task()
        if self.random.random() < 0.5:
            self.record.add(e.TaskWithdrawn(task_no, "撤销", self.some_day()))
        else:
            self.record.add(e.CompletionApplied(task_no, "gxj", self.some_day(), "0" * 64))
            self.record.add(e.CompletionVerified(task_no, self.random.random() < 0.7, self.some_day(), "属实"))

    def plan(self) -> None:
        task_no = self.a_task()
        nodes = tuple(
            e.NodeTask(node, f"{node}目标", self.random.choice((None, date(2020, 8, 20))))
            for node in self.random.sample(NODES, self.random.randint(1, 3))
        )
        unit, role = self.random.choice((("gxj", "lead"), ("jsdw", "construction")))
        self.record.add(
            e.NodePlanFiled(task_no, unit, role, nodes, self.record.now, None, self.random.choice((0, 0, 2)))
        )
        if self.random.random() < 0.5:
            self.record.add(e.NodePlanSealed(task_no, unit))
            self.record.add(e.NodePlanConfirmed(task_no, "leader-1"))

    def extension(self) -> None:
        task_no, node = self.a_task(), self.random.choice(NODES)
        granted = self.random.random() < 0.6
        self.record.add(
            e.ExtensionRequested(task_no, 1, "gxj", node, date(2020, 11, 30), "雨季", "过半", self.record.now)
        )
        new = date(2020, 11, 20) if granted else None
        self.record.add(e.ExtensionDecided(task_no, 1, node, granted, new, "同意", "leader-1"))

    def report(self) -> None:
        task_no = self.a_task()
        before = self.reports.setdefault(task_no, [])
        unit, role = self.random.choice(((self.random.choice(UNITS), "lead"), ("jsdw", "construction")))
        node = self.random.choice(NODES)
        versions = [r.report_no for r in before if (r.unit, r.role, r.node) == (unit, role, node)]
        event = make.report(
            task_no, report_no=len(before) + 1, unit=unit, role=role, node=node,
            late_days=self.random.choice((0, 0, 3)), effective_at=self.record.now,
            due_provisional=self.random.random() < 0.1, replaces=versions[-1] if versions else None,
            progress=self.random.choice(("完成85%", "已开工", "")),
            files=self.random.choice(((), ("aa" * 32,), ("aa" * 32, "bb" * 32))),
        )  # fmt: skip
        before.append(event)
        self.record.add(event)

    def judgement(self) -> None:
        task_no = self.a_task()
        if reports := self.reports.get(task_no):
            latest = {(r.unit, r.role, r.node): r.report_no for r in reports}  # an earlier version is not judged
            number = self.random.choice(list(latest.values()))
            if self.random.random() < 0.6:
                self.record.add(e.ReportReturned(task_no, number, "office", "数据不实", self.today + timedelta(days=1)))
            else:
                self.record.add(e.ReportAccepted(task_no, number, "office"))

    def untruth(self) -> None:
        """The office holds a report to be untrue; sometimes a second person finds it so."""
        task_no = self.a_task()
        if not self.reports.get(task_no):
            return
        report = self.random.choice(self.reports[task_no])
        key = (task_no, report.report_no)
        if key in self.untrue:
            return
        inspection = self.random.choice((*self.inspections, None))
        self.record.add(e.ReportUntrueProposed(task_no, report.report_no, "不实", inspection))
        if self.random.random() < 0.5:
            self.untrue.add(key)
            found = e.ReportFoundUntrue(*key, report.unit, report.role, report.node, "不实", "office")
            self.record.add(found)

    def instruction(self) -> None:
        name = ids.instruction_id(2020, len(self.instructions) + 1)
        tasks = tuple(sorted({self.a_task() for _ in range(self.random.randint(0, 2))}))
        units = tuple(self.random.sample(UNITS, self.random.randint(0, 2)))
        leader = self.random.choice(LEADERS)
        self.record.add(e.InstructionRecorded(name, leader, f"{name}:text", tasks, units, self.today, ()))
        self.instructions.append(name)
        for number, by in enumerate(("office", *units), start=1):
            if self.random.random() < 0.6:
                answer = e.InstructionAnswered(name, number, by, f"{name}:{by}", (), self.record.now)
                self.record.add(answer)
        if self.random.random() < 0.3:
            self.record.add(e.InstructionClosed(name, f"{name}:outcome", self.today))

    def inspection(self) -> None:
        name = ids.inspection_id(2020, len(self.inspections) + 1)
        tasks = sorted({self.a_task() for _ in range(self.random.randint(1, 3))})
        start = self.random.choice((*self.instructions, "ledger"))
        text = f"{name}:text"
        seen = e.InspectionRecorded(name, "unannounced", start, self.today, ("周",), ("工地",), tuple(tasks), text, ())
        self.record.add(seen)
        for task_no in tasks:
            done = self.random.choice((True, False, None))
            node = self.random.choice((*NODES, None))
            found = e.TaskInspected(task_no, name, node, done, None, self.today, f"{name}:{task_no}", ())
            self.record.add(found)
        self.inspections[name] = tasks

    def publication(self) -> None:
        if not self.inspections:
            return
        name = self.random.choice(sorted(self.inspections))
        units = tuple(self.random.sample(UNITS, self.random.randint(1, 2)))
        self.record.add(e.InspectionPublished(name, units, self.today))
        for task_no in self.inspections[name]:
            theirs = tuple(unit for unit in units if self.random.random() < 0.7)
            if theirs:
                self.record.add(e.TaskInspectionPublished(task_no, name, theirs))

    def light(self) -> None:
        task_no, node, light = self.a_task(), self.random.choice(NODES), self.random.choice(LIGHTS)
        if (task_no, node) in self.lit and self.random.random() < 0.7:
            self.record.add(make.light_corrected(task_no, node, light))
        else:
            self.record.add(make.light_set(task_no, node, light))
            self.lit.add((task_no, node))

    def notice(self) -> None:
        number = len(self.notices) + 1
        notice = ids.notice_id(2020, number)
        self.record.add(
            e.NoticeIssued(
                notice, f"河督改〔2020〕{number}号", "heyuan-2020", self.a_task(), "2020-08", "yellow",
                (e.Addressee("gxj", "lead"), e.Addressee("jsdw", "construction")), {"report_no": 1}, "责令整改",
                self.today + timedelta(days=14), ("leader-1",), self.today,
            )
        )  # fmt: skip
        self.notices.append(notice)

    def notice_step(self) -> None:
        if not self.notices:
            return
        notice = self.random.choice(self.notices)
        late = self.random.choice((0, 2))
        events: tuple[Any, ...] = (
            e.NoticeServed(notice, ("gxj",), "system"),
            e.NoticeReceived(notice, "gxj"),
            e.NoticeAnswered(notice, "gxj", "0" * 64, None, (), self.record.now, late),
            e.NoticeVerified(notice, self.random.random() < 0.5, "核查", self.today),
            e.NoticeVoidProposed(notice, "误发"),
            e.NoticeVoided(notice, "误发", "office"),
            e.NoticeReaddressed(notice, "lead", "gxj", "jyj", self.today),
        )
        self.record.add(self.random.choice(events))

    def interview(self) -> None:
        name = ids.interview_id(2020, len(self.interviews) + 1)
        units = (told.LEAD, told.CO)[: self.random.randint(1, 2)]
        self.record.add(told.proposed(*units, interview=name, task_no=self.a_task(), level=self.random.randint(1, 2)))
        self.interviews[name] = False

    def interview_step(self) -> None:
        if not self.interviews:
            return
        name = self.random.choice(list(self.interviews))
        made: tuple[Any, ...] = (
            told.APPROVED, told.DRAFTED, told.CONVENED, told.HELD, told.CITY_SIGNED, told.UNIT_SIGNED,
            told.UNIT_REFUSED, told.REPORTED, told.ARCHIVED, e.InterviewDeclined(name, None, "灯已更正", self.today),
        )  # fmt: skip
        if not self.interviews[name]:
            made = (*made, told.FILED, told.FILED)
        else:
            verdict = e.CommitmentVerified(name, 1, "finance", self.random.random() < 0.5, "核实", self.today)
            made = (*made, told.KEPT, told.KEPT, verdict, told.MISSED)
        made = (*made, e.InterviewReaddressed(name, "health", self.random.choice(("finance", "gxj")), self.today))
        event = self.random.choice(made)
        self.interviews[name] |= event is told.FILED
        if event is told.MISSED:
            self.record.add(replace(event, period=f"{name}/1"), stream=ids.interview(name))
        else:
            self.record.add(replace(event, interview=name))

    def tick(self) -> None:
        task_no, node = self.a_task(), self.random.choice(NODES)
        if self.random.random() < 0.5:
            missed = e.DutyMissed(
                "progress_report", "heyuan-2020", self.random.choice(UNITS), "lead", task_no, node, date(2020, 9, 3)
            )
            self.record.add(missed)
        self.record.add(e.DayReached(self.today))

    def reminder(self) -> None:
        unit = self.random.choice(UNITS)
        duty = e.RemindedDuty(
            f"progress_report:{self.a_task()}:2020-08:lead:{unit}", "heyuan-2020", "progress_report", self.a_task(),
            "2020-08", date(2020, 9, 3), self.random.choice(("coming", "due", "overdue")),
        )  # fmt: skip
        self.record.add(e.ReminderPrepared(unit, self.today, (duty,)))
        outcome = self.random.choice((
            e.ReminderDelivered("office", "wecombot", self.today, 1, (unit,)),
            e.ReminderFailed(unit, "mailtos", self.today, 1, None),
        ))  # fmt: skip
        self.record.add(outcome)

    def implementation_plan(self) -> None:
        unit = self.random.choice(UNITS)
        self.record.add(
            e.ImplementationPlanFiled(
                "heyuan-2020", unit, (), "0" * 64, (), datetime(2020, 8, 18, tzinfo=UTC), date(2020, 8, 17), 1
            )
        )

    def edition(self) -> None:
        self.editions += 1
        self.record.add(e.EditionDrafted("heyuan-2020", self.editions, self.today, "草案"))
        self.record.add(
            e.EditionIssued("heyuan-2020", self.editions, self.today, tuple(self.tasks), (), (), (), {}, "")
        )

    def erasure(self) -> None:
        number = sum(line.name == "content.erasure_proposed.v1" for line in self.record.all) + 1
        name, files = ids.erasure_id(2020, number), (self.random.choice(("aa", "bb")) * 32,)
        self.record.add(e.ContentErasureProposed(name, (), files, (1,), "个人信息保护法第四十七条", "申请删除"))
        if self.random.random() < 0.7:
            self.record.add(e.ContentErased(name, (), files, "个人信息保护法第四十七条", "office"))

    def frame_change(self) -> None:
        events: tuple[Any, ...] = (
            e.UnitRenamed("jyj", "教育和体育局", self.some_day(), "机构改革"),
            e.UnitRegrouped("zjj", "county", self.some_day(), "调整"),
            e.HolderAppointed("leader-1", "张三", self.some_day(), None, False),
            e.SchemeAmended("heyuan-2020", 2, {"duties.3.working_days": self.random.randint(3, 6)}, "调整", self.today),
        )
        self.record.add(self.random.choice(events))


_ACTS = [
    Story.task, Story.item, Story.amendment, Story.confirmation, Story.transfer, Story.end, Story.plan,
    Story.extension, Story.report, Story.report, Story.report, Story.judgement, Story.light, Story.light, Story.notice,
    Story.notice_step, Story.notice_step, Story.interview, Story.interview_step, Story.interview_step,
    Story.tick, Story.reminder, Story.implementation_plan, Story.edition, Story.frame_change, Story.erasure,
    Story.instruction, Story.inspection, Story.inspection, Story.publication, Story.untruth,
    *deciding.ACTS,
]  # fmt: skip


def a_year(seed: int, acts: int) -> make.Record:
    return Story(Random(seed)).go_on(acts).record
