"""The rows measured over HTTP: our server beside the floors, in turns, with the same load generator.

A share is taken from CPU time (two cores ÷ CPU of server and client for each answer), which neighbours and the way
connections fall onto workers hardly move; requests/s and latency stand beside it.
"""

import json
import shutil
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, ExitStack
from dataclasses import dataclass, replace
from pathlib import Path
from statistics import median
from time import perf_counter

from benchmarks import floors, load, servers
from benchmarks.city import PER_TASK, TASKS, TEXT, YEAR, City
from benchmarks.load import Load, Pace, Target
from benchmarks.rows import Row
from benchmarks.servers import Server

API = "/api/v1"
MANY, SOME = 32, 8  # connections: writing, reading
_Request = tuple[str, str, str, bool, str]


@dataclass(frozen=True, slots=True)
class Read:
    """A question: its row's name, the figure to reach as a share of hello, and the requests that ask it."""

    name: str
    figure: float
    asks: Callable[[City], Iterable[_Request]]


def _task(city: City) -> Iterator[_Request]:
    for task, units in city.reporters.items():
        yield "GET", f"{API}/tasks/{task}", city.tokens[units[0]], False, ""


def _history(city: City) -> Iterator[_Request]:
    for task in city.tasks:
        yield "GET", f"{API}/tasks/{task}/history?limit=200", city.tokens["office"], False, ""


def _score(city: City) -> Iterator[_Request]:
    for task, units in city.reporters.items():
        where = f"{API}/assessments/heyuan-{task[:4]}/units/{units[0]}"
        yield "GET", where, city.tokens[units[0]], False, ""


def _ranking(city: City) -> Iterator[_Request]:
    for year in city.years:
        yield "GET", f"{API}/assessments/heyuan-{year}/units", city.tokens["office"], False, ""


def _what_if(city: City) -> Iterator[_Request]:
    """Yield so many formulas that hardly any has been answered before: a server keeps what it has reckoned."""
    for number in range(1, 20_001):
        body = json.dumps({"formula": {"points": {"yellow": -number / 10_000}}})
        yield "POST", f"{API}/assessments/heyuan-{YEAR}/what-if", city.tokens["office"], False, body


READS = (Read("task", 0.8, _task), Read("history", 0.5, _history), Read("score", 0.85, _score),
         Read("ranking", 0.8, _ranking))  # fmt: skip
WHAT_IF = "what-if"


def reports(city: City, *, keyed: bool = False) -> Iterator[_Request]:
    """Yield a report by every unit that reports on every task of the last year, for its open node."""
    said = {"node": f"{YEAR}-12", "progress": "完成年度计划的 57 %", "percent": 57, "text": TEXT}
    body = json.dumps(said, ensure_ascii=False)
    for task, units in city.reporters.items():
        if task.startswith(str(YEAR)):
            for unit in units:
                yield "POST", f"{API}/tasks/{task}/reports", city.tokens[unit], keyed, body


def floor_reports() -> Iterator[_Request]:
    said = {"unit": 7, "node": f"{YEAR}-12", "year": YEAR, "progress": 57, "on_time": True, "reporter": "张三",
            "narrative": TEXT}  # fmt: skip
    body = json.dumps(said, ensure_ascii=False)
    for task in range(1, TASKS + 1):
        yield "POST", f"/api/tasks/{task}/reports", floors.TOKEN, False, body


def floor_reads() -> Iterator[_Request]:
    for task in range(1, TASKS + 1):
        yield "GET", f"/api/tasks/{task}", floors.TOKEN, False, ""


