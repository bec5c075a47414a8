"""Whatever the year: scores, lights and counts are the same over HTTP, at the command line and in the audit log."""

import os
import re
from collections import Counter
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings

from tests.journeys.city_hall import SCHEME, CityHall, Json
from tests.journeys.conftest import Founded, answers
from tests.journeys.random_year import NODES, RandomTask, play, years
from tests.journeys.shell import Shell

EXAMPLES = int(os.environ.get("RANDOM_YEARS", "8"))
IN_MEMORY = "/dev/shm" if Path("/dev/shm").is_dir() else None  # what is tried here is agreement, not the disk
LIGHTS = {"绿灯": "green", "黄灯": "yellow", "红灯": "red", "未评定": "none", "延期": "deferred"}
SET = re.compile(r"任务 (\S+) 的 (\S+) 节点评定为 (\S+?)（")
CORRECTED = re.compile(r"确认将任务 (\S+) 的 (\S+) 节点由 \S+ 更正为 (\S+?)（")
SENT = re.compile(r"(\S+) 向 \S+ 报送任务 (\S+) 的 (\S+) 落实情况反馈（第 \d+ 号，逾期 (\d+) 个工作日）")
MISSED = re.compile(r"(\S+) 逾期未报：落实情况反馈，任务 (\S+)，时段 (\S+)，")
JUDGED = re.compile(r"核查督查整改通知书 ([a-z0-9-]+)，已整改：(\S)")
VOIDED = re.compile(r"作废督查整改通知书 ([a-z0-9-]+)：")
ISSUED = re.compile(r"就任务 (\S+) 的 \S+ 节点 \S+ 签发督查整改通知书 (\S+?号)，")
ENTERED = re.compile(r"列入任务 (\S+) .*；牵头：(\S+?)，协办：(\S+?)，建设主体：(\S+?)；")
WITHDRAWN = re.compile(r"撤销任务 (\S+)（")
MOVED = re.compile(r"任务 (\S+) 的\S+由 (\S+) 移交 (\S+)（")


class Log:
    """What the audit log's own sentences say, read in order, as a stranger would read them."""

    def __init__(self, hall: CityHall) -> None:
        self.roles: dict[str, dict[str, str]] = {}  # task → unit → role, as it goes on
        self.lights: dict[tuple[str, str], str] = {}
        self.lit: dict[tuple[str, str], dict[str, str]] = {}  # whose each light is
        self.judged: dict[str, dict[str, str]] = {}  # whose each notice not rectified is
        self.notices: dict[str, str] = {}
        self.withdrawn: set[str] = set()
        self.late: set[tuple[str, str, str]] = set()
        self.missing: set[tuple[str, str, str]] = set()
        self.sent: set[tuple[str, str, str]] = set()
        for line in sorted(hall.as_("jiwei").every("/audit", limit=500), key=lambda line: line["position"]):
            getattr(self, f"_{line['event'].replace('.', '_')}", lambda sentence: None)(line["sentence"])

    def _task_entered_v1(self, sentence: str) -> None:
        no, *lists = _found(ENTERED, sentence)
        roles = zip(("lead", "co", "construction"), lists, strict=True)
        self.roles[no] = {unit: role for role, units in roles for unit in units.split("、") if unit != "（无）"}

    def _task_transferred_v1(self, sentence: str) -> None:
        no, giving, taking = _found(MOVED, sentence)
        self.roles[no] = {taking if unit == giving else unit: role for unit, role in self.roles[no].items()}

    def _task_withdrawn_v1(self, sentence: str) -> None:
        self.withdrawn.add(_found(WITHDRAWN, sentence)[0])

    def _task_light_set_v1(self, sentence: str) -> None:
        no, node, light = _found(SET, sentence)
        self.lights[no, node], self.lit[no, node] = LIGHTS[light], self.roles[no]

    def _task_light_corrected_v1(self, sentence: str) -> None:
        no, node, light = _found(CORRECTED, sentence)
        self.lights[no, node] = LIGHTS[light]

    def _report_submitted_v1(self, sentence: str) -> None:
        unit, no, period, days = _found(SENT, sentence)
        self.sent.add((unit, no, period))
        if int(days):
            self.late.add((unit, no, period))

    def _duty_missed_v1(self, sentence: str) -> None:
        if missed := MISSED.match(sentence):
            unit, no, period = missed.groups()
            self.missing.add((unit, no, period))

    def _notice_issued_v1(self, sentence: str) -> None:
        no, number = _found(ISSUED, sentence)
        self.notices[number] = no

    def _notice_verified_v1(self, sentence: str) -> None:
        notice, rectified = _found(JUDGED, sentence)
        if rectified == "否":
            self.judged[notice] = self.roles[self.notices[paper_number(notice)]]

    def _notice_voided_v1(self, sentence: str) -> None:
        self.judged.pop(_found(VOIDED, sentence)[0], None)

    def units(self) -> set[str]:
        """Return everybody with a role, a light or a breach of his own."""
        blamed = {key[0] for key in self.late | self.missing}
        return blamed.union(*self.roles.values(), *self.lit.values(), *self.judged.values())

    def breaches(self, unit: str) -> int:
        late = sum(key[0] == unit for key in self.late | (self.missing - self.sent))
        return late + sum(unit in whose for whose in self.judged.values())

    def counts(self, unit: str) -> Json:
        return dict(Counter(light for key, light in self.lights.items() if unit in self.lit[key]))

    def score(self, unit: str, points: Json, factor: Json) -> Decimal:
        """Reckon a unit's score from the sentences alone, by the published formula."""
        worst: dict[str, Decimal] = {}
        for (no, node), light in self.lights.items():
            if unit in self.lit[no, node] and light in ("yellow", "red"):
                weight = _exact(points[light]) * _exact(factor[self.lit[no, node][unit]])
                worst[no] = min(weight, worst.get(no, weight))
        total = 100 + sum(worst.values())
        for whose in self.judged.values():
            total += _exact(points["notice_not_rectified"]) * _exact(factor[whose[unit]]) if unit in whose else 0
        total += _exact(points["report_late"]) * sum(key[0] == unit for key in self.late)
        total += _exact(points["report_missing"]) * sum(key[0] == unit for key in self.missing - self.sent)
        return max(total, Decimal(0))


# Each example is a whole year, so none is made smaller after a failure: its first sight has to do.
@settings(
    max_examples=EXAMPLES, deadline=None, derandomize=True, database=None, phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)  # fmt: skip
@given(year=years)
def test_http_the_shell_and_the_log_agree_on_any_year(founded: Founded, year: list[RandomTask]):
    with TemporaryDirectory(dir=IN_MEMORY) as folder, pytest.MonkeyPatch.context() as patch:
        hall = founded.hall(Path(folder) / "home")
        try:
            played = play(hall, year)
            shell = Shell(Path(folder), patch)
            shell.at("2021-01-08 11:00")
            hall.at("2021-01-08 11:00")
            log = Log(hall)
            lights_agree(hall, shell, log)
            scores_agree(hall, shell, log)
            for position, then in played.then:
                assert answers(hall, known_at=f"position:{position}")[1] == then, "the past is answered as it was then"
            bulletin_agrees(hall, log)
            finalised_agrees(hall, shell, log)
            digests = hall.app.read.digest()
            hall.app.read.rebuild()
            assert hall.app.read.digest() == digests
        finally:
            hall.close()


def scores_agree(hall: CityHall, shell: Shell, log: Log) -> None:
    formula = hall.as_("banli").get(f"/schemes/{SCHEME}")["content"]["formula"]
    rows = {row["unit"]: row for row in hall.as_("kaohe").every(f"/assessments/{SCHEME}/units")}
    assert set(rows) == log.units()
    told = {row["unit"]: row for row in shell.json("score", "--scheme", SCHEME)["items"]}
    assert told == rows, "the shell's rows are HTTP's rows"
    for unit, row in rows.items():
        expected = log.score(unit, formula["points"], formula["role_factor"])
        assert _exact(row["score"]) == expected, (unit, row)
        own = hall.as_(unit).get(f"/assessments/{SCHEME}/units/{unit}")
        assert own["score"] == row["score"]
        assert _exact(row["score"]) == 100 + sum(_exact(entry["points"]) for entry in own["entries"])
        (said,) = shell.json("score", "--scheme", SCHEME, "--unit", unit)["items"]
        assert (said["score"], said["entries"]) == (row["score"], own["entries"])
        assert {light: count for light, count in row["lights"].items() if count} == log.counts(unit)
        assert row["breaches"] == log.breaches(unit)


