"""Servers to load: started on 127.0.0.1 on a free port, stopped by their own process id, watched through /proc."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
_TICK = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True, slots=True)
class Server:
    """A running server: where it answers, and the process at the root of its tree."""

    base: str
    pid: int

    def cpu(self) -> float:
        """Return the CPU seconds its processes have used, ended children included."""
        return sum(_cpu(pid) for pid in _tree(self.pid))

    def pss(self) -> float:
        """Return the memory of all its processes in MiB, shared pages divided among those who share them."""
        return sum(_pss(pid) for pid in _tree(self.pid)) / 1024


@contextmanager
def ducha(environment: dict[str, str], *, threads: int = 16, ask: str = "/livez", token: str = "") -> Iterator[Server]:
    """Run `ducha serve` until the block ends."""
    port = _free_port()
    command = [
        sys.executable,
        "-m",
        "api.cli",
        "serve",
        "--port",
        str(port),
        "--workers",
        "2",
        "--threads",
        str(threads),
    ]
    with _running(command, environment, port, ask, token) as server:
        yield server


@contextmanager
def floor(name: str, environment: dict[str, str] | None = None) -> Iterator[Server]:
    """Run `benchmarks.floors:create_NAME` under gunicorn, 2 workers × 4 threads, until the block ends."""
    port = _free_port()
    command = [sys.executable, "-m", "gunicorn", "-k", "gthread", "-w", "2", "--threads", "4", "--keep-alive", "30",
               "-b", f"127.0.0.1:{port}", "--log-level", "warning", f"benchmarks.floors:create_{name}()"]  # fmt: skip
    with _running(command, environment or {}, port, "/", "") as server:
        yield server


def busy() -> float:
    """Return the CPU seconds that everything on the machine has used."""
    values = [int(word) for word in Path("/proc/stat").read_text().splitlines()[0].split()[1:9]]
    return (sum(values) - values[3] - values[4]) / _TICK


@contextmanager
def _running(command: list[str], environment: dict[str, str], port: int, ask: str, token: str) -> Iterator[Server]:
    said = subprocess.DEVNULL if "BENCH_SAY" not in os.environ else None
    process = subprocess.Popen(command, env={**os.environ, **environment}, cwd=ROOT, stdout=said, stderr=said)
    server = Server(f"http://127.0.0.1:{port}", process.pid)
    try:
        _wait_for(server.base + ask, token, process)
        yield server
    finally:
        _stop(process)


def _wait_for(url: str, token: str, process: subprocess.Popen[bytes]) -> None:
    """Wait for any answer at all. Raises: RuntimeError when the server ends, or says nothing for half a minute."""
    headers = {"Authorization": f"Bearer {token}"} if token else {}
    until = time.monotonic() + 30
    while time.monotonic() < until:
        if process.poll() is not None:
            raise RuntimeError(f"the server ended at once ({process.returncode}); BENCH_SAY=1 shows what it says")
        try:
            with urllib.request.urlopen(urllib.request.Request(url, headers=headers), timeout=10):
                return
        except urllib.error.HTTPError:
            return
        except OSError:
            time.sleep(0.005)
    raise RuntimeError(f"no answer from {url}")


def _stop(process: subprocess.Popen[bytes]) -> None:
    tree = _tree(process.pid)
    process.send_signal(signal.SIGTERM)
    try:
        process.wait(15)
    except subprocess.TimeoutExpired:
        for pid in tree:
            os.kill(pid, signal.SIGKILL)
        process.wait(5)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _tree(root: int) -> list[int]:
    children: dict[int, list[int]] = {}
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit() and (stat := _stat(int(folder.name))):
            children.setdefault(int(stat[1]), []).append(int(folder.name))
    found, todo = [], [root]
    while todo:
        pid = todo.pop()
        found.append(pid)
        todo += children.get(pid, [])
    return found


def _cpu(pid: int) -> float:
    stat = _stat(pid)
    return sum(map(int, stat[11:15])) / _TICK if stat else 0.0


def _stat(pid: int) -> list[str]:
    """Return the fields of /proc/PID/stat from the state on; none when the process has ended."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    except OSError:
        return []


def _pss(pid: int) -> int:
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return next(int(line.split()[1]) for line in lines if line.startswith("Pss:"))
