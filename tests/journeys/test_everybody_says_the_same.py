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
from tests.journeys.conftest import Founded
from tests.journeys.random_year import NODES, UNITS, RandomTask, play, years
from tests.journeys.shell import Shell

EXAMPLES = int(os.environ.get("RANDOM_YEARS", "6"))
IN_MEMORY = "/dev/shm" if Path("/dev/shm").is_dir() else None  # what is tried here is agreement, not the disk
LIGHTS = {"绿灯": "green", "黄灯": "yellow", "红灯": "red", "未评定": "none", "延期": "deferred"}
SET = re.compile(r"任务 (\S+) 的 (\S+) 节点评定为 (\S+?)（")
CORRECTED = re.compile(r"确认将任务 (\S+) 的 (\S+) 节点由 \S+ 更正为 (\S+?)（")
SENT = re.compile(r"(\S+) 向 \S+ 报送任务 (\S+) 的 (\S+) 进展情况（第 \d+ 号，逾期 (\d+) 个工作日）")
MISSED = re.compile(r"(\S+) 逾期未报：进展\S*，任务 (\S+)，时段 (\S+)，")
JUDGED = re.compile(r"核验督查整改通知书 (\S+)，已整改：(\S)")


class Log:
    """What the audit log's own sentences say, read as a stranger would read them."""

    def __init__(self, hall: CityHall) -> None:
        self.lights: dict[tuple[str, str], str] = {}
        self.late: set[tuple[str, str, str]] = set()
        self.missing: set[tuple[str, str, str]] = set()
        self.sent: set[tuple[str, str, str]] = set()
        self.not_rectified: set[str] = set()
        self.voided: set[str] = set()
        for line in sorted(hall.as_("jiwei").every("/audit", limit=500), key=lambda line: line["position"]):
            self._read(line["event"], line["sentence"])

    def _read(self, event: str, sentence: str) -> None:
        if event in ("task.light_set.v1", "task.light_corrected.v1"):
            no, node, light = _found(SET if "set" in event else CORRECTED, sentence)
            self.lights[no, node] = LIGHTS[light]
        elif event == "report.submitted.v1":
            unit, no, period, days = _found(SENT, sentence)
            self.sent.add((unit, no, period))
            if int(days):
                self.late.add((unit, no, period))
        elif event == "duty.missed.v1" and (missed := MISSED.match(sentence)):
            self.missing.add(missed.groups())  # type: ignore[arg-type]
        elif event == "notice.verified.v1":
            notice, rectified = _found(JUDGED, sentence)
            if rectified == "否":
                self.not_rectified.add(notice)
        elif event == "notice.voided.v1":
            self.voided.add(_found(re.compile(r"作废督查整改通知书 ([a-z0-9-]+)："), sentence)[0])

    def score(self, unit: str, year: list[RandomTask], notices: dict[str, str], points: Json, factor: Json) -> Decimal:
        """Reckon a unit's score from the sentences alone, by the published formula."""
        total = Decimal(100)
        for number, task in enumerate(year, start=1):
            no, role = f"2020-{number:03d}", _role(task, unit)
            if role is None:
                continue
            lights = [self.lights.get((no, node)) for node in NODES]
            weights = [_exact(points[light]) for light in lights if light in ("yellow", "red")]
            total += min(weights, default=Decimal(0)) * _exact(factor[role])
            unmended = [n for n in self.not_rectified - self.voided if notices[n] == no]
            total += _exact(points["notice_not_rectified"]) * _exact(factor[role]) * len(unmended)
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
            play(hall, year)
            shell = Shell(Path(folder), patch)
            shell.at("2021-01-08 11:00")
            hall.at("2021-01-08 11:00")
            agree(hall, shell, Log(hall), year)
        finally:
            hall.close()


