"""The rows measured on the read models: a rebuild from the log, each model alone and all together, and its memory.

By CPU time: a rebuild is one process that waits for nobody. The wall's clock stands beside it.
"""

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from time import perf_counter, process_time

from benchmarks.city import ZONE, City
from benchmarks.rows import Row
from benchmarks.servers import ROOT
from projections.models import MODELS
from projections.store import ReadStore
from service.clock import SystemClock
from service.event_store import EventStore

ALONE, TOGETHER = 100_000, 60_000  # events/s to reach
MEMORY = 300  # MiB


def rebuild(city: City) -> list[Row]:
    """Measure rebuilds, each in a process of its own, so that one's memory is not another's."""
    return [_rate(city, model.name, ALONE)[0] for model in MODELS] + together(city)


def together(city: City) -> list[Row]:
    """Measure one rebuild of all models, and its memory."""
    rate, mib = _rate(city, "all", TOGETHER)
    return [rate, Row("rebuild", "peak memory, all together", "", mib, MEMORY, at_most=True, unit="MiB")]


def _rate(city: City, name: str, figure: int) -> tuple[Row, float]:
    said = _elsewhere(city.home, name)
    ours = f"{name}: {said['events']:,} in {said['used']:.2f} s CPU, {said['seconds']:.2f} s"
    rate = said["events"] / said["used"] / 1000
    return Row("rebuild", ours, "", rate, figure / 1000, unit="k events/s"), said["mib"]


def _elsewhere(home: Path, name: str) -> dict[str, float]:
    command = [sys.executable, "-m", "benchmarks.models", str(home), name]
    ran = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True, timeout=600)
    said: dict[str, float] = json.loads(ran.stdout)
    return said


def _main(home: Path, name: str) -> None:
    """Rebuild the models of a record into a file of its own and print what it took."""
    chosen: Sequence[object] = [model for model in MODELS if name in (model.name, "all")]
    store = EventStore(home / "record.db", SystemClock(), ZONE)  # nothing is written: any clock will do
    path = home / f"rebuild-{name}-{os.getpid()}.db"
    read = ReadStore(path, store, models=chosen)  # type: ignore[arg-type]
    began, used = perf_counter(), process_time()
    read.rebuild()
    seconds, used = perf_counter() - began, process_time() - used
    if parked := read.parked():
        raise RuntimeError(f"parked: {parked}")
    peak = next(line for line in Path("/proc/self/status").read_text().splitlines() if line.startswith("VmHWM"))
    said = {"events": store.position(), "seconds": seconds, "used": used, "mib": int(peak.split()[1]) / 1024}
    read.close()
    store.close()
    for left in home.glob(path.name + "*"):
        left.unlink()
    print(json.dumps(said))


if __name__ == "__main__":
    _main(Path(sys.argv[1]), sys.argv[2])
