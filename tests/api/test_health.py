"""What the machine that watches us is told: alive, ready, warnings, counts."""

import os

from domain import ids
from domain.events import SchemeIssued
from domain.record import Fact
from service import bundled
from tests.fakes import an_act


def test_a_living_process_says_so(city):
    assert city.client.get("/livez").json == {"status": "alive"}


def test_a_sound_record_is_ready_without_warnings(city):
    answer = city.client.get("/readyz")
    assert answer.status_code == 200
    assert answer.json["lag"] == 0
    assert (answer.json["faults"], answer.json["warnings"]) == ([], [])


def test_a_clock_that_is_refused_shows_but_does_not_stop_reading(city):
    city.clock.advance(days=-3)
    answer = city.client.get("/readyz")
    assert answer.status_code == 200
    assert answer.json["warnings"][0].startswith("clock_refused")
    refused = city.as_("office").post(
        "/units", {"code": "xin", "name": "新局", "full_name": "新局", "group": "municipal"}
    )
    assert (refused.status_code, refused.json["type"]) == (503, "/problems/clock_refused")
    assert "Retry-After" in refused.headers


def test_an_administrator_is_told_at_the_desk_that_the_clock_is_refused(city):
    assert "ducha clock accept" not in _desk(city, "test-admin")
    city.clock.advance(days=-3)
    assert "ducha clock accept" in _desk(city, "test-admin")
    assert "ducha clock accept" not in _desk(city, "test-office")


def test_a_calendar_that_is_not_published_is_a_warning(city):
    content = {**bundled.scheme_content(city.scheme), "id": "heyuan-2031", "year": 2031}
    issued = Fact(ids.scheme("heyuan-2031"), SchemeIssued("heyuan-2031", 1, content))
    city.app.store.write(an_act(), lambda turn: [issued])
    answer = city.client.get("/readyz")
    assert answer.status_code == 200
    assert answer.json["warnings"] == ["calendar_gap: 2031", "calendar_gap: 2032"]


def test_a_record_that_cannot_be_written_is_not_ready(city):
    os.truncate(city.app.store.path, 0)
    answer = city.client.get("/readyz")
    assert answer.status_code == 503
    assert answer.json["faults"][0].startswith("record_not_writable")


def test_metrics_count_answers_and_refusals(city):
    answers = 'ducha_answers_total{method="GET",route="/vocabulary"}'
    refusals = 'ducha_problems_total{reason="unauthenticated",status="401"}'
    before = _counted(city.client.get("/metrics").text)
    city.as_("office").get("/vocabulary")
    city.anonymous().get("/vocabulary")
    text = city.client.get("/metrics").text
    after = _counted(text)
    assert [after[name] - before.get(name, 0) for name in (answers, refusals)] == [1, 1]
    assert f"ducha_record_position {float(city.app.store.position())}" in text


def _counted(text: str) -> dict[str, float]:
    """Return each metric's value; the application, and so its counters, is one for all tests."""
    lines = (line.rpartition(" ") for line in text.splitlines() if not line.startswith("#"))
    return {name: float(value) for name, _, value in lines}


def _desk(city, account):
    return city.visitor(account).get("/admin").text
