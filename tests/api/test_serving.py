"""gunicorn with our settings: every worker serves by its own listener, and an address in use is refused."""

import os
import shutil
import socket
import subprocess
import sys
import time
from http.client import HTTPConnection
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def _serve(home: Path, port: int, log: Path) -> subprocess.Popen:
    return subprocess.Popen(
        [sys.executable, "-m", "gunicorn", "--config", "python:api.gunicorn_conf", "--bind", f"127.0.0.1:{port}",
         "--workers", "2", "--threads", "4", "api.wsgi:application"],
        cwd=ROOT, stdout=log.open("wb"), stderr=subprocess.STDOUT,
        env={**os.environ, "DUCHA_HOME": str(home), "DUCHA_CLOCK": "2020-08-11T10:00:00", "DUCHA_TIMER": "off"},
    )  # fmt: skip


def _ask(port: int, path: str) -> tuple[int, str]:
    connection = HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        connection.request("GET", path)
        answer = connection.getresponse()
        answer.read()
        return answer.status, answer.getheader("X-Request-ID") or ""
    finally:
        connection.close()


def _wait_for(port: int, log: Path) -> None:
    for _ in range(150):
        try:
            if _ask(port, "/livez")[0] == 200:
                return
        except OSError:
            time.sleep(0.1)
    pytest.fail(log.read_text())


@pytest.fixture
def served(founded, tmp_path):
    home, _ = founded
    shutil.copytree(home, tmp_path / "home", ignore=shutil.ignore_patterns("read.db*"))
    port, log = _free_port(), tmp_path / "log"
    master = _serve(tmp_path / "home", port, log)
    try:
        _wait_for(port, log)
        yield port, tmp_path / "home", log
    finally:
        master.terminate()
        master.wait(10)


def test_both_workers_answer_and_a_second_server_is_refused(served):
    port, home, log = served
    workers = set()
    for _ in range(200):
        status, request_id = _ask(port, "/api/v1/vocabulary")
        assert status == 401
        workers.add(request_id.partition("-")[0])  # the first part of an id made here is its process's
        if len(workers) == 2:
            break
        time.sleep(0.02)
    assert len(workers) == 2, log.read_text()
    second = _serve(home, port, home / "second")
    assert second.wait(20) != 0
    assert "Address already in use" in (home / "second").read_text()
