"""A real `ducha serve` in its own process group, its clock in a file, asked over real connections."""

import http.client
import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

ROOT = Path(__file__).parents[2]
PATIENCE = 20.0  # seconds, on a busy machine
Found = TypeVar("Found")
Answer = tuple[int, Any]


def environment(home: Path, **more: str) -> dict[str, str]:
    """Return an environment in which nothing of the caller's own settings is left."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("DUCHA_")}
    return {**kept, "DUCHA_HOME": str(home), "DUCHA_LOG_FORMAT": "json", "PYTHONPATH": str(ROOT), **more}


def ducha(home: Path, *words: str, **more: str) -> subprocess.CompletedProcess[str]:
    """Run a command of the command line in `home`'s own folder."""
    home.parent.mkdir(parents=True, exist_ok=True)
    return subprocess.run(
        [sys.executable, "-m", "api.cli", *words], cwd=home.parent, env=environment(home, **more), text=True,
        capture_output=True, timeout=120,
    )  # fmt: skip


class Line:
    """One kept connection, and so one worker behind it."""

    def __init__(self, port: int) -> None:
        self._connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
        self._connection.connect()
        self.port: int = self._connection.sock.getsockname()[1]

    def ask(
        self,
        method: str,
        path: str,
        body: Any = None,
        *,
        token: str | None = None,
        headers: dict[str, str] | None = None,
    ) -> Answer:
        said = {"Content-Type": "application/json", **({"Authorization": f"Bearer {token}"} if token else {})}
        self._connection.request(
            method, path, json.dumps(body) if body is not None else None, {**said, **(headers or {})}
        )
        answer = self._connection.getresponse()
        text = answer.read()
        return answer.status, json.loads(text) if text[:1] in (b"{", b"[") else text

    def close(self) -> None:
        self._connection.close()


class Server:
    def __init__(self, process: "subprocess.Popen[bytes]", port: int, log: Path) -> None:
        self.process = process
        self.port = port
        self.log = log

    def ask(self, method: str, path: str, body: Any = None, **more: Any) -> Answer:
        """Ask on a connection of its own."""
        line = Line(self.port)
        try:
            return line.ask(method, f"/api/v1{path}", body, **more)
        finally:
            line.close()

    def workers(self) -> list[int]:
        pid = self.process.pid
        return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]

    def a_line_to_each(self) -> list[Line]:
        """Return a connection to each worker: the kernel deals new ones out, so some are drawn again."""
        found: dict[int, Line] = {}
        deadline = time.monotonic() + PATIENCE
        while len(found) < len(self.workers()) and time.monotonic() < deadline:
            line = Line(self.port)
            line.ask("GET", "/livez")
            worker = _behind(self.port, line.port, self.workers())
            if worker is None or worker in found:
                line.close()
            else:
                found[worker] = line
        assert len(found) == len(self.workers())
        return list(found.values())

    def interrupt(self) -> int:
        """Press Ctrl-C: the whole foreground group gets SIGINT. Return the exit code."""
        os.killpg(self.process.pid, signal.SIGINT)
        return self.process.wait(PATIENCE)


@contextmanager
def serving(home: Path, *words: str, **settings: str) -> Iterator[Server]:
    """Serve `home` on a free port until the block ends; whatever is left of it then is killed."""
    port = free_port()
    log = home.parent / "serve.log"
    command = [sys.executable, "-m", "api.cli", "serve", "--port", str(port), *words]
    with log.open("wb") as out:
        process = subprocess.Popen(
            command, cwd=home.parent, env=environment(home, **settings), stdout=out, stderr=out, start_new_session=True
        )
    server = Server(process, port, log)
    try:
        until(lambda: _alive(server), lambda: log.read_text())
        yield server
    finally:
        for stop in (signal.SIGTERM, signal.SIGKILL):
            if process.poll() is None or alive_in_group(process.pid):
                _signal_group(process.pid, stop)
                _wait_quietly(process)


def until(look: Callable[[], Found | None], why: Callable[[], str] = str) -> Found:
    """Look again and again until something is found. Fails after `PATIENCE`."""
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        found = look()
        if found:
            return found
        time.sleep(0.05)
    raise AssertionError(f"waited {PATIENCE} s in vain: {why()[-3000:]}")


def alive_in_group(group: int) -> list[int]:
    """Return the processes of a group that still run."""
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            told = stat.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(told[2]) == group and told[0] != "Z":
            found.append(int(stat.parent.name))
    return found


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _alive(server: Server) -> bool:
    assert server.process.poll() is None, server.log.read_text()
    try:
        line = Line(server.port)
    except ConnectionRefusedError:
        return False
    try:
        return line.ask("GET", "/readyz")[0] == 200
    except (ConnectionError, http.client.HTTPException):
        return False
    finally:
        line.close()


def _behind(port: int, peer: int, workers: list[int]) -> int | None:
    """Return the worker that holds the server's end of the connection from the client's port `peer`."""
    for row in Path("/proc/net/tcp").read_text().splitlines()[1:]:
        told = row.split()
        if int(told[1].split(":")[1], 16) == port and int(told[2].split(":")[1], 16) == peer:
            socket_name = f"socket:[{told[9]}]"
            return next((worker for worker in workers if socket_name in _open_files(worker)), None)
    return None


def _open_files(pid: int) -> set[str]:
    found = set()
    for fd in Path(f"/proc/{pid}/fd").iterdir():
        try:
            found.add(str(fd.readlink()))
        except OSError:
            continue
    return found


def _signal_group(group: int, number: int) -> None:
    try:
        os.killpg(group, number)
    except ProcessLookupError:
        return


def _wait_quietly(process: "subprocess.Popen[bytes]") -> None:
    try:
        process.wait(5)
    except subprocess.TimeoutExpired:
        return
