"""Small years at random: who leads what, who reports when, what was done; and how such a year is played over HTTP."""

from dataclasses import dataclass
from typing import Any

from hypothesis import strategies as st

from tests.journeys.city_hall import SCHEME, CityHall
from tests.journeys.first_reports import report

UNITS = ("jiaotong", "gongxin", "shuiwu", "fagai")
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
    )  # fmt: skip


years = st.lists(_tasks(), min_size=1, max_size=4)


def play(hall: CityHall, year: list[RandomTask]) -> None:
    """Play the year; the numbers of its tasks are `2020-001` and on."""
    for task in year:
        said: dict[str, Any] = {
            "scheme": SCHEME, "title": "一项任务", "category": task.category, "lead": [task.lead], "co": task.co,
            "construction": task.construction, "roles_presumed": False,
        }  # fmt: skip
        no = hall.as_("banli").post("/tasks", said)["task_no"]
        nodes = [{"node": node, "target": "节点任务"} for node in NODES]
        hall.as_(task.lead).post(f"/tasks/{no}/node-plan", {"nodes": nodes})
    for period, days in DAYS.items():
        for day, role, when in zip(
            days, ("construction", "construction", "lead", "lead"), (IN_TIME, LATE) * 2, strict=False
        ):
            hall.at(f"{day} 10:00")
            for number, task in enumerate(year, start=1):
                if task.reports_for(period) and getattr(task.of(period), role) == when:
                    _report(hall, f"2020-{number:03d}", task, role, period)
        hall.at(f"{days[4]} 10:00")
        if period in NODES:
            _light(hall, year, period)


def _report(hall: CityHall, no: str, task: RandomTask, role: str, period: str) -> None:
    for unit in (task.lead,) if role == "lead" else task.construction:
        done_on = f"{period}-20" if task.of(period).done else None
        hall.as_(unit).post(f"/tasks/{no}/reports", report(done_on, node=period))


def _light(hall: CityHall, year: list[RandomTask], node: str) -> None:
    """Issue what is proposed, answer and judge the notices, correct what is to be corrected."""
    head, office = hall.as_("qianfa"), hall.as_("banli")
    everything = {"decisions": [{"task_no": f"2020-{number:03d}"} for number in range(1, len(year) + 1)]}
    issued = head.put(f"/nodes/{node}/lights", everything, match=head.get(f"/nodes/{node}/lights")["proposal"])
    for notice in issued["notices"]:
        task = year[int(notice["task_no"][-3:]) - 1]
        verdict = task.of(node).verdict
        if verdict is not None:
            hall.as_(task.lead).post(f"/notices/{notice['notice']}/answers", {"text": "已整改。"})
            judged = {"rectified": verdict, "reason": "现场核查"}
            office.post(f"/notices/{notice['notice']}/verdict", judged)
    for lit in issued["lights"]:
        wanted = year[int(lit["task_no"][-3:]) - 1].of(node).corrected
        if wanted not in (None, lit["light"]):
            path = f"/tasks/{lit['task_no']}/lights/{node}/corrections"
            proposed = office.post(path, {"light": wanted, "reason": "复核"})
            head.post(f"{path}/{proposed['correction']}/confirmation")
