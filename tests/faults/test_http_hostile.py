"""Hostile requests: mangled bodies leave nothing behind; what is another unit's answers like what is not there."""

import json
import random

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from api.families import FAMILIES
from domain import actors
from tests.api.conftest import City, city, founded

__all__ = ["city", "founded"]
pytestmark = pytest.mark.faults

BODIES, PROBES = 500, 1_000
HONEST = {
    "scheme": City.scheme, "title": "新增规上工业企业", "category": "hard_task", "lead": ["fagai"], "co": ["gongxin"],
    "construction": ["gaoxin"], "leader": "fushizhang-jingji", "reason": "列入年度任务",
}  # fmt: skip
TASK_ROUTES = [
    route
    for family in FAMILIES
    for route in family.routes
    if "<no>" in route.path and actors.CLERK in actors.MAY[route.power]
]


def test_mangled_bodies_are_refused_and_leave_nothing_behind(city):
    office = city.as_("office")
    honest = json.dumps(HONEST).encode()
    chance = random.Random(2020)
    before = city.app.store.position()
    for number in range(BODIES):
        answer = office.post("/tasks", data=_mangled(honest, chance), headers={"Content-Type": "application/json"})
        assert 400 <= answer.status_code < 500, (number, answer.status_code, answer.text)
        assert answer.content_type == "application/problem+json"
    assert city.app.store.position() == before
    assert office.post("/tasks", HONEST).status_code == 201


def _mangled(honest: bytes, chance: random.Random) -> bytes:
    """Return the body cut, bitten, nested, swollen or of another kind, and certainly no longer honest."""
    place = chance.randrange(1, len(honest) - 1)
    match chance.randrange(7):
        case 0:
            return honest[:place]
        case 1:
            return honest[:place] + bytes([chance.choice((0, 1, 0x22, 0x7B, 0xC3, 0xFF))]) + b'"' + honest[place:]
        case 2:
            depth = chance.randrange(33, 50_000)
            return honest[:-1] + b', "note": ' + b"[" * depth + b"]" * depth + b"}"
        case 3:
            return honest[:-1] + b', "note": "' + b"x" * chance.randrange(2_001, 1_500_000) + b'"}'
        case 4:
            return honest[:-1] + b', "note": "\\u0000"}'
        case 5:
            return honest[:-1] + b', "lead": ' + str(10 ** chance.randrange(16, 400)).encode() + b"}"
        case _:
            return chance.choice((b"[]", b"null", b'"x"', b"1e999", b"{}", b"\x00", honest + honest, b'{"lead": {}}'))


@pytest.mark.parametrize("route", TASK_ROUTES, ids=lambda route: f"{route.method} {route.path}")
def test_another_units_task_answers_like_one_that_is_not_there(city, route):
    made = city.as_("office").post("/tasks", HONEST)
    assert made.status_code == 201, made.text
    there, absent = made.json["task_no"], "2020-998"
    outsider = city.as_("unit_clerk", unit="caizheng")
    document = schemathesis.openapi.from_wsgi("/openapi.json", app=city.flask)
    operation = document["/api/v1" + _template(route.path)][route.method]
    before = city.app.store.position()

    @settings(
        max_examples=PROBES // len(TASK_ROUTES) + 1, deadline=None, database=None, derandomize=True,
        suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    @given(case=operation.as_strategy(), number=st.integers(1, 3), node=st.sampled_from(("2020-08", "2020-10")))
    def probe(case, number, node):
        body = {"json": case.body} if isinstance(case.body, dict) else {}
        answers = [outsider.ask(route.method, _address(route.path, no, number, node), **body) for no in (there, absent)]
        assert _said(answers[0], there) == _said(answers[1], absent)

    probe()
    assert city.app.store.position() == before


def _template(path: str) -> str:
    return path.replace("<int:", "{").replace("<", "{").replace(">", "}")


def _address(path: str, no: str, number: int, node: str) -> str:
    return path.replace("<no>", no).replace("<int:n>", str(number)).replace("<node>", node)


def _said(answer, no):
    """Return the answer without what is each request's own."""
    body = {name: value for name, value in answer.json.items() if name not in ("request_id", "instance")}
    headers = {name: value for name, value in answer.headers if name not in ("X-Request-ID", "Content-Length")}
    return answer.status_code, json.dumps(body, sort_keys=True).replace(no, "NO"), headers
