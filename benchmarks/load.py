"""Loading a server for some seconds, and what it took: answers, latency, CPU time of server and client."""

import json
import os
import resource
import shutil
import subprocess
import sys
import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from statistics import median

from benchmarks.servers import ROOT, Server, busy

QUIET = 0.3  # cores used by others
CORES = 2  # what a share is reckoned for, however many the machine has
WRK = shutil.which("wrk")
_seeds = count(1)


@dataclass(frozen=True, slots=True)
class Load:
    """One part of a measurement. CPU in milliseconds for each answer; `others`: cores used by everybody else."""

    rate: float
    p50_ms: float
    p99_ms: float
    cpu_ms: float
    client_ms: float
    others: float

    @property
    def on_two_cores(self) -> float:
        """Return the rate that two cores would give if nothing but CPU time limited it."""
        return CORES * 1000 / (self.cpu_ms + self.client_ms)


@dataclass(frozen=True, slots=True)
class Target:
    """A server and what it is asked, at so many connections. `requests` is a file as `requests.lua` reads it."""

    server: Server
    requests: Path
    connections: int


def requests_file(path: Path, lines: Iterable[tuple[str, str, str, bool, str]]) -> Path:
    """Write requests: method, path, token, whether each sending has an Idempotency-Key of its own, body."""
    text = "".join(f"{method}\t{where}\t{token}\t{'key' if keyed else ''}\t{body}\n"
                   for method, where, token, keyed, body in lines)  # fmt: skip
    path.write_text(text, encoding="utf-8")
    return path


@dataclass(slots=True)
class Pace:
    """How long to load: so many parts of so many seconds, and how many seconds in all to wait for a quiet machine."""

    parts: int
    seconds: float
    patience: float = 0.0

    def wait_for_quiet(self) -> None:
        """Wait until others use little of the machine, or the patience is used up."""
        while self.patience > 0:
            before, began = busy(), time.perf_counter()
            time.sleep(0.1)
            span = time.perf_counter() - began
            self.patience -= span
            if (busy() - before) / span < QUIET:
                return


def in_turns(sides: Mapping[str, Target], pace: Pace) -> dict[str, list[Load]]:
    """Load each side in turn, part by part with fresh connections, so that whatever else runs slows all alike."""
    for target in sides.values():
        once(target, 2)  # warm: threads, statements, folded states
    taken: dict[str, list[Load]] = {name: [] for name in sides}
    for _ in range(pace.parts):
        for name, target in sides.items():
            pace.wait_for_quiet()
            taken[name].append(once(target, pace.seconds))
    return taken


def once(target: Target, seconds: float) -> Load:
    """Load a server once. Raises: RuntimeError when anything but an answer below 400 came back."""
    server = target.server
    cpu, client, all_, began = server.cpu(), _children(), busy(), time.perf_counter()
    said = _generate(target, seconds)
    span = time.perf_counter() - began
    cpu, client, all_ = server.cpu() - cpu, _children() - client, busy() - all_
    if said["errors"] or not said["requests"]:
        raise RuntimeError(f"{said['errors']} of {said['requests']} requests failed: {target.requests.name}")
    each = 1000 / said["requests"]
    return Load(
        rate=said["requests"] / (said["us"] / 1e6), p50_ms=said["p50_us"] / 1e3, p99_ms=said["p99_us"] / 1e3,
        cpu_ms=cpu * each, client_ms=client * each, others=max(0.0, (all_ - cpu - client) / span),
    )  # fmt: skip


def told(parts: list[Load]) -> str:
    """Return the medians of the parts in a few words."""
    names = ("rate", "p50_ms", "p99_ms", "cpu_ms", "others")
    rate, p50, p99, cpu, others = (median(getattr(part, name) for part in parts) for name in names)
    beside = f" ({others:.1f} cores taken by others)" if others >= QUIET else ""
    return f"{cpu:.3f} ms CPU, {rate:,.0f}/s, p50 {p50:.2f}, p99 {p99:.1f} ms{beside}"


def _generate(target: Target, seconds: float) -> dict[str, int]:
    environment = {**os.environ, "BENCH_REQUESTS": str(target.requests), "BENCH_SEED": str(next(_seeds))}
    address = target.server.base.removeprefix("http://")
    if WRK:
        # wrk takes whole seconds only
        command = [WRK, "-t1", f"-c{target.connections}", f"-d{max(1, round(seconds))}s", "--timeout", "10s",
                   "-s", str(ROOT / "benchmarks" / "requests.lua"), target.server.base]  # fmt: skip
    else:
        command = [sys.executable, "-m", "benchmarks.client", address, str(target.connections), str(seconds)]
    ran = subprocess.run(command, env=environment, cwd=ROOT, capture_output=True, text=True, timeout=seconds + 60)
    for line in ran.stdout.splitlines():
        if line.startswith("JSON "):
            said: dict[str, int] = json.loads(line[5:])
            return said
    raise RuntimeError(ran.stdout + ran.stderr)


def _children() -> float:
    """Return the CPU seconds of the load generators that have ended."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime
