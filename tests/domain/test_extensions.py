"""Extensions of a node task's limit: asked in time by the lead, decided by the leader in charge (decision 009)."""

import tomllib
from datetime import UTC, date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from domain import events as e
from domain import extensions, scheme
from domain.errors import AbsentError
from domain.reports import Received
from tests.given import given

HEYUAN = scheme.parse(tomllib.loads(Path("domain/schemes/heyuan-2020.toml").read_text()))
AT = datetime(2020, 8, 28, 15, 59, tzinfo=UTC)  # 23:59 in Heyuan
ENTERED = e.TaskEntered(
    "2020-001", "heyuan-2020", "a road", "hard_task", None, "vm-1", None, None, ("finance",), ("health",), ("roads",),
    False, date(2020, 8, 11),
)  # fmt: skip
PLANNED = e.NodePlanFiled(
    "2020-001", "finance", "lead", (e.NodeTask("2020-08", "half", date(2020, 8, 28)), e.NodeTask("2020-10", "all")),
    AT, date(2020, 8, 17), 0,
)  # fmt: skip
LONGER = date(2020, 9, 20)


def requested(number: int = 1, node: str = "2020-08", new_limit_on: date = LONGER, at: datetime = AT):
    return e.ExtensionRequested("2020-001", number, "finance", node, new_limit_on, "floods", "60 %", at)


def granted(number: int = 1, new_limit_on: date = LONGER):
    return e.ExtensionDecided("2020-001", number, "2020-08", True, new_limit_on, "", "vm-1")


def lit(colour: str, node: str = "2020-08"):
    return e.LightSet(
        "2020-001", node, colour, "heyuan-2020", 1, "heyuan-2020", colour, "c", "二(三)", date(2020, 8, 28), None,
        date(2020, 9, 3), {}, "", 1,
    )  # fmt: skip


def ask(*before, unit="finance", node="2020-08", new_limit_on=LONGER, reason="floods", progress="60 %", at=AT):
    return given(ENTERED, PLANNED, *before).when(
        extensions.request, unit, node=node, new_limit_on=new_limit_on, reason=reason, progress=progress,
        scheme=HEYUAN, received=Received(at, ZoneInfo("Asia/Shanghai")),
    )  # fmt: skip


def decide(*before, number=1, is_granted=True, reason="", new_limit_on=None):
    return given(ENTERED, PLANNED, *before).when(
        extensions.decide, number, granted=is_granted, reason=reason, new_limit_on=new_limit_on, leader="vm-1",
        scheme=HEYUAN,
    )  # fmt: skip


def test_an_extension_asked_on_the_last_minute_of_the_limit_is_in_time():
    ask().then(requested())


def test_an_extension_asked_a_minute_after_the_limit_is_refused_by_rule():
    ask(at=datetime(2020, 8, 28, 16, 0, tzinfo=UTC)).refused("extension.asked_late", clause="D-009")


def test_without_a_planned_day_the_limit_is_the_nodes_last_day():
    last = datetime(2020, 10, 31, 15, 59, tzinfo=UTC)
    ask(node="2020-10", new_limit_on=date(2020, 11, 15), at=last).then(
        requested(node="2020-10", new_limit_on=date(2020, 11, 15), at=last)
    )
    ask(node="2020-10", new_limit_on=date(2020, 10, 31)).refused("extension.not_after_the_limit")


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"unit": "roads"}, "extension.only_the_lead_asks"),
        ({"unit": "health"}, "extension.only_the_lead_asks"),
        ({"node": "2020-12"}, "extension.nothing_planned"),
        ({"new_limit_on": date(2020, 8, 28)}, "extension.not_after_the_limit"),
        ({"new_limit_on": date(2021, 1, 1)}, "extension.beyond_the_scheme"),
    ],
)
def test_only_the_lead_asks_for_a_planned_node_and_a_later_day_of_the_scheme(changes, reason):
    ask(**changes).refused(reason)


def test_a_unit_without_a_part_in_the_task_finds_nothing():
    assert isinstance(ask(unit="customs").refusal, AbsentError)


def test_a_request_says_why_and_how_far_the_work_is():
    ask(reason=" ").invalid("reason", "missing")
    ask(progress="").invalid("progress", "missing")
    ask(node="2020-07").invalid("node", "unknown_node")


def test_one_request_at_a_time_for_a_node():
    ask(requested()).refused("extension.one_is_pending")
    assert len(ask(requested(), node="2020-10", new_limit_on=date(2020, 11, 15)).events) == 1


def test_no_extension_once_the_light_is_set_but_a_deferred_light_is_none_yet():
    ask(lit("green")).refused("extension.light_is_set")
    further = {"new_limit_on": date(2020, 10, 9), "at": datetime(2020, 9, 20, 15, 59, tzinfo=UTC)}
    ask(requested(), granted(), lit("deferred"), **further).then(requested(2, **further))


def test_a_further_extension_is_asked_before_the_extended_limit():
    late = datetime(2020, 9, 21, 1, tzinfo=UTC)
    ask(requested(), granted(), new_limit_on=date(2020, 10, 9), at=late).refused("extension.asked_late")


def test_the_leader_grants_the_day_asked_for_or_another():
    decide(requested()).then(granted())
    decide(requested(), new_limit_on=date(2020, 9, 10)).then(granted(new_limit_on=date(2020, 9, 10)))
    decide(requested(), new_limit_on=date(2020, 8, 28)).refused("extension.not_after_the_limit")
    decide(requested(), new_limit_on=date(2021, 1, 9)).refused("extension.beyond_the_scheme")


def test_a_refusal_gives_its_reason_and_no_day():
    decide(requested(), is_granted=False, reason="no").then(
        e.ExtensionDecided("2020-001", 1, "2020-08", False, None, "no", "vm-1")
    )
    decide(requested(), is_granted=False).invalid("reason", "missing")
    decide(requested(), is_granted=False, reason="no", new_limit_on=LONGER).invalid(
        "new_limit_on", "limit_only_when_granted"
    )


def test_an_extension_is_decided_once_and_not_after_the_light():
    decide(requested(), granted()).refused("extension.already_decided")
    decide(requested(), lit("yellow")).refused("extension.light_is_set")
    assert isinstance(decide(number=7).refusal, AbsentError)


def test_a_withdrawn_task_is_not_extended():
    ask(e.TaskWithdrawn("2020-001", "dropped", date(2020, 8, 20))).refused()
