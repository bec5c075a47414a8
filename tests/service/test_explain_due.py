"""`explain due` without a record: the day, every calendar day counted or not, the clause."""

from dataclasses import replace

import pytest

from domain.errors import AbsentError, InvalidError, RefusedError
from domain.working_days import Calendar
from service import bundled
from service.explain_due import explain, explain_due


@pytest.mark.parametrize(
    ("kind", "period", "role", "due_on", "clause"),
    [
        ("progress_report", "2020-08", "lead", "2020-09-03", "三(四)2"),
        ("progress_report", "2020-08", "construction", "2020-09-01", "三(四)4"),
        ("progress_report", "2020-09", "lead", "2020-10-12", "三(四)3"),
        ("progress_report", "2020-09", "construction", "2020-10-09", "三(四)4"),
        ("progress_report", "2020-10", "lead", "2020-11-04", "三(四)2"),
        ("progress_report", "2020-11", "construction", "2020-12-01", "三(四)4"),
        ("progress_report", "2020-12", "lead", "2021-01-06", "三(四)2"),
        ("progress_report", "2020-12", "construction", "2021-01-04", "三(四)4"),
        ("node_plan", "2020", "lead", "2020-08-17", "三(四)2"),
        ("node_plan", "2020", "construction", "2020-08-13", "三(四)4"),
        ("implementation_plan", "2020", "lead", "2020-08-17", "三(四)1"),
        ("notice_answer", "2020-09-04", "lead", "2020-09-18", "二(三)"),
    ],
)
def test_every_kind_is_explained(kind: str, period: str, role: str, due_on: str, clause: str) -> None:
    told = explain_due(kind, period, scheme_id="heyuan-2020", role=role)
    assert (told["period"], told["due_on"], told["provisional"], told["clause"]) == (period, due_on, False, clause)
    assert told["because"][-1] == {"date": due_on, "counted": True, "why": told["because"][-1]["why"]}


def test_the_days_of_october_are_told_one_by_one() -> None:
    because = explain_due("progress_report", "2020-09", scheme_id="heyuan-2020", role="lead")["because"]
    assert because[0] == {"date": "2020-09-30", "counted": False, "why": "period_end"}
    assert [day["date"][-2:] for day in because if day["counted"]] == ["09", "10", "12"]
    assert because[10]["why"] == "makeup_workday"


def test_an_unpublished_year_is_told_as_provisional() -> None:
    told = explain("progress_report", "2020-12", bundled.scheme("heyuan-2020"), Calendar({}), "lead")
    assert (told["due_on"], told["provisional"]) == ("2021-01-05", True)
    assert {day["why"] for day in told["because"]} == {"period_end", "unpublished"}


def test_what_is_not_owed_or_not_known_is_refused() -> None:
    with pytest.raises(RefusedError, match=r"duty\.not_owed") as refused:
        explain_due("progress_report", "2020-07", scheme_id="heyuan-2020", role="lead")
    assert refused.value.details["periods"] == ["2020-08", "2020-09", "2020-10", "2020-11", "2020-12"]
    with pytest.raises(InvalidError, match="unknown_kind"):
        explain_due("poem", "2020-08", scheme_id="heyuan-2020", role="lead")
    with pytest.raises(InvalidError, match="not_a_date"):
        explain_due("notice_answer", "soon", scheme_id="heyuan-2020", role="lead")
    with pytest.raises(AbsentError):
        explain_due("progress_report", "2020-08", scheme_id="nowhere", role="lead")


def test_a_scheme_that_asks_for_no_answers_owes_none() -> None:
    scheme = bundled.scheme("heyuan-2020")
    silent = replace(scheme, notices=replace(scheme.notices, answer_roles=()))
    with pytest.raises(RefusedError, match=r"duty\.not_owed"):
        explain("notice_answer", "2020-09-04", silent, Calendar({}), "lead")
