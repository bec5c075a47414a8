"""A unit sees its own tasks, notices, reports, duties and score; of others' things not even that they exist."""

import json
from typing import Any

import pytest

from tests.journeys import probes
from tests.journeys.city_hall import SCHEME, CityHall

HEAD_ONLY = {"POST /tasks/<no>/node-plan/seal", "POST /interviews/<interview>/signatures"}
TASKS_OF = {
    "jiaotong": {"road"}, "gaoxin": {"road"}, "caizheng": {"road", "growth"}, "gongxin": {"growth"},
    "shuiwu": {"wharf", "water"}, "dongyuan": {"wharf"}, "heping": {"water"}, "minzheng": {"benefit"},
    "fagai": {"park", "litter"}, "zhujian": {"litter"}, "chengguan": {"litter"}, "renshe": {"jobs"},
    "shuju": {"centre"},
}  # fmt: skip
NOTICES_OF = {
    "road": {"n-2020-0001", "n-2020-0005", "n-2021-0001"}, "park": {"n-2020-0002"},
    "litter": {"n-2020-0003", "n-2021-0002"}, "wharf": {"n-2020-0004"},
}  # fmt: skip


@pytest.fixture
def told(year: CityHall) -> CityHall:
    """The year, with the position of a report that `jiaotong` handed in."""
    (line, *_) = year.as_("jiwei").every("/audit", unit="jiaotong", event="report.submitted")
    year.seen["a_receipt"] = line["position"]
    return year


def test_every_address_by_id_that_units_may_ask_is_probed():
    assert probes.open_to_units() - probes.EVERYBODYS == set(probes.PROBES), "say in probes.py what is another's there"


@pytest.mark.parametrize("probe", sorted(probes.PROBES))
@pytest.mark.parametrize("said", ["plainly", "with a version", "with a key", "with a paper"])
def test_anothers_thing_answers_exactly_like_one_that_is_not_there(told: CityHall, probe: str, said: str):
    method, body = probe.partition(" ")[0], probes.PROBES[probe][2]
    headers = {"with a version": {"If-Match": '"1"'}, "with a key": {"Idempotency-Key": "probe"}}.get(said, {})
    if said == "with a paper" and method == "POST":
        body = {**body, "on_behalf_of": "unit:gongxin", "received_at": "2021-01-07T09:00:00+08:00"}
    for account in ("gongxin", "gongxin-head"):
        theirs, nobodys = (ask(told, account, method, path, body, headers) for path in probes.addresses(told, probe))
        assert theirs == nobodys
        # no unit enters paper, whatever it names; where nothing comes on paper its fields are unknown
        allowed = (404, 409, 422) if said == "with a paper" else (404,)
        assert theirs[0] in allowed or (probe in HEAD_ONLY and theirs[0] == 403), theirs


@pytest.mark.parametrize("query", ["known_at=2020-12-01", "true_on=2020-12-01", "known_at=position:700", "after=1"])
@pytest.mark.parametrize("probe", [probe for probe in sorted(probes.PROBES) if probe.startswith("GET")])
def test_asking_of_another_time_tells_no_more(told: CityHall, probe: str, query: str):
    theirs, nobodys = (
        ask(told, "gongxin", "GET", f"{path}{'&' if '?' in path else '?'}{query}", None, {})
        for path in probes.addresses(told, probe)
    )
    assert theirs == nobodys


@pytest.mark.parametrize("unit", TASKS_OF)
def test_a_unit_lists_its_own_tasks_notices_duties_and_score(told: CityHall, unit: str):
    caller, own = told.as_(unit), {told.no[name] for name in TASKS_OF[unit]}
    assert {task["task_no"] for task in caller.every("/tasks")} == own
    assert {task["task_no"] for task in caller.every("/tasks", known_at="2020-12-01")} <= own
    expected = {notice for name in TASKS_OF[unit] for notice in NOTICES_OF.get(name, ())}
    assert {notice["notice"] for notice in caller.every("/notices")} == expected
    duties = caller.every("/duties")
    assert duties and all(unit in (duty["unit"], duty["to"]) for duty in duties)
    reminders = caller.every("/reminders")
    assert reminders and {reminder["unit"] for reminder in reminders} == {unit}
    assert [row["unit"] for row in caller.every(f"/assessments/{SCHEME}/units")] == [unit]
    row = caller.get(f"/assessments/{SCHEME}/units/{unit}")
    assert (row["rank"], row["suggestion"]) == (None, None), "both say something about others"


