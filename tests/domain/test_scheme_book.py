"""A scheme is issued once and amended from a day on; parts that do not fit each other are refused by their path."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest

from domain import events as e
from domain import frame, scheme_book
from domain.errors import InvalidError
from tests.given import given
from tests.lit_tasks import CONTENT

REASON, DAY = "市政府常务会议", date(2020, 10, 1)


def issued() -> e.SchemeIssued:
    fact: e.SchemeIssued = scheme_book.issue(None, CONTENT)[0]
    return fact


def amended(changes: Mapping[str, Any], version: int = 2, on: date = DAY) -> e.SchemeAmended:
    return e.SchemeAmended("heyuan-2020", version, dict(changes), REASON, on)


def amend(*before: Any, changes: Mapping[str, Any], on: date = DAY, reason: str = REASON) -> Any:
    return given(issued(), *before, fold=frame.evolve_scheme).when(
        scheme_book.amend, changes=changes, reason=reason, effective_on=on
    )


def test_a_scheme_is_issued_as_plain_data_and_once() -> None:
    fact = issued()
    assert (fact.version, fact.content["issued_on"]) == (1, "2020-08-11")
    given(fact, fold=frame.evolve_scheme).when(scheme_book.issue, CONTENT).refused("scheme.issued_already")


def test_an_amendment_rules_from_its_day_on() -> None:
    amend(changes={"notices.limit_days": 15}).then(amended({"notices.limit_days": 15}))
    state = given(issued(), amended({"notices.limit_days": 15}), fold=frame.evolve_scheme).state
    assert [state.on(day).notices.limit_days for day in (date(2020, 9, 30), DAY)] == [10, 15]
    assert [state.on(day).version for day in (date(2020, 9, 30), DAY)] == [1, 2]


def test_a_second_amendment_keeps_the_first_and_does_not_overtake_it() -> None:
    first = amended({"notices.limit_days": 15})
    amend(first, changes={"duties.3.working_days": 5}, on=date(2020, 9, 1)).invalid("effective_on")
    second = amended({"duties.3.working_days": 5}, 3)
    amend(first, changes={"duties.3.working_days": 5}).then(second)
    state = given(issued(), first, second, fold=frame.evolve_scheme).state
    assert (state.on(DAY).notices.limit_days, state.on(DAY).duties[3].working_days) == (15, 5)


def test_an_amendment_has_a_reason_and_changes_something() -> None:
    amend(changes={"notices.limit_days": 15}, reason=" ").invalid("reason", "missing")
    amend(changes={}).invalid("changes", "missing")
    amend(changes={"notices.limit_days": 10}).refused("scheme.already_so", clause="D-063")


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"id": "x"}, "changes.id"),
        ({"year": 2021}, "changes.year"),
        ({"notices.limit": 3}, "changes.notices.limit"),
        ({"notices.limit_days": 100_000}, "notices.limit_days"),
        ({"notices.limit_days": "ten"}, "notices.limit_days"),
        ({"duties.3.working_days": -1}, "duties.3.working_days"),
        ({"duties.3.periods": ["autumn"]}, "duties.3.periods"),
        ({"duties.3.periods": ["2199-01"]}, "duties.3.periods"),
        ({"duties.3.periods": []}, "duties.3.periods"),
        ({"duties.3.kind": "poem"}, "duties.3.kind"),
        ({"duties.3.role": "responsible"}, "duties.3.role"),
        ({"duties.3.to": "mayor"}, "duties.3.to"),
        ({"duties.3.categories": ["soft_task"]}, "duties.3.categories"),
        ({"duties.3.periods": ["2020"]}, "duties.3.periods"),
        ({"duties.3.periods": ["2020-8"]}, "duties.3.periods"),
        ({"duties.0.by": "1999-01-01"}, "duties.0.by"),
        ({"duties": [3]}, "duties.0"),
        ({"duties.²": {}}, "changes.duties.²"),
        ({"timezone": "Asia/Tokyo"}, "changes.timezone"),
        ({"lights.cases.0.when": {"planned": "no"}}, "lights.cases.0.when.planned"),
        ({"lights.cases.3.when.previous": "yellow"}, "lights.cases.3.when.previous"),
        ({"lights.cases.0.when": 3}, "lights.cases.0.when"),
        ({"notices.number": "第{n.real}号{year}"}, "notices.number"),
        ({"notices.number": "第{n}号"}, "notices.number"),
        ({"notices.answer_roles": ["mayor"]}, "notices.answer_roles"),
        ({"notices.lights": ["blue"]}, "notices.lights"),
        ({"nodes.0.node": "August"}, "nodes.0.node"),
        ({"nodes": []}, "nodes"),
        ({"nodes.0.ends_on": "2020-11-30"}, "nodes"),
        ({"ends_on": "2020-01-01"}, "ends_on"),
        ({"formula.floor": 101}, "formula.floor"),
        ({"formula.points.yellow": "many"}, "formula.points.yellow"),
    ],
)
def test_a_scheme_that_does_not_fit_together_is_refused_by_its_path(changes: dict[str, Any], field: str) -> None:
    amend(changes=changes).invalid(field)


def test_another_citys_year_is_another_scheme() -> None:
    other = {**CONTENT, "id": "guangyuan-2021", "year": 2021, "version": 7}
    other["duties"] = [
        {**rule, "periods": [p.replace("2020", "2021") for p in rule["periods"]]} for rule in CONTENT["duties"]
    ]
    other["nodes"] = [{"node": "2021-06", "ends_on": date(2021, 6, 30)}]
    fact = scheme_book.issue(None, other)[0]
    assert (fact.scheme, fact.version) == ("guangyuan-2021", 1)


@pytest.mark.parametrize("name", ["", "Heyuan 2020", "../x", "a"])
def test_a_scheme_has_a_name_that_is_safe_in_an_address(name: str) -> None:
    with pytest.raises(InvalidError, match="id"):
        scheme_book.issue(None, {**CONTENT, "id": name})
