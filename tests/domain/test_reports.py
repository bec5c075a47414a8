"""Progress reports: who owes them to whom, how late they are, and which version stands."""

import tomllib
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given as examples
from hypothesis import settings
from hypothesis import strategies as st

from domain import events as e
from domain import reports, scheme, task_state
from domain.errors import AbsentError, RefusedError
from domain.reports import Received, Submission
from domain.working_days import Calendar, Year
from tests.given import given

ZONE = ZoneInfo("Asia/Shanghai")
HEYUAN = scheme.parse(tomllib.loads(Path("domain/schemes/heyuan-2020.toml").read_text()))
AUTUMN_HOLIDAY = frozenset(date(2020, 10, day) for day in (1, 2, 5, 6, 7, 8))
CALENDAR = Calendar(
    {
        2020: Year(2020, AUTUMN_HOLIDAY, frozenset({date(2020, 9, 27), date(2020, 10, 10)}), "test"),
        2021: Year(2021, frozenset({date(2021, 1, 1)}), frozenset(), "test"),
    }
)
PLANNED = e.NodePlanFiled(
    "2020-001", "finance", "lead", (e.NodeTask("2020-08", "half done", date(2020, 8, 28)),),
    datetime(2020, 8, 14, 2, tzinfo=UTC), date(2020, 8, 17), 0,
)  # fmt: skip


def entered(**changes: object) -> e.TaskEntered:
    usual: dict[str, object] = {
        "task_no": "2020-001", "scheme": "heyuan-2020", "title": "a road", "category": "hard_task", "item": None,
        "leader": "vm-1", "coordinator": None, "responsible": None, "lead": ("finance",), "co": ("health",),
        "construction": ("roads",), "roles_presumed": False, "effective_on": date(2020, 8, 11),
    }  # fmt: skip
    return e.TaskEntered(**{**usual, **changes})  # type: ignore[arg-type]


def at(day: str, time: str = "09:00") -> datetime:
    return datetime.fromisoformat(f"{day}T{time}:00+08:00").astimezone(UTC)


def report(
    no: int = 1, *, unit: str = "finance", node: str = "2020-08", on: str = "2020-09-01", **changes: object
) -> e.ReportSubmitted:
    role, to = ("lead", "office") if unit == "finance" else ("construction", "finance")
    usual: dict[str, object] = {
        "task_no": "2020-001", "report_no": no, "unit": unit, "role": role, "node": node, "to": to, "done_on": None,
        "progress": "80 %", "percent": None, "text": "t" * 64, "problems": None, "next_steps": None, "files": (),
        "merges": (), "replaces": None, "effective_at": at(on),
        "due_on": date(2020, 9, 3) if role == "lead" else date(2020, 9, 1), "late_days": 0,
    }  # fmt: skip
    return e.ReportSubmitted(**{**usual, **changes})  # type: ignore[arg-type]


def returned(no: int = 1, by: str = "office", resubmit_by: date = date(2020, 9, 7)) -> e.ReportReturned:
    return e.ReportReturned("2020-001", no, by, "figures do not add up", resubmit_by)


def submission(unit: str = "finance", node: str = "2020-08", **changes: object) -> Submission:
    return Submission(unit, node, changes.pop("done_on", None), "80 %", "t" * 64, **changes)  # type: ignore[arg-type]


def when(state: "given", handed_in: Submission, day: str, time: str = "09:00", calendar: Calendar = CALENDAR):  # type: ignore[no-untyped-def,valid-type]
    return state.when(
        reports.submit, handed_in, scheme=HEYUAN, calendar=calendar, received=Received(at(day, time), ZONE)
    )


# --- who reports to whom, and when ---


def test_a_lead_reports_to_the_office_and_a_construction_entity_to_the_lead():
    when(given(entered()), submission(), "2020-09-03", "23:59").then(
        report(on="2020-09-03", effective_at=at("2020-09-03", "23:59"))
    )
    when(given(entered()), submission("roads"), "2020-09-01").then(report(unit="roads"))


def test_a_co_organising_unit_owes_no_report_and_is_refused():
    when(given(entered()), submission("health"), "2020-09-01").refused("report.co_owes_none", clause="三(二)")