def agree(hall: CityHall, shell: Shell, log: Log, year: list[RandomTask]) -> None:
    formula = hall.as_("banli").get(f"/schemes/{SCHEME}")["content"]["formula"]
    notices = {n["notice"]: n["task_no"] for n in hall.as_("banli").every("/notices")}
    lights_agree(hall, shell, log)
    rows = {row["unit"]: row for row in hall.as_("kaohe").every(f"/assessments/{SCHEME}/units")}
    told = {row["unit"]: row for row in shell.json("score", "--scheme", SCHEME)["items"]}
    assert told == rows, "the shell's rows are HTTP's rows"
    for unit, row in rows.items():
        expected = log.score(unit, year, notices, formula["points"], formula["role_factor"])
        assert _exact(row["score"]) == expected, (unit, row)
        own = hall.as_(unit).get(f"/assessments/{SCHEME}/units/{unit}")
        assert own["score"] == row["score"]
        assert _exact(row["score"]) == 100 + sum(_exact(entry["points"]) for entry in own["entries"])
        (said,) = shell.json("score", "--scheme", SCHEME, "--unit", unit)["items"]
        assert (said["score"], said["entries"]) == (row["score"], own["entries"])
        mine = [log.lights[no, node] for no, node in log.lights if _role(year[int(no[-3:]) - 1], unit)]
        assert {k: n for k, n in row["lights"].items() if n} == dict(Counter(mine))
        late = sum(key[0] == unit for key in log.late) + sum(key[0] == unit for key in log.missing - log.sent)
        unmended = [n for n in log.not_rectified - log.voided if _role(year[int(notices[n][-3:]) - 1], unit)]
        assert row["breaches"] == late + len(unmended)
    assert {unit for task in year for unit in UNITS if _role(task, unit)} == set(rows)
    bulletin_agrees(hall, log)


def lights_agree(hall: CityHall, shell: Shell, log: Log) -> None:
    office = hall.as_("banli")
    tasks = {task["task_no"]: task for task in office.every("/tasks")}
    shown = {(no, node["node"]): node["light"] for no, task in tasks.items() for node in task["nodes"]}
    assert {key: light for key, light in shown.items() if light} == log.lights
    for node in NODES:
        stands = {row["task_no"]: row["stands"] for row in office.get(f"/nodes/{node}/lights")["items"]}
        assert stands == {no: log.lights[no, node] for no in tasks}
        for light, count in Counter(stands.values()).items():
            assert len(office.every("/tasks", node=node, light=light)) == count
    for no, node in list(log.lights)[:2]:
        assert shell.json("explain", "light", no, node)["light"] == log.lights[no, node]
        assert office.get(f"/tasks/{no}/lights/{node}")["light"] == log.lights[no, node]


def bulletin_agrees(hall: CityHall, log: Log) -> None:
    """What a bulletin drafted now would print of lights, lateness and silence is what the log's sentences say."""
    said = {"kind": "regular", "period": "2020", "scheme": SCHEME, "title": "全年督查情况", "text": "见附表。"}
    figures = hall.as_("banli").post("/bulletins", said)["figures"]
    for node, printed in figures["by_node"].items():
        counted = Counter(light for (_, at), light in log.lights.items() if at == node)
        assert {light: n for light, n in printed.items() if n and light != "not_set"} == dict(counted)
    reports = figures["reports"]
    late, missing = (
        {(row["unit"], row["task_no"], row["period"]) for row in reports[name]}
        for name in ("late_reports", "missing_reports")
    )
    assert (late, missing) == (log.late, log.missing - log.sent)


def _role(task: RandomTask, unit: str) -> str | None:
    if unit == task.lead:
        return "lead"
    return "co" if unit in task.co else "construction" if unit in task.construction else None


def _found(pattern: re.Pattern[str], sentence: str) -> tuple[str, ...]:
    found = pattern.match(sentence)
    assert found, sentence
    return found.groups()


def _exact(number: Any) -> Decimal:
    return Decimal(str(number))
