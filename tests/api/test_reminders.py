"""`/reminders` over HTTP, 催办 beside a duty, and a real channel at the end of the line."""

import json
import threading
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any

import pytest

from api import notify
from api.closed_words import chinese
from service.deliver import UndeliveredError
from service.reminder_settings import Address
from service.tick import tick
from tests.api.conftest import CONSTRUCTION, OTHER_UNIT, UNIT, City
from tests.api.ledger import enter


def live(city: City, from_: str, to: str) -> None:
    day = date.fromisoformat(from_)
    while day <= date.fromisoformat(to):
        city.clock.move_to(datetime.fromisoformat(f"{day}T00:01:00+08:00"))
        tick(city.app)
        day += timedelta(days=1)


def listed(city: City, role: str = "office", *, of: str | None = None, **query: Any) -> list[dict[str, Any]]:
    answer = city.as_(role, unit=of).get("/reminders", query_string=query)
    assert answer.status_code == 200, answer.json
    rows: list[dict[str, Any]] = answer.json["items"]
    return rows


def test_a_unit_sees_its_own_reminders_a_leader_those_of_the_portfolio_the_office_all(city: City) -> None:
    mine, other = enter(city), enter(city, leader=None)
    live(city, "2020-08-28", "2020-09-01")
    assert {row["unit"] for row in listed(city)} >= {UNIT, CONSTRUCTION}
    assert {row["task_no"] for row in listed(city, moment="due")} == {mine, other}
    assert {row["unit"] for row in listed(city, "unit_clerk", of=CONSTRUCTION)} == {CONSTRUCTION}
    assert {row["unit"] for row in listed(city, "unit_clerk", of=UNIT)} == {UNIT}
    assert listed(city, "unit_clerk", of=OTHER_UNIT) == []
    assert listed(city, "unit_clerk", of=OTHER_UNIT, unit=UNIT) == []
    assert {row["task_no"] for row in listed(city, "leader")} == {mine}
    assert city.anonymous().get("/reminders").status_code == 401


def test_a_reminder_names_duty_day_and_moment_and_nobody(city: City) -> None:
    no = enter(city)
    live(city, "2020-08-28", "2020-08-28")
    (row,) = listed(city, unit=CONSTRUCTION, task_no=no, moment="coming")
    duty = f"progress_report:{no}:2020-08:construction:{CONSTRUCTION}"
    assert {name: row[name] for name in ("day", "duty_id", "kind", "period", "due_on", "deliveries")} == {
        "day": "2020-08-28", "duty_id": duty, "kind": "progress_report", "period": "2020-08",
        "due_on": "2020-09-01", "deliveries": [],
    }  # fmt: skip


def test_pages_follow_each_other_without_gap_or_repetition(city: City) -> None:
    for _ in range(3):
        enter(city)
    live(city, "2020-08-28", "2020-09-02")
    whole = [(row["position"], row["duty_id"]) for row in listed(city)]
    found, cursor = [], None
    while True:
        page = city.as_("office").get("/reminders", query_string={"limit": 2, **({"cursor": cursor} if cursor else {})})
        found += [(row["position"], row["duty_id"]) for row in page.json["items"]]
        cursor = page.json["next_cursor"]
        if cursor is None:
            break
    assert found == whole
    assert len(set(found)) == len(found) > 4


def test_a_duty_shows_when_its_unit_was_reminded_of_it(city: City) -> None:
    enter(city)
    live(city, "2020-08-28", "2020-08-28")
    before = city.app.store.position()
    live(city, "2020-08-29", "2020-09-02")
    asked = {"unit": CONSTRUCTION, "kind": "progress_report", "due_before": "2020-10-01"}
    (row,) = city.as_("office").get("/duties", query_string=asked).json["items"]
    assert row["reminders"] == [
        {"moment": "coming", "on": "2020-08-28"},
        {"moment": "due", "on": "2020-09-01"},
        {"moment": "overdue", "on": "2020-09-02"},
    ]
    (then,) = city.as_("office").get("/duties", query_string={**asked, "known_at": f"position:{before}"}).json["items"]
    assert [told["moment"] for told in then["reminders"]] == ["coming"]


def test_the_audit_log_says_whom_the_tick_reminded_of_what(city: City) -> None:
    no = enter(city)
    live(city, "2020-08-28", "2020-08-28")
    lines = city.as_("office").get("/audit", query_string={"event": "reminder.", "unit": CONSTRUCTION}).json["items"]
    assert lines[0]["actor"] == "system"
    for word in (CONSTRUCTION, no, chinese("duty_kind", "progress_report"), "2020-09-01", "即将到期"):
        assert word in lines[0]["sentence"]


def test_reminding_asks_a_unit_for_nothing_new(city: City) -> None:
    enter(city)
    before = city.as_("office").get("/burden").json["items"]
    live(city, "2020-08-28", "2020-09-01")
    assert city.as_("office").get("/burden").json["items"] == before


# --- a real channel ------------------------------------------------------------------------------------------------

ROWS = [
    {"unit": "fagai", "unit_name": "市发展改革局", "kind": "progress_report", "task_no": "2020-017",
     "period": "2020-08", "due_on": "2020-09-03", "moment": "coming"},
    {"unit": "office", "unit_name": None, "kind": "office_special", "task_no": None, "period": "2020-08",
     "due_on": "2020-09-07", "moment": "due"},
]  # fmt: skip


@pytest.fixture
def receiver() -> Iterator[tuple[HTTPServer, list[dict[str, Any]]]]:
    got: list[dict[str, Any]] = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            got.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
            self.send_response(500 if "refuse" in self.path else 200)
            self.end_headers()

        def log_message(self, *_: Any) -> None:
            pass

    server = HTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server, got
    server.shutdown()
    server.server_close()


def test_a_message_holds_units_duties_and_days_and_reaches_a_channel(
    receiver: tuple[HTTPServer, list[dict[str, Any]]],
) -> None:
    server, got = receiver
    notify.send(Address("office", "json", f"json://127.0.0.1:{server.server_port}/hook"), date(2020, 9, 1), ROWS)
    (message,) = got
    assert message["title"] == "督查催办 2020-09-01"
    assert message["message"].splitlines() == [
        "【市发展改革局】",
        f"即将到期：2020-017 {chinese('duty_kind', 'progress_report')}（2020-08），2020-09-03 前",
        "",
        "【督查室】",
        f"今日到期：{chinese('duty_kind', 'office_special')}（2020-08），2020-09-07 前",
    ]


@pytest.mark.parametrize("url", ["json://127.0.0.1:{port}/refuse", "json://127.0.0.1:1/", "nosuch://x"])
def test_a_channel_that_does_not_take_it_is_said_so_without_its_address(
    receiver: tuple[HTTPServer, list[dict[str, Any]]], url: str
) -> None:
    address = Address("office", "json", url.format(port=receiver[0].server_port))
    with pytest.raises(UndeliveredError) as refused:
        notify.send(address, date(2020, 9, 1), ROWS)
    assert str(refused.value) in ("channel_refused", "no_such_channel")