def lights_agree(hall: CityHall, shell: Shell, log: Log) -> None:
    office = hall.as_("banli")
    tasks = {task["task_no"]: task for task in office.every("/tasks")}
    shown = {(no, node["node"]): node["light"] for no, task in tasks.items() for node in task["nodes"]}
    assert {key: light for key, light in shown.items() if light} == log.lights
    for node in NODES:
        stands = {row["task_no"]: row["stands"] for row in office.get(f"/nodes/{node}/lights")["items"]}
        assert {no: light for no, light in stands.items() if light} == {
            no: light for (no, lit), light in log.lights.items() if lit == node
        }
        for light, count in Counter(light for light in stands.values() if light).items():
            assert len(office.every("/tasks", node=node, light=light)) == count
    for no, node in list(log.lights)[:2]:
        assert shell.json("explain", "light", no, node)["light"] == log.lights[no, node]
        assert office.get(f"/tasks/{no}/lights/{node}")["light"] == log.lights[no, node]


def bulletin_agrees(hall: CityHall, log: Log) -> None:
    """What a bulletin drafted now would print is what the log says: of lights, the tasks in force alone."""
    said = {"kind": "regular", "period": "2020", "scheme": SCHEME, "title": "全年督查情况", "text": "见附表。"}
    figures = hall.as_("banli").post("/bulletins", said)["figures"]
    for node, printed in figures["by_node"].items():
        counted = Counter(light for (no, at), light in log.lights.items() if at == node and no not in log.withdrawn)
        assert {light: n for light, n in printed.items() if n and light != "not_set"} == dict(counted)
    reports = figures["reports"]
    late, missing = (
        {(row["unit"], row["task_no"], row["period"]) for row in reports[name]}
        for name in ("late_reports", "missing_reports")
    )
    assert (late, missing) == (log.late, log.missing - log.sent)


def finalised_agrees(hall: CityHall, shell: Shell, log: Log) -> None:
    """What two persons finalise is what the lists said, ranked by the log's scores; a later light is a difference."""
    before = table(hall)
    finalisation = f"/assessments/{SCHEME}/finalisation"
    hall.as_("kaohe").post(finalisation, {"reason": "年度审定"})
    hall.as_("shizhang").post(f"{finalisation}/confirmation")
    assert table(hall) == before
    formula = hall.as_("banli").get(f"/schemes/{SCHEME}")["content"]["formula"]
    reckoned = {unit: log.score(unit, formula["points"], formula["role_factor"]) for unit in before}
    for unit, row in before.items():
        group = [reckoned[other] for other in before if before[other]["group"] == row["group"]]
        if row["group"] != "unassessed":
            assert row["rank"] == 1 + sum(score > reckoned[unit] for score in group)
        (own,) = hall.as_(unit).every(f"/assessments/{SCHEME}/units")
        assert (own["score"], own["rank"]) == (row["score"], row["rank"])
    behind = [key for key, light in log.lights.items() if light in ("yellow", "red")]
    for no, node in behind[:1]:
        path = f"/tasks/{no}/lights/{node}/corrections"
        number = hall.as_("banli").post(path, {"light": "green", "reason": "补交验收材料，核实属实"})["correction"]
        hall.as_("qianfa").post(f"{path}/{number}/confirmation")
    now, log = table(hall, live=1), Log(hall)
    told = hall.as_("kaohe").get(f"/assessments/{SCHEME}/units")["differences"]
    assert table(hall) == before, "what is final stays"
    assert {row["unit"]: row for row in shell.json("score", "--scheme", SCHEME)["items"]} == before
    assert {unit: _exact(row["score"]) for unit, row in now.items()} == {
        unit: log.score(unit, formula["points"], formula["role_factor"]) for unit in now
    }
    moved = {unit for unit in now if now[unit]["score"] != before[unit]["score"]}
    assert moved <= {row["unit"] for row in told}
    for row in told:
        unit = row["unit"]
        assert (row["finalised"]["score"], row["now"]["score"]) == (before[unit]["score"], now[unit]["score"])
        changes = sum(_exact(e["points"]) for e in row["added"]) - sum(_exact(e["points"]) for e in row["removed"])
        assert changes == _exact(now[unit]["score"]) - _exact(before[unit]["score"])


def table(hall: CityHall, **asked: Any) -> dict[str, Json]:
    return {row["unit"]: row for row in hall.as_("kaohe").every(f"/assessments/{SCHEME}/units", **asked)}


def paper_number(notice: str) -> str:
    """`n-2020-0012` is printed as `河督改〔2020〕12号`."""
    _, year, number = notice.split("-")
    return f"河督改〔{year}〕{int(number)}号"


def _found(pattern: re.Pattern[str], sentence: str) -> tuple[str, ...]:
    found = pattern.match(sentence)
    assert found, sentence
    return found.groups()


def _exact(number: Any) -> Decimal:
    return Decimal(str(number))