def test_a_unit_without_a_part_in_the_task_finds_nothing():
    found = when(given(entered()), submission("customs"), "2020-09-01")
    assert isinstance(found.refusal, AbsentError)


@pytest.mark.parametrize(
    ("unit", "category", "node", "day", "due_on", "late"),
    [
        ("finance", "hard_task", "2020-08", "2020-09-04", date(2020, 9, 3), 1),
        ("finance", "hard_task", "2020-08", "2020-09-05", date(2020, 9, 3), 1),  # a Saturday: Friday counts
        ("finance", "hard_task", "2020-08", "2020-09-07", date(2020, 9, 3), 2),
        ("roads", "hard_task", "2020-08", "2020-09-03", date(2020, 9, 1), 2),
        ("finance", "livelihood", "2020-09", "2020-10-11", date(2020, 10, 12), 0),  # the holiday does not count
        ("finance", "livelihood", "2020-09", "2020-10-13", date(2020, 10, 12), 1),
        ("roads", "livelihood", "2020-09", "2020-10-10", date(2020, 10, 9), 1),  # a make-up Saturday counts
        ("finance", "hard_task", "2020-12", "2021-01-06", date(2021, 1, 6), 0),
        ("finance", "hard_task", "2020-08", "2020-08-20", date(2020, 9, 3), 0),  # early: the due day stands
    ],
)
def test_lateness_counts_the_working_days_after_the_due_day(unit, category, node, day, due_on, late):
    found = when(given(entered(category=category)), submission(unit, node), day)
    (event,) = found.events
    assert (event.due_on, event.late_days) == (due_on, late)


def test_a_hard_task_has_no_september_report_and_the_refusal_lists_the_periods():
    found = when(given(entered()), submission(node="2020-09"), "2020-10-01")
    found.refused("duty.not_owed", clause="三(四)2")
    assert found.refusal.details["periods"] == ["2020-08", "2020-10", "2020-12"]


def test_a_report_before_its_period_has_begun_is_refused():
    when(given(entered()), submission(node="2020-10"), "2020-09-30", "23:59").refused("report.period_not_begun")
    assert len(when(given(entered()), submission(node="2020-10"), "2020-10-01", "00:00").events) == 1


def test_nothing_is_owed_for_a_period_that_ended_before_the_task_was_entered():
    found = when(given(entered(effective_on=date(2020, 9, 10))), submission(), "2020-09-20")
    (event,) = found.events
    assert (event.due_on, event.late_days) == (None, 0)


def test_a_lead_that_came_after_the_due_day_tells_but_owes_nothing():
    moved = e.TaskTransferred("2020-001", "lead", "finance", "planning", date(2020, 9, 10), True, "reform")
    (event,) = when(given(entered(), moved), submission("planning"), "2020-09-15").events
    assert (event.due_on, event.late_days) == (None, 0)
    again = when(given(entered(), moved, event), submission("planning"), "2020-09-16")
    assert [(x.replaces, x.due_on, x.late_days) for x in again.events] == [(1, None, 0)]


def test_a_provisional_due_day_makes_nobody_late():
    unpublished = Calendar({2020: CALENDAR.years[2020]})
    found = when(given(entered()), submission(node="2020-12"), "2021-02-01", calendar=unpublished)
    (event,) = found.events
    assert (event.due_provisional, event.late_days) == (True, 0)


@pytest.mark.parametrize("event", [
    e.TaskWithdrawn("2020-001", "merged into another", date(2020, 8, 20)),
    e.CompletionVerified("2020-001", True, date(2020, 8, 20), ""),
])  # fmt: skip
def test_a_task_withdrawn_or_completed_takes_no_more_reports(event):
    when(given(entered(), event), submission(), "2020-09-01").refused()


@pytest.mark.parametrize(
    ("changes", "field", "reason"),
    [
        ({"done_on": date(2020, 9, 2)}, "done_on", "done_after_receipt"),
        ({"done_on": date(2019, 12, 31)}, "done_on", "done_before_the_scheme_year"),
        ({"percent": -1.0}, "percent", "percent_negative"),
        ({"important": True}, "problems", "problems_needed_when_important"),
    ],
)
def test_a_report_that_cannot_be_is_not_understood(changes, field, reason):
    when(given(entered()), submission(**changes), "2020-09-01").invalid(field, reason)


def test_an_important_problem_is_raised_with_its_report():
    found = when(given(entered()), submission(important=True, problems="p" * 64), "2020-09-01")
    found.then(report(problems="p" * 64), e.ProblemRaised("2020-001", 1, 1, "finance", "p" * 64))


# --- replacing ---


def test_a_unit_replaces_its_report_until_it_is_due():
    when(given(entered(), report()), submission(), "2020-09-03", "23:59").then(
        report(2, replaces=1, effective_at=at("2020-09-03", "23:59"))
    )


def test_after_the_due_day_a_standing_report_is_not_replaced():
    found = when(given(entered(), report()), submission(), "2020-09-04", "00:00")
    found.refused("report.too_late_to_replace", clause="三(四)2")


def test_a_replaced_report_no_longer_stands():
    found = given(entered(), report(), report(2, replaces=1)).state
    assert [r.state for r in found.reports] == ["replaced", "submitted"]


def test_an_older_paper_does_not_replace_a_newer_report():
    found = when(given(entered(), report(on="2020-09-02")), submission(), "2020-08-31")
    found.refused("report.paper_older_than_standing", clause="D-051")


EXTENDED = (
    PLANNED,
    e.ExtensionRequested("2020-001", 1, "finance", "2020-08", date(2020, 9, 20), "r", "p", at("2020-08-20")),
    e.ExtensionDecided("2020-001", 1, "2020-08", True, date(2020, 9, 20), "", "vm-1"),
)


def light(colour: str) -> e.LightSet:
    return e.LightSet(
        "2020-001", "2020-08", colour, "heyuan-2020", 1, "heyuan-2020", colour, "c", "二(三)", date(2020, 8, 31), None,
        date(2020, 9, 3), {}, "", 1,
    )  # fmt: skip


@pytest.mark.parametrize("reason", [EXTENDED, (PLANNED, light("deferred"))])
def test_an_extended_or_deferred_node_is_supplemented_and_keeps_its_first_time(reason):
    found = when(given(entered(), report(), *reason), submission(done_on=date(2020, 9, 18)), "2020-09-21")
    found.then(report(2, replaces=1, done_on=date(2020, 9, 18)))


def test_once_its_light_is_set_an_extended_node_is_supplemented_no_more():
    found = when(given(entered(), report(), *EXTENDED, light("yellow")), submission(), "2020-09-25")
    found.refused("report.too_late_to_replace")


# --- returning and accepting ---


def give_back(state, no=1, *, by="office", reason="figures do not add up", on=date(2020, 9, 4)):
    return state.when(reports.give_back, no, by=by, reason=reason, scheme=HEYUAN, calendar=CALENDAR, on=on)


def test_a_return_gives_one_working_day_to_come_again():
    give_back(given(entered(), report())).then(returned(resubmit_by=date(2020, 9, 7)))


def test_a_return_needs_a_reason():
    give_back(given(entered(), report()), reason=" ").invalid("reason", "missing")


def test_a_returned_report_that_comes_again_in_time_keeps_its_first_time():
    found = when(given(entered(), report(), returned()), submission(), "2020-09-07", "23:59")
    found.then(report(2, replaces=1))


def test_a_returned_report_that_comes_again_too_late_counts_from_then():
    found = when(given(entered(), report(), returned()), submission(), "2020-09-08")
    found.then(report(2, replaces=1, on="2020-09-08", late_days=3, late_since_first=True))


def test_a_report_returned_twice_still_keeps_its_first_time():
    again = report(2, replaces=1)
    found = when(
        given(entered(), report(), returned(), again, returned(2, resubmit_by=date(2020, 9, 9))),
        submission(),
        "2020-09-09",
    )
    found.then(report(3, replaces=2))


def test_only_the_addressee_returns_or_accepts_a_report():
    state = given(entered(), report(), report(2, unit="roads"))
    give_back(state, 2, by="finance").then(returned(2, by="finance"))
    give_back(state, 2, by="office").refused("report.not_addressed_to_you")
    give_back(state, 1, by="finance").refused("report.not_addressed_to_you")
    assert isinstance(give_back(state, 1, by="roads").refusal, AbsentError)
    state.when(reports.accept, 2, by="finance").then(e.ReportAccepted("2020-001", 2, "finance"))


