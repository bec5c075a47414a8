"""Two gunicorn workers under mixed load while their read file is deleted, damaged, replaced: never a wrong 200."""

import http.client
import json
import os
import shutil
import threading
import time
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from random import Random
from typing import Any

import pytest

from tests.journeys.city_hall import ADMIN_PASSWORD, SCHEME
from tests.journeys.served import PATIENCE, Server, ducha, serving

ROUNDS = int(os.environ.get("SERVED_FAULT_ROUNDS", "21"))
UNITS = ("fagai", "gongxin", "caizheng", "jiaotong", "shuiwu", "renshe")
SETTINGS = {"DUCHA_TIMER": "on"}


class Unit:
    """A unit's own system: it reports again and again, repeats itself when in doubt, and checks every answer."""

    def __init__(self, server: Server, unit: str, token: str, task_no: str, version: int) -> None:
        self.server = server
        self.unit, self.token, self.task_no, self.first = unit, token, task_no, version
        self.random = Random(unit)
        self.sent: list[str] = []
        self.counts: Counter[str] = Counter()
        self.wrong: list[Any] = []

    def go_on(self, stop: threading.Event) -> None:
        try:
            while not stop.is_set():
                self.report(f"{self.unit} 第 {len(self.sent) + 1} 次")
                self.look()
        except BaseException as broken:
            self.wrong.append(repr(broken))
            raise

    def report(self, text: str) -> None:
        """Hand a report in under a key of its own, until it is acknowledged; now and then once more."""
        body = {"node": "2020-08", "done_on": "2020-08-28", "text": text}
        key = {"Idempotency-Key": f"{self.unit}-{len(self.sent)}"}
        deadline = time.monotonic() + PATIENCE
        while True:
            status, told = self.ask("POST", f"/tasks/{self.task_no}/reports", body, headers=key)
            if status == 201:
                break
            assert status in (0, 503), (status, told)
            assert time.monotonic() < deadline, "not acknowledged in time"
        self.sent.append(text)
        if self.random.random() < 0.3:
            status, again = self.ask("POST", f"/tasks/{self.task_no}/reports", body, headers=key)
            self.right("receipt", status, again and again.get("receipt"), told["receipt"], expected=201)

    def look(self) -> None:
        """Ask what the read models say; each must know all that was acknowledged to this unit."""
        count, no = len(self.sent), self.task_no
        status, task = self.ask("GET", f"/tasks/{no}")
        self.right("version", status, task and task.get("version"), self.first + count)
        status, duties = self.ask("GET", f"/duties?task_no={no}&kind=progress_report")
        states = {d["period"]: d["state"] for d in duties["items"]} if status == 200 else {}
        self.right("duty", status, states.get("2020-08"), "met")
        status, score = self.ask("GET", f"/assessments/{SCHEME}/units/{self.unit}")
        self.right("score", status, score and score.get("score"), 100)
        status, rows = self.ask("GET", f"/tasks?unit={self.unit}")
        found = [(row["task_no"], row["version"]) for row in rows["items"]] if status == 200 else []
        self.right("list", status, found, [(no, self.first + count)])

    def right(self, what: str, status: int, said: Any, truth: Any, *, expected: int = 200) -> None:
        if status == expected:
            self.counts["right"] += 1
            if said != truth:
                self.wrong.append((what, len(self.sent), said, truth))
        elif status not in (0, 503):
            self.wrong.append((what, status, said))

    def ask(self, method: str, path: str, body: Any = None, **more: Any) -> tuple[int, Any]:
        """Ask on a new connection, so that both workers are asked; 0: the connection broke."""
        try:
            status, told = self.server.ask(method, path, body, token=self.token, **more)
        except (ConnectionError, http.client.HTTPException, TimeoutError):
            status, told = 0, None
        self.counts[str(status)] += 1
        return status, told


def deleted(path: Path, old: Path, random: Random) -> None:
    for found in (path, *(path.with_name(path.name + end) for end in ("-wal", "-shm"))):
        if found == path or random.random() < 0.5:
            found.unlink(missing_ok=True)


def damaged(path: Path, old: Path, random: Random) -> None:
    with path.open("r+b") as file:
        for _ in range(4):
            file.seek(random.randrange(max(path.stat().st_size - 4096, 1)))
            file.write(random.randbytes(4096))


def replaced_by_an_older_one(path: Path, old: Path, random: Random) -> None:
    copy = path.with_name("older copy")
    shutil.copy(old, copy)
    copy.replace(path)


HARMS: tuple[Callable[[Path, Path, Random], None], ...] = (deleted, damaged, replaced_by_an_older_one)


