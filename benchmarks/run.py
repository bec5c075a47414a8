"""`make bench`: the figures of docs/measurements.md, both sides of each measured in this run, as one table.

`--only NAME` (again for more; `--list` names them), `--seconds N` for each part of a load, `--big` also at a million
events (ten minutes more). Everything runs on 127.0.0.1 and in one temporary folder, which is removed.
docs/measurements.md keeps results.
"""

import argparse
import os
import platform
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from benchmarks import city, load, models, on_the_record, over_http, pages
from benchmarks.rows import Row, table

BIG_YEARS = 34  # × 226 × 132 = 1.01 million events
NAMES = (
    "append", "append-4", "stream", "log", "rebuild", "task", "history", "score", "ranking", "what-if", "start",
    "report", "report-p99", "report-2x4", "report-keyed", "one-connection", "memory", "pages",
)  # fmt: skip


def main(arguments: list[str]) -> None:
    """Measure and print."""
    asked = _asked(arguments)
    if asked.list:
        print("\n".join(NAMES))
        return
    wanted = set(asked.only or NAMES).__contains__
    if load.WRK is None:
        print("wrk is not installed (Debian: apt-get install wrk); a client in Python takes its place, whose own CPU\n"
              "time makes every share of hello look better than it is.", file=sys.stderr)  # fmt: skip
    print(_machine())
    with tempfile.TemporaryDirectory(prefix="ducha-bench-", dir=asked.folder) as folder:
        rows = _measure(Path(folder), wanted, asked)
    print(table(rows))
    if any(row.reached is False for row in rows):
        print("\nNot reached: " + ", ".join(dict.fromkeys(row.name for row in rows if row.reached is False)))


def _measure(folder: Path, wanted: Callable[[str], bool], asked: argparse.Namespace) -> list[Row]:
    pace = load.Pace(asked.parts, asked.seconds, asked.patience)
    rows: list[Row] = []
    if wanted("append") or wanted("append-4"):
        rows += [row for row in on_the_record.append(folder / "append", rounds=asked.parts * 6) if wanted(row.name)]
    if wanted("stream"):
        rows += on_the_record.stream(folder / "stream", rounds=asked.parts * 4)
    town = city.make(folder / "city")
    if wanted("log"):
        rows += on_the_record.log(town, rounds=asked.parts * 5)
    if wanted("rebuild"):
        rows += models.rebuild(town)
    bench = over_http.Bench(town, folder, pace)
    rows += bench.reads(wanted)
    if wanted("start"):
        rows.append(over_http.start(town, parts=asked.parts))
    rows += bench.writes(wanted)
    if wanted("pages"):
        rows += pages.pages(folder / "year", rounds=asked.parts)
    if asked.big:
        big = city.make(folder / "big", BIG_YEARS)
        rows += [*models.together(big), *bench.beside(big)]
    return rows


def _asked(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.run", description=__doc__)
    parser.add_argument("--only", action="append", metavar="NAME", choices=NAMES, help="measure this row")
    parser.add_argument("--list", action="store_true", help="name the rows and stop")
    parser.add_argument("--seconds", type=float, default=2, help="of each part of a load (default 2)")
    parser.add_argument("--parts", type=int, default=5, help="of each load, the sides in turns (default 5)")
    parser.add_argument("--patience", type=float, default=60, help="seconds in all to wait for a quiet machine (60)")
    parser.add_argument("--big", action="store_true", help="also at a million events")
    parser.add_argument("--folder", type=Path, default=None, help="where to make the temporary folder")
    return parser.parse_args(arguments)


def _machine() -> str:
    model = next((line.partition(":")[2].strip() for line in Path("/proc/cpuinfo").read_text().splitlines()
                  if line.startswith("model name")), "unknown processor")  # fmt: skip
    busy, *_ = os.getloadavg()
    return (
        f"{os.cpu_count()} × {model}, {platform.system()} {platform.release()}, Python {platform.python_version()}, "
        f"load by {load.WRK or 'benchmarks.client'}, load average before {busy:.2f}\n"
    )


if __name__ == "__main__":
    main(sys.argv[1:])