@pytest.mark.parametrize("unit", TASKS_OF)
def test_asking_for_anothers_by_a_filter_finds_nothing(told: CityHall, unit: str):
    caller = told.as_(unit)
    others = [name for name in told.no if name not in TASKS_OF[unit]]
    for name in others:
        for path in ("/duties", "/reminders", "/notices", "/problems"):
            assert caller.get(path, task_no=told.no[name])["items"] == []
    strangers = [other for other in TASKS_OF if not TASKS_OF[other] & TASKS_OF[unit]]
    for other in strangers:
        for path in ("/tasks", "/duties", "/reminders", "/notices", "/problems"):
            assert caller.get(path, unit=other)["items"] == [], (path, other)


def test_of_a_shared_task_a_unit_reads_its_own_reports_and_the_lead_those_sent_to_it(told: CityHall):
    path = f"/tasks/{told.no['road']}/reports"
    authors = {unit: {row["unit"] for row in told.as_(unit).every(path)} for unit in ("jiaotong", "gaoxin", "caizheng")}
    assert authors == {"jiaotong": {"jiaotong", "gaoxin"}, "gaoxin": {"gaoxin"}, "caizheng": set()}
    for step, body in (("", None), ("/return", {"reason": "x"}), ("/acceptance", {})):
        method = "GET" if body is None else "POST"
        theirs = ask(told, "caizheng", method, f"{path}/3{step}", body, {})
        assert theirs == ask(told, "caizheng", method, f"{path}/99{step}", body, {})
        assert theirs[0] == 404
    history = told.as_("gaoxin").every(f"/tasks/{told.no['road']}/history", texts=1)
    assert {line["event"]["unit"] for line in history if line["name"] == "report.submitted.v1"} == {"gaoxin"}
    assert not any(line["name"].startswith("problem.") for line in history)


def test_an_addressee_sees_that_a_notice_was_answered_and_not_in_which_words(told: CityHall):
    words = {
        unit: [answer["text"] for answer in told.as_(unit).get("/notices/n-2020-0001")["answers"]]
        for unit in ("jiaotong", "gaoxin", "caizheng")
    }
    assert words == {"jiaotong": ["已增派施工队。"], "gaoxin": [None], "caizheng": [None]}


def test_nothing_a_unit_can_list_names_a_unit_it_has_no_task_with(told: CityHall):
    """Whatever lists there are: the codes of strangers' tasks and notices stand in none of them."""
    for unit in TASKS_OF:
        strange = {told.no[name] for name in told.no if name not in TASKS_OF[unit]}
        strange |= {notice for name in NOTICES_OF if name not in TASKS_OF[unit] for notice in NOTICES_OF[name]}
        for path in (
            "/tasks",
            "/duties",
            "/reminders",
            "/handed-in",
            "/notices",
            "/problems",
            f"/editions/{SCHEME}/1",
            f"/editions/{SCHEME}/2",
        ):
            text = json.dumps(told.as_(unit).get(path), ensure_ascii=False)
            assert {word for word in strange if word in text} == set(), (unit, path)


def test_the_log_and_the_office_desk_are_closed_to_units(told: CityHall):
    for path in ("/audit", "/nodes/2020-12/lights", "/accounts"):
        assert told.as_("jiaotong").ask("GET", path).status_code == 403, path


def test_a_leader_sees_the_portfolio_and_no_more(told: CityHall):
    seen = {name: {task["task_no"] for task in told.as_(name).every("/tasks")} for name in ("jingji", "minsheng")}
    welfare = {told.no[name] for name in ("benefit", "water", "jobs")}
    assert seen == {"minsheng": welfare, "jingji": set(told.no.values()) - welfare}
    assert told.as_("minsheng").ask("GET", f"/tasks/{told.no['road']}").status_code == 404
    assert {task["task_no"] for task in told.as_("shizhang").every("/tasks")} == set(told.no.values())


def ask(hall: CityHall, account: str, method: str, path: str, body: Any, headers: dict[str, str]) -> Any:
    caller = hall.as_(account)
    more = {**caller._headers, **headers}
    given = {"json": body} if body is not None else {}
    return probes.answer(lambda: hall.client.open("/api/v1" + path, method=method, headers=more, **given))