@pytest.mark.faults
def test_no_answer_is_wrong_and_nothing_is_lost_or_doubled_while_the_read_file_is_harmed(tmp_path: Path) -> None:
    home, clock = tmp_path / "home", tmp_path / "clock"
    clock.write_text("2020-09-02T10:00:00+08:00\n")
    settings = {**SETTINGS, "DUCHA_CLOCK": f"file:{clock}"}
    code = json.loads(ducha(home, "init", "--demonstration", "--json", **settings).stdout)["code"]
    with serving(home, "--workers", "2", **settings) as server:
        units = founded(server, code)
        shutil.copy(home / "read.db", tmp_path / "old.db")
        harm_while_they_work(home / "read.db", tmp_path / "old.db", units)
        for unit in units:
            assert unit.wrong == [], (unit.unit, unit.wrong[:3])
            nothing_is_lost_or_doubled(unit)
        assert len(server.workers()) == 2
        assert server.interrupt() == 0
    totals = sum((unit.counts for unit in units), Counter[str]())
    print(f"harms={ROUNDS} reports={sum(len(unit.sent) for unit in units)} answers={dict(totals)}")
    assert totals["right"] > 20 * ROUNDS
    the_models_are_those_of_the_record(home, settings)


def founded(server: Server, code: str) -> list[Unit]:
    """Let six units in, each with one task of its own; return them once the read models know it all."""
    said = {"account": "admin", "password": ADMIN_PASSWORD}
    assert server.ask("POST", "/activation", {**said, "code": code})[0] == 204
    admin = server.ask("POST", "/tokens", {**said, "label": "t"})[1]["token"]

    def token(account: str, role: str, unit: str | None = None) -> str:
        opened = {"account": account, "role": role, "unit": unit}
        assert server.ask("POST", "/accounts", opened, token=admin)[0] == 201
        issued: str = server.ask("POST", f"/accounts/{account}/tokens", {"label": "t"}, token=admin)[1]["token"]
        return issued

    office, units = token("banli", "office"), []
    for unit in UNITS:
        task = {"scheme": SCHEME, "title": f"{unit}的任务", "category": "hard_task", "lead": [unit],
                "effective_on": "2020-08-20", "roles_presumed": False}  # fmt: skip
        entered = server.ask("POST", "/tasks", task, token=office)[1]
        units.append(Unit(server, unit, token(unit, "unit_clerk", unit), entered["task_no"], entered["version"]))
    assert server.ask("GET", "/tasks", token=office)[0] == 200
    return units


def harm_while_they_work(path: Path, old: Path, units: list[Unit]) -> None:
    """Harm the file again as soon as every unit has had right answers since."""
    stop, random, harmed = threading.Event(), Random(2020), 0
    threads = [threading.Thread(target=unit.go_on, args=(stop,)) for unit in units]
    for thread in threads:
        thread.start()
    try:
        for number in range(ROUNDS):
            before = [unit.counts["right"] for unit in units]
            with suppress(FileNotFoundError):  # it is being made anew this very moment
                HARMS[number % len(HARMS)](path, old, random)
                harmed += 1
            deadline = time.monotonic() + PATIENCE
            while any(unit.counts["right"] < had + 4 for unit, had in zip(units, before, strict=True)):
                assert time.monotonic() < deadline, f"not answering again after harm {number}"
                assert not any(unit.wrong for unit in units), [unit.wrong[:2] for unit in units]
                time.sleep(0.02)
    finally:
        stop.set()
        for thread in threads:
            thread.join(PATIENCE)
    assert harmed >= ROUNDS * 3 // 4, harmed


def nothing_is_lost_or_doubled(unit: Unit) -> None:
    """The record's own answer: every report acknowledged, once, in order, and no other."""
    status, told = unit.server.ask("GET", f"/tasks/{unit.task_no}/reports", token=unit.token)
    assert status == 200
    assert [row["text"] for row in told["items"]] == unit.sent
    assert [row["report_no"] for row in told["items"]] == list(range(1, len(unit.sent) + 1))


def the_models_are_those_of_the_record(home: Path, settings: dict[str, str]) -> None:
    left = ducha(home, "digest", "--json", **settings)
    assert left.returncode == 0, left.stderr
    assert ducha(home, "rebuild", **settings).returncode == 0
    assert json.loads(ducha(home, "digest", "--json", **settings).stdout) == json.loads(left.stdout)
    verified = ducha(home, "verify", **settings)
    assert verified.returncode == 0, verified.stdout + verified.stderr