class Bench:
    """One city under load. `folder` is for request files and the floor's store."""

    def __init__(self, city: City, folder: Path, pace: Pace) -> None:
        self.city, self.folder = city, folder
        self._pace = pace

    def reads(self, wanted: Callable[[str], bool]) -> list[Row]:
        """Measure questions, before any write, so that every stream is as long as it is said to be."""
        chosen = [read for read in READS if wanted(read.name)]
        if not chosen and not wanted(WHAT_IF):
            return []
        with self._ours() as ours, servers.floor("hello") as hello:
            rows = [self._read(read, ours, hello) for read in chosen]
            if wanted(WHAT_IF):
                asked = Target(ours, self._file(WHAT_IF, _what_if(self.city)), 1)
                rows.append(_limit(WHAT_IF, load.in_turns({"ours": asked}, self._pace)["ours"], "p50_ms", 200))
        return rows

    def _read(self, read: Read, ours: Server, hello: Server) -> Row:
        sides = {
            "ours": Target(ours, self._file(read.name, read.asks(self.city)), SOME),
            "hello": Target(hello, self._file("floor-reads", floor_reads()), SOME),
        }
        taken = load.in_turns(sides, self._pace)
        return _share(read.name, taken["ours"], taken["hello"], read.figure)

    def beside(self, big: City) -> list[Row]:
        """Measure every question, then reports, on this record and on one with many more years, in turns."""
        with self._ours() as ours, servers.ducha(big.environment()) as other:
            asks = {read.name: read.asks for read in READS} | {"report": reports}
            rows = []
            for name, ask in asks.items():
                sides = {
                    "here": Target(ours, self._file(name, ask(self.city)), SOME),
                    "big": Target(other, self._file(f"{name}-big", ask(big)), SOME),
                }
                taken = load.in_turns(sides, self._pace)
                rows.append(_share(f"big-{name}", taken["big"], taken["here"], 0.95, unit="of the small"))
        return rows

    def writes(self, wanted: Callable[[str], bool]) -> list[Row]:
        """Measure reports handed in: 2 × 16, 2 × 4 and keyed at 32 connections, and over one connection."""
        names = ("report", "report-p99", "report-2x4", "report-keyed", "one-connection", "memory")
        if not any(map(wanted, names)):
            return []
        floors_path = str(self.folder / "floor.db")
        floors.seed(floors_path, TASKS, PER_TASK)
        plain, keyed = (self._file(f"reports-{key}", reports(self.city, keyed=key)) for key in (False, True))
        floor = self._file("floor-reports", floor_reports())
        with ExitStack() as running:
            wide = running.enter_context(self._ours())
            narrow = running.enter_context(servers.ducha(self._copy().environment(), threads=4))
            hello = running.enter_context(servers.floor("hello"))
            store = running.enter_context(servers.floor("store", {floors.PATH: floors_path}))
            many = {
                "report": Target(wide, plain, MANY),
                "report-2x4": Target(narrow, plain, MANY),
                "report-keyed": Target(wide, keyed, MANY),
                "hello": Target(hello, floor, MANY),
            }
            alone = {"ours": Target(wide, plain, 1), "store": Target(store, floor, 1)}
            taken = load.in_turns(many, self._pace)
            rows = [
                _share("report", taken["report"], taken["hello"], 0.60),
                _limit("report-p99", taken["report"], "p99_ms", 25),
                _share("report-2x4", taken["report-2x4"], taken["hello"], 0.45),
                _share("report-keyed", taken["report-keyed"], taken["hello"], None),
            ]
            if wanted("one-connection"):
                rows += _alone(load.in_turns(alone, self._pace))
            rows.append(_memory(wide))
        return [row for row in rows if wanted(row.name)]

    def _ours(self) -> AbstractContextManager[Server]:
        return servers.ducha(self.city.environment())

    def _copy(self) -> City:
        """Return the same city on a record of its own: two servers on one record would follow each other's writes."""
        copied = shutil.copytree(self.city.home, self.folder / "copy", ignore=shutil.ignore_patterns("read.db*"))
        return replace(self.city, home=copied)

    def _file(self, name: str, lines: Iterable[_Request]) -> Path:
        return load.requests_file(self.folder / f"{name}.requests", lines)


def _share(name: str, ours: list[Load], hello: list[Load], figure: float | None, *, unit: str = "of hello") -> Row:
    shares = [mine.on_two_cores / theirs.on_two_cores for mine, theirs in zip(ours, hello, strict=True)]
    share = median(one.on_two_cores for one in ours) / median(one.on_two_cores for one in hello)
    return Row(name, load.told(ours), load.told(hello), share, figure, unit=unit, spread=tuple(shares))


def _limit(name: str, ours: list[Load], what: str, figure: float) -> Row:
    times = tuple(getattr(one, what) for one in ours)
    return Row(
        name, load.told(ours), "", median(times), figure, at_most=True, unit=what.replace("_", " "), spread=times
    )


def _alone(taken: dict[str, list[Load]]) -> list[Row]:
    ours, floor = (median(one.p50_ms for one in taken[side]) for side in ("ours", "store"))
    each = tuple(one.p50_ms for one in taken["ours"])
    against = tuple(mine.p50_ms / other.p50_ms for mine, other in zip(taken["ours"], taken["store"], strict=True))
    said, other = load.told(taken["ours"]), load.told(taken["store"])
    return [
        Row("one-connection", said, other, ours, 1.0, at_most=True, unit="ms p50", spread=each),
        Row("one-connection", said, other, ours / floor, 1.2, at_most=True, unit="× floor_store", spread=against),
    ]


def _memory(server: Server) -> Row:
    mib = server.pss()
    return Row("memory", f"{mib:.0f} MiB after the load", "", mib, 100, at_most=True, unit="MiB")


def start(city: City, *, parts: int) -> Row:
    """Measure the start of `ducha serve` until it answers a question about a task."""
    task, units = next(iter(city.reporters.items()))
    took = []
    for _ in range(parts):
        began = perf_counter()
        with servers.ducha(city.environment(), ask=f"{API}/tasks/{task}", token=city.tokens[units[0]]):
            took.append(perf_counter() - began)
    middle = median(took)
    return Row("start", f"{middle:.2f} s", "", middle, 1.5, at_most=True, unit="s", spread=tuple(took))
