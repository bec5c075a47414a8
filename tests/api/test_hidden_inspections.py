"""Words planted in a hidden inspection stand on no address that a unit can ask, until it is published to that unit.

Every registered address that reads is asked, plainly and with every parameter it knows.
"""

import pytest

from domain import actors
from tests.api import every_address
from tests.api.inspected_city import DESERTED, DONE, NODE, inspect, publish, with_three_tasks
from tests.api.lighting_city import issue

INSPECTION = {
    "text": "夜鹭立在坝上", "places": ["鹧鸪岭三号棚"], "team": ["白鹇某"], "kind": "special_supervision",
}  # fmt: skip
FOUND, FOUND_ELSEWHERE = "苍鹰盘旋未见人", "池鹭独自等候"
INSTRUCTION, ANSWER, OUTCOME, UNTRUE = "画眉之事速查", "竹鸡已回巢", "喜鹊归林", "所报如杜鹃之卵"
HIDDEN = (INSPECTION["text"], *INSPECTION["places"], *INSPECTION["team"], FOUND, FOUND_ELSEWHERE)
OFFICES_OWN = (INSTRUCTION, ANSWER, OUTCOME, UNTRUE)
# What a unit might put into a parameter, guessing; a parameter not named here is left out.
GUESSES = {
    "texts": ["1"], "q": [HIDDEN[0], FOUND, "v-2020-0001"], "task_no": [DONE, DESERTED], "state": ["untrue", "closed"],
    "known_at": ["2020-09-30", "position:1"], "true_on": ["2020-09-03"], "node": [NODE], "unit": ["fagai"],
    "kind": ["special_supervision"], "started_by": ["in-2020-0001", "ledger"], "leader": ["shizhang"],
    "scheme": ["heyuan-2020"], "limit": ["500"], "after": ["1"], "event": ["task.inspected.v1"],
    "stream": ["inspection/v-2020-0001"],
}  # fmt: skip
UNITS = ("fagai", "caizheng", "gaoxin")  # lead, co-organising, construction of the inspected task


@pytest.fixture
def heyuan(city):
    """An instruction to nobody, the inspection it started, a light and an untrue report resting on it."""
    with_three_tasks(city)
    office, head = city.as_("office"), city.as_("office_head")
    paper = {"on_behalf_of": "post:shizhang", "received_at": "2020-09-04T08:00:00+08:00"}
    assert office.post("/instructions", {"text": INSTRUCTION, "tasks": [DONE], **paper}).status_code == 201
    office.post("/instructions/in-2020-0001/answers", {"text": ANSWER})
    office.post("/instructions/in-2020-0001/closing", {"outcome": OUTCOME})
    found = [
        {"task_no": DONE, "node": NODE, "done": False, "text": FOUND},
        {"task_no": DESERTED, "node": None, "done": False, "text": FOUND_ELSEWHERE},
    ]
    inspect(city, *found, **INSPECTION, started_by="in-2020-0001")
    assert issue(city, {"task_no": DONE}).status_code == 200
    said = {"reason": UNTRUE, "inspection": "v-2020-0001"}
    assert office.post(f"/tasks/{DONE}/reports/1/finding", said).status_code == 201
    assert head.get(f"/tasks/{DONE}/lights/{NODE}").json["light"] == "yellow"
    return city


def seen(city, caller, words):
    """Return the words met anywhere, with the address where each was first met."""
    return every_address.seen(city, caller, words, GUESSES, {"/2020-001": [f"/{DONE}", f"/{DESERTED}"]})


def on_pages(city, account, words):
    return every_address.seen_on_pages(city, account, words, GUESSES, {"/2020-001": [f"/{DONE}", f"/{DESERTED}"]})


@pytest.mark.parametrize("role", sorted(actors.UNIT_ROLES))
@pytest.mark.parametrize("unit", UNITS)
def test_no_address_tells_a_unit_what_was_not_published_to_it(heyuan, role, unit):
    ids = ("v-2020-0001", "in-2020-0001")
    assert seen(heyuan, heyuan.as_(role, unit=unit), (*HIDDEN, *OFFICES_OWN, *ids)) == {}


def test_no_address_tells_the_public(heyuan):
    assert seen(heyuan, heyuan.anonymous(), (*HIDDEN, *OFFICES_OWN)) == {}


@pytest.mark.faults
@pytest.mark.parametrize("unit", UNITS)
def test_no_page_tells_a_unit_what_was_not_published_to_it(heyuan, unit):
    heyuan.as_("unit_head", unit=unit)
    ids = ("v-2020-0001", "in-2020-0001")
    assert on_pages(heyuan, f"test-unit-head-{unit}", (*HIDDEN, *OFFICES_OWN, *ids)) == {}


@pytest.mark.faults
def test_no_page_tells_the_public_and_the_office_finds_every_word(heyuan):
    assert on_pages(heyuan, None, (*HIDDEN, *OFFICES_OWN)) == {}
    assert set(on_pages(heyuan, "test-office", (*HIDDEN, *OFFICES_OWN))) == {*HIDDEN, *OFFICES_OWN}


@pytest.mark.parametrize("role", ["office", "office_head", "principal_leader", "auditor"])
def test_the_office_the_principal_leader_and_the_auditor_find_every_word(heyuan, role):
    assert set(seen(heyuan, heyuan.as_(role), (*HIDDEN, *OFFICES_OWN))) == {*HIDDEN, *OFFICES_OWN}


def test_what_is_published_to_one_unit_is_told_to_it_alone_and_only_of_its_tasks(heyuan):
    assert publish(heyuan, "v-2020-0001", "fagai").status_code == 200
    told = seen(heyuan, heyuan.as_("unit_clerk"), (*HIDDEN, *OFFICES_OWN, "in-2020-0001"))
    assert set(told) == set(HIDDEN) - {FOUND_ELSEWHERE}
    for unit in ("caizheng", "gaoxin"):
        others = heyuan.as_("unit_head", unit=unit)
        assert seen(heyuan, others, (*HIDDEN, *OFFICES_OWN, "v-2020-0001")) == {}
    history = heyuan.as_("unit_clerk").get(f"/tasks/{DONE}/history?texts=1")
    assert FOUND in history.text and "task.inspection_published.v1" in history.text


def test_a_leader_of_another_portfolio_finds_nothing_of_it(heyuan):
    inspect(heyuan, {"task_no": DESERTED, "node": None, "done": None, "text": "金雕在侧"})
    assert seen(heyuan, heyuan.as_("leader"), ("金雕在侧", FOUND_ELSEWHERE, "v-2020-0002")) == {}
