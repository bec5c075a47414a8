"""Small years at random: who leads what, who reports when, what was done; and how such a year is played over HTTP."""

from dataclasses import dataclass
from typing import Any

from hypothesis import strategies as st

from tests.journeys.city_hall import SCHEME, CityHall
from tests.journeys.conftest import answers
from tests.journeys.first_reports import report

UNITS = ("jiaotong", "gongxin", "shuiwu", "fagai")
HEIR = "minzheng"  # takes a lead over; has no other role
CATEGORIES = ("expected_target", "hard_task", "follow_up", "livelihood")
NODES = ("2020-08", "2020-10", "2020-12")
# period → the construction entity's due day and the working day after, the lead's and the one after, a day for lights
DAYS = {
    "2020-08": ("2020-09-01", "2020-09-02", "2020-09-03", "2020-09-04", "2020-09-07"),
    "2020-09": ("2020-10-09", "2020-10-10", "2020-10-12", "2020-10-13", "2020-10-14"),
    "2020-10": ("2020-11-02", "2020-11-03", "2020-11-04", "2020-11-05", "2020-11-06"),
    "2020-11": ("2020-12-01", "2020-12-02", "2020-12-03", "2020-12-04", "2020-12-07"),
    "2020-12": ("2021-01-04", "2021-01-05", "2021-01-06", "2021-01-07", "2021-01-08"),
}
NEVER, IN_TIME, LATE = "never", "in time", "late"


@dataclass(frozen=True)
class Period:
    """What becomes of one task in one period; `corrected`: to which light two persons correct it."""

    lead: str
    construction: str
    done: bool
    verdict: bool | None
    corrected: str | None


@dataclass(frozen=True)
class RandomTask:
    category: str
    lead: str
    co: tuple[str, ...]
    construction: tuple[str, ...]
    periods: tuple[Period, ...]
    transferred: str | None  # at the end of which period the lead goes to the heir
    withdrawn: str | None  # at the end of which period the task is withdrawn

    def of(self, period: str) -> Period:
        return self.periods[list(DAYS).index(period)]

    def reports_for(self, period: str) -> bool:
        return period in NODES or self.category == "livelihood"


_sent = st.sampled_from((NEVER, IN_TIME, IN_TIME, LATE))
_periods = st.builds(
    Period, lead=_sent, construction=_sent, done=st.booleans(), verdict=st.sampled_from((None, True, False)),
    corrected=st.sampled_from((None, None, "green", "yellow", "red")),
)  # fmt: skip


@st.composite
def _tasks(draw: st.DrawFn) -> RandomTask:
    lead, *others = draw(st.permutations(UNITS))
    roles = [draw(st.sampled_from(("", "co", "construction"))) for _ in others]
    return RandomTask(
        draw(st.sampled_from(CATEGORIES)), lead,
        tuple(unit for unit, role in zip(others, roles, strict=True) if role == "co"),
        tuple(unit for unit, role in zip(others, roles, strict=True) if role == "construction"),
        tuple(draw(_periods) for _ in DAYS),
        draw(st.sampled_from((None, None, "2020-08", "2020-09", "2020-10"))),
        draw(st.sampled_from((None, None, None, "2020-09", "2020-10", "2020-11"))),
    )  # fmt: skip


years = st.lists(_tasks(), min_size=1, max_size=4)


def number(place: int) -> str:
    return f"2020-{place + 1:03d}"


class Played:
    """A year being played: who leads each task now, and which are gone."""

    def __init__(self, hall: CityHall, year: list[RandomTask]) -> None:
        self.hall = hall
        self.year = {number(place): task for place, task in enumerate(year)}
        self.leads = {no: task.lead for no, task in self.year.items()}
        self.gone: set[str] = set()
        self.then: list[tuple[int, Any]] = []  # what was answered at the end of each period

    def begin(self) -> None:
        for no, task in self.year.items():
            said: dict[str, Any] = {
                "scheme": SCHEME, "title": "一项任务", "category": task.category, "lead": [task.lead], "co": task.co,
                "construction": task.construction, "roles_presumed": False,
            }  # fmt: skip
            assert self.hall.as_("banli").post("/tasks", said)["task_no"] == no
            nodes = [{"node": node, "target": "节点任务"} for node in NODES]
            self.hall.as_(task.lead).post(f"/tasks/{no}/node-plan", {"nodes": nodes})

    def go_through(self, period: str) -> None:
        *days, last = DAYS[period]
        turns = (("construction", IN_TIME), ("construction", LATE), ("lead", IN_TIME), ("lead", LATE))
        for day, (role, when) in zip(days, turns, strict=True):
            self.hall.at(f"{day} 10:00")
            for no, task in self.year.items():
                if no not in self.gone and task.reports_for(period) and getattr(task.of(period), role) == when:
                    self.report(no, task, role, period)
        self.hall.at(f"{last} 10:00")
        if period in NODES and self.gone != set(self.year):
            self.light(period)
        self.adjust(period)

    def report(self, no: str, task: RandomTask, role: str, period: str) -> None:
        done_on = f"{period}-20" if task.of(period).done else None
        for unit in (self.leads[no],) if role == "lead" else task.construction:
            self.hall.as_(unit).post(f"/tasks/{no}/reports", report(done_on, node=period))

    def light(self, node: str) -> None:
        """Issue what is proposed, answer and judge the notices, correct what is to be corrected."""
        head, office, path = self.hall.as_("qianfa"), self.hall.as_("banli"), f"/nodes/{node}/lights"
        everything = {"decisions": [{"task_no": no} for no in self.year if no not in self.gone]}
        issued = head.put(path, everything, match=head.get(path)["proposal"])
        for notice in issued["notices"]:
            no, verdict = notice["task_no"], self.year[notice["task_no"]].of(node).verdict
            if verdict is not None:
                self.hall.as_(self.leads[no]).post(f"/notices/{notice['notice']}/answers", {"text": "已整改。"})
                judged = {"rectified": verdict, "reason": "现场核查"}
                office.post(f"/notices/{notice['notice']}/verdict", judged)
        for lit in issued["lights"]:
            wanted = self.year[lit["task_no"]].of(node).corrected
            if wanted not in (None, lit["light"]):
                path = f"/tasks/{lit['task_no']}/lights/{node}/corrections"
                proposed = office.post(path, {"light": wanted, "reason": "复核"})
                head.post(f"{path}/{proposed['correction']}/confirmation")

    def adjust(self, period: str) -> None:
        head = self.hall.as_("qianfa")
        for no, task in self.year.items():
            if task.transferred == period and no not in self.gone:
                moving = {"role": "lead", "from": task.lead, "to": HEIR, "reason": "职能划转"}
                head.post(f"/tasks/{no}/transfers", moving)
                self.leads[no] = HEIR
            if task.withdrawn == period:
                head.post(f"/tasks/{no}/withdrawal", {"reason": "不再单列"})
                self.gone.add(no)


def play(hall: CityHall, year: list[RandomTask]) -> Played:
    """Play the year; the numbers of its tasks are `2020-001` and on."""
    played = Played(hall, year)
    played.begin()
    for period in DAYS:
        played.go_through(period)
        played.then.append(answers(hall))
    return played
