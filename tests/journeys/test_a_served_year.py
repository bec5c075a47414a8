"""The year as it is really served: two workers, a clock in a file, the server's own timer, Ctrl-C."""

import json
import socket
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.journeys.city_hall import ADMIN_PASSWORD, SCHEME
from tests.journeys.first_reports import report
from tests.journeys.served import Server, alive_in_group, ducha, serving, until

NODES = [{"node": "2020-08", "target": "完成四成"}]
TASK = {"scheme": SCHEME, "category": "livelihood", "roles_presumed": False}


class City:
    """A served city with an office and two units; `move` sets the clock that all processes read."""

    def __init__(self, server: Server, clock: Path, code: str) -> None:
        self.server = server
        self.clock = clock
        said = {"account": "admin", "password": ADMIN_PASSWORD}
        assert server.ask("POST", "/activation", {**said, "code": code})[0] == 204
        self.tokens = {"admin": self.ok("POST", "/tokens", {**said, "label": "t"})["token"]}
        for account, role, unit in (
            ("banli", "office", None), ("minzheng", "unit_clerk", "minzheng"), ("shuiwu", "unit_clerk", "shuiwu"),
            ("jiwei", "auditor", None),
        ):  # fmt: skip
            self.ok("POST", "/accounts", {"account": account, "role": role, "unit": unit}, by="admin")
            self.tokens[account] = self.ok("POST", f"/accounts/{account}/tokens", {"label": "t"}, by="admin")["token"]

    def ok(self, method: str, path: str, body: Any = None, *, by: str | None = None) -> Any:
        status, told = self.server.ask(method, path, body, token=self.tokens[by] if by else None)
        assert status in (200, 201), told
        return told

    def move(self, moment: str) -> None:
        new = self.clock.with_suffix(".new")
        new.write_text(f"{moment}:00+08:00\n")
        new.replace(self.clock)  # at once: no process reads half a moment

    def missed(self) -> set[tuple[str, str, str]]:
        rows = self.ok("GET", "/duties?state=missed", by="banli")["items"]
        return {(row["unit"], row["kind"], row["period"]) for row in rows}


@pytest.fixture
def city(tmp_path: Path) -> Iterator[City]:
    clock = tmp_path / "clock"
    clock.write_text("2020-08-11T09:00:00+08:00\n")
    settings = {"DUCHA_CLOCK": f"file:{clock}", "DUCHA_TIMER": "on"}
    begun = ducha(tmp_path / "home", "init", "--demonstration", "--json", **settings)
    assert begun.returncode == 0, begun.stderr
    with serving(tmp_path / "home", "--workers", "2", **settings) as server:
        yield City(server, clock, json.loads(begun.stdout)["code"])


def test_a_served_record_ticks_by_itself_answers_every_worker_alike_and_ends_with_ctrl_c(city: City):
    both_workers_read_what_either_wrote(city)
    what_falls_due_unmet_is_found_by_the_servers_own_timer(city)
    nothing_was_recorded_twice(city)
    ctrl_c_stops_everything(city)


def both_workers_read_what_either_wrote(city: City) -> None:
    lines = city.server.a_line_to_each()
    assert len(lines) == 2
    token = city.tokens["banli"]
    for turn in range(10):
        writer, reader = lines[turn % 2], lines[(turn + 1) % 2]
        lead = "minzheng" if turn else "shuiwu"
        body = {**TASK, "title": f"第{turn}件实事", "lead": [lead]}
        status, written = writer.ask("POST", "/api/v1/tasks", body, token=token)
        assert status == 201, written
        status, task = reader.ask("GET", f"/api/v1/tasks/{written['task_no']}", token=token)
        assert (status, task["title"], task["version"]) == (200, body["title"], 1), task
        status, rows = reader.ask("GET", f"/api/v1/duties?unit={lead}&task_no={written['task_no']}", token=token)
        assert (status, len(rows["items"])) == (200, 6), "a plan and five months"
    for line in lines:
        line.close()


def what_falls_due_unmet_is_found_by_the_servers_own_timer(city: City) -> None:
    city.ok("POST", "/tasks/2020-001/node-plan", {"nodes": NODES}, by="shuiwu")
    city.move("2020-08-17T23:59")
    city.ok("GET", "/duties", by="banli")
    assert city.missed() == set()
    city.move("2020-08-18T00:10")
    until(lambda: city.missed() == {("minzheng", "node_plan", "2020")}, city.server.log.read_text)
    city.move("2020-09-03T10:00")
    city.ok("POST", "/tasks/2020-001/reports", report("2020-08-30"), by="shuiwu")
    city.move("2020-09-04T08:00")
    expected = {("minzheng", "node_plan", "2020"), ("minzheng", "progress_report", "2020-08")}
    until(lambda: city.missed() == expected, city.server.log.read_text)
    score = city.ok("GET", f"/assessments/{SCHEME}/units/minzheng", by="jiwei")["score"]
    assert score == 100 - 9 * 0.5  # nine tasks, nine missing reports
    assert city.ok("GET", f"/assessments/{SCHEME}/units/shuiwu", by="jiwei")["score"] == 100


def nothing_was_recorded_twice(city: City) -> None:
    found = city.ok("GET", "/audit?event=duty.missed&limit=500", by="jiwei")["items"]
    assert len({line["sentence"] for line in found}) == len(found) == 18
    days = city.ok("GET", "/audit?event=tick.day_reached&limit=500", by="jiwei")["items"]
    assert len({line["sentence"] for line in days}) == len(days) == 25  # 11 August to 4 September, none skipped


def ctrl_c_stops_everything(city: City) -> None:
    server = city.server
    assert len(server.workers()) == 2
    assert server.interrupt() == 0, server.log.read_text()
    assert until(lambda: not alive_in_group(server.process.pid))
    with pytest.raises(ConnectionRefusedError), socket.create_connection(("127.0.0.1", server.port), 1):
        pass
    assert "Traceback" not in server.log.read_text()