def test_a_new_lead_receives_what_was_sent_to_the_old_one():
    moved = e.TaskTransferred("2020-001", "lead", "finance", "planning", date(2020, 9, 2), True, "reform")
    state = given(entered(), report(unit="roads"), moved)
    give_back(state, by="planning").then(returned(by="planning"))
    assert isinstance(give_back(state, by="finance").refusal, AbsentError)


def test_an_accepted_report_is_not_returned():
    accepted = e.ReportAccepted("2020-001", 1, "office")
    give_back(given(entered(), report(), accepted)).refused("report.accepted_stands")
    give_back(given(entered(), report(), returned())).refused("report.already_returned")
    give_back(given(entered(), report(), report(2, replaces=1))).refused("report.no_longer_stands")


# --- merging ---


def test_a_lead_merges_its_construction_entities_reports_and_so_accepts_them():
    state = given(entered(), report(unit="roads"))
    found = when(state, submission(merges=(1,)), "2020-09-03")
    found.then(report(2, on="2020-09-03", merges=(1,)))
    give_back(given(entered(), report(unit="roads"), *found.events), by="finance").refused("report.accepted_stands")


@pytest.mark.parametrize(
    ("before", "merges", "reason"),
    [
        ((), (1,), "merge_not_submitted_to_you"),
        ((report(),), (1,), "merge_not_submitted_to_you"),  # the lead's own
        ((report(unit="roads", node="2020-10"),), (1,), "merge_of_another_node"),
        ((report(unit="roads"), returned(by="finance")), (1,), "merge_does_not_stand"),
    ],
)
def test_only_a_standing_report_of_the_same_node_is_merged(before, merges, reason):
    when(given(entered(), *before), submission(merges=merges), "2020-09-03").invalid("merges.0", reason)


def test_no_report_is_merged_twice_over_and_only_a_lead_merges():
    state = given(entered(), report(unit="roads"))
    when(state, submission(merges=(1, 1)), "2020-09-03").invalid("merges.1", "merge_named_twice")
    when(state, submission("roads", merges=(1,)), "2020-09-01").refused("report.only_the_lead_merges")


# --- laws that hold in any order of submitting, returning, accepting and waiting ---

STEPS = st.tuples(st.sampled_from(["submit", "return", "accept", "wait"]), st.sampled_from(["finance", "roads"]),
                  st.integers(0, 30))  # fmt: skip


@settings(max_examples=150, deadline=None)
@examples(st.lists(STEPS, max_size=25))
def test_in_any_order_numbers_have_no_gap_one_report_stands_and_a_kept_time_is_never_later(steps):
    task, now = task_state.evolve(None, entered()), at("2020-08-25")
    for what, unit, amount in steps:
        now += timedelta(hours=amount)
        for event in _decided(task, what, unit, amount, Received(now, ZONE)):
            _check_law(task, event, now)
            task = task_state.evolve(task, event)
    assert [r.report_no for r in task.reports] == list(range(1, len(task.reports) + 1))
    for unit in ("finance", "roads"):
        assert sum(r.unit == unit and r.state in reports.STANDING for r in task.reports) <= 1
        assert sum(r.unit == unit and r.state != "replaced" for r in task.reports) <= 1


def _decided(task, what, unit, amount, received):
    by = "office" if unit == "finance" else "finance"
    try:
        if what == "submit":
            return reports.submit(task, submission(unit), scheme=HEYUAN, calendar=CALENDAR, received=received)
        if what == "return":
            number = amount % (len(task.reports) + 1)
            return reports.give_back(task, number, by=by, reason="r", scheme=HEYUAN, calendar=CALENDAR, on=received.on)
        return reports.accept(task, len(task.reports), by=by) if what == "accept" else []
    except (RefusedError, AbsentError):
        return []


def _check_law(task, event, now):
    if not isinstance(event, e.ReportSubmitted):
        return
    assert event.late_days >= 0
    assert event.effective_at <= now
    before = task.report(event.replaces) if event.replaces else None
    if before is not None and before.state == "returned" and not event.late_since_first:
        assert event.effective_at <= before.effective_at
        assert event.late_days <= before.late_days
