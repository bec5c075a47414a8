"""`/nodes/{node}/lights`, its draft, and `/tasks/{no}/lights/{node}` over HTTP."""

import pytest

from domain import events as e
from domain import ids
from domain.record import Fact
from tests.api.lighting_city import DONE, MISSED, NODE, issue, tag, with_two_tasks, write
from tests.api.report_city import local

LIGHTS = f"/nodes/{NODE}/lights"
EXPLAINED = f"/tasks/{MISSED}/lights/{NODE}"


@pytest.fixture
def heyuan(city):
    return with_two_tasks(city)


def office(city):
    return city.as_("office")


def head(city):
    return city.as_("office_head")


def test_the_proposal_names_light_case_clause_and_evidence_of_every_task(heyuan):
    answer = head(heyuan).get(LIGHTS, query_string={"scheme": "heyuan-2020"})
    assert answer.status_code == 200
    missed, done = answer.json["items"]
    assert (missed["task_no"], missed["light"], missed["case"], missed["clause"]) == (
        MISSED,
        "yellow",
        "miss",
        "二(三)",
    )
    assert (missed["limit_on"], missed["done_on"], missed["due_on"]) == ("2020-08-31", None, "2020-09-03")
    assert (missed["ready"], missed["blocked_by"], missed["stands"]) == (True, None, None)
    assert (done["light"], done["because"]["report_no"]) == ("green", 1)
    assert answer.json["counts"] == {"yellow": 1, "green": 1}
    assert answer.headers["ETag"] == f'"{answer.json["proposal"]}"'


def test_before_the_reports_are_due_nothing_is_ready(heyuan):
    heyuan.clock.move_to(local("2020-09-04"))
    (missed, _) = head(heyuan).get("/nodes/2020-10/lights").json["items"]
    assert (missed["ready"], missed["blocked_by"]) == (False, "not_yet_due")


def test_the_head_issues_lights_with_their_notices(heyuan):
    answer = issue(heyuan, {"task_no": MISSED}, {"task_no": DONE})
    assert answer.status_code == 200
    said = answer.json
    assert [(row["task_no"], row["light"], row["notice"]) for row in said["lights"]] == [
        (MISSED, "yellow", "n-2020-0001"), (DONE, "green", None),
    ]  # fmt: skip
    assert [(row["notice"], row["number"], row["limit_on"]) for row in said["notices"]] == [
        ("n-2020-0001", "河督改〔2020〕1号", "2020-09-18")
    ]
    assert (said["session"], said["later"], set(said["receipt"]) >= {"receipt_id", "position"}) == (1, [], True)


def test_issuing_without_having_seen_the_proposal_is_refused(heyuan):
    answer = head(heyuan).put(LIGHTS, {"decisions": [{"task_no": MISSED}]})
    assert (answer.status_code, answer.json["type"]) == (428, "/problems/if_match_missing")


def test_a_stale_proposal_is_refused_and_says_what_changed(heyuan):
    seen = tag(heyuan)
    returned = e.ReportReturned(DONE, 1, "office", "没有数据", local("2020-09-07").date())
    write(heyuan, Fact(ids.task(DONE), returned))
    answer = head(heyuan).put(LIGHTS, {"decisions": [{"task_no": DONE}]}, match=seen)
    assert (answer.status_code, answer.json["type"]) == (412, "/problems/moved_on")
    assert [(row["task_no"], row["was"], row["light"]) for row in answer.json["changed"]] == [(DONE, "green", "yellow")]
    assert answer.json["expected"] == seen


def test_a_decision_that_differs_needs_a_reason(heyuan):
    answer = issue(heyuan, {"task_no": DONE, "done_on": None})
    assert (answer.status_code, answer.json["type"]) == (409, "/problems/lights.differs_without_reason")
    assert answer.json["clause"] == "D-071" and DONE in answer.json["detail"]
    answer = issue(heyuan, {"task_no": DONE, "done_on": None, "reason": "现场没有完工"})
    assert answer.json["lights"][0]["light"] == "yellow"


def test_the_clerk_drafts_and_the_head_issues(heyuan):
    decision = {"task_no": DONE, "done_on": None, "reason": "现场没有完工"}
    drafted = office(heyuan).put(f"/nodes/{NODE}/draft", {"decisions": [decision], "proposal": tag(heyuan)})
    assert drafted.status_code == 200
    assert drafted.json["decisions"] == [
        {"task_no": DONE, "done_on": None, "light": "yellow", "reason": "现场没有完工"}
    ]
    shown = head(heyuan).get(LIGHTS).json["draft"]
    assert (shown["drafted_by"], len(shown["decisions"])) == ("test-office", 1)
    issued = head(heyuan).put(LIGHTS, {}, match=drafted.headers["ETag"].strip('"'))
    assert [(row["task_no"], row["light"]) for row in issued.json["lights"]] == [(DONE, "yellow")]
    assert head(heyuan).get(LIGHTS).json["draft"] is None


def test_a_draft_of_a_stale_proposal_is_refused(heyuan):
    stale = {"decisions": [{"task_no": MISSED}], "proposal": "0" * 24 + ".1"}
    assert office(heyuan).put(f"/nodes/{NODE}/draft", stale).status_code == 412


def test_the_drafter_may_not_issue(heyuan):
    head(heyuan).put(f"/nodes/{NODE}/draft", {"decisions": [{"task_no": MISSED}]})
    answer = head(heyuan).put(LIGHTS, {}, match=tag(heyuan))
    assert answer.json["type"] == "/problems/lights.drafter_may_not_issue"


@pytest.mark.parametrize(
    ("decision", "field", "reason"),
    [
        ({"task_no": MISSED, "done_on": "2020-12-01", "reason": "x"}, "decisions.0.done_on", "done_in_the_future"),
        ({"task_no": MISSED, "done_on": "yesterday"}, "decisions.0.done_on", "not_a_date"),
        ({"task_no": MISSED, "light": "blue"}, "decisions.0.light", "not_one_of"),
        ({"task_no": MISSED, "colour": "green"}, "decisions.0.colour", "unknown_field"),
        ({"done_on": None}, "decisions.0.task_no", "missing"),
    ],
)
def test_a_decision_wrongly_filled_in_names_its_field(heyuan, decision, field, reason):
    answer = issue(heyuan, decision)
    assert answer.status_code == 422
    assert [(fault["field"], fault["reason"]) for fault in answer.json["errors"]] == [(field, reason)]


def test_an_unknown_node_or_scheme_is_not_found(heyuan):
    assert head(heyuan).get("/nodes/2020-09/lights").status_code == 404
    assert head(heyuan).get(LIGHTS, query_string={"scheme": "elsewhere-2020"}).status_code == 404


@pytest.mark.parametrize("role", ["unit_clerk", "unit_head", "leader", "assessor", "admin"])
def test_proposals_and_drafts_are_the_offices_own(heyuan, role):
    assert heyuan.as_(role).get(LIGHTS).status_code == 403
    assert heyuan.as_(role).put(f"/nodes/{NODE}/draft", {"decisions": []}).status_code == 403


def test_only_the_head_of_the_office_issues(heyuan):
    assert office(heyuan).put(LIGHTS, {"decisions": [{"task_no": MISSED}]}, match=tag(heyuan)).status_code == 403


def test_a_light_explains_itself_to_the_unit_it_concerns(heyuan):
    issue(heyuan, {"task_no": MISSED})
    told = heyuan.as_("unit_clerk").get(EXPLAINED)
    assert told.status_code == 200
    said = told.json
    assert (said["light"], said["scheme_version"], said["case"], said["clause"]) == ("yellow", 1, "miss", "二(三)")
    assert said["due_at"].startswith("2020-09-04T00:00:00")
    assert said["notice"]["number"] == "河督改〔2020〕1号"
    assert said["set"]["by"]["account"] == "test-office-head"


def test_a_light_that_is_not_set_or_of_a_task_unknown_to_the_unit_is_absent(heyuan):
    issue(heyuan, {"task_no": MISSED})
    assert office(heyuan).get(f"/tasks/{DONE}/lights/{NODE}").status_code == 404
    assert heyuan.as_("unit_clerk", unit="shuiwu").get(EXPLAINED).status_code == 404


def test_a_light_is_corrected_by_a_second_person_and_the_past_stays_readable(heyuan):
    then = issue(heyuan, {"task_no": MISSED}).json["receipt"]["position"] + 5
    proposed = office(heyuan).post(f"{EXPLAINED}/corrections", {"done_on": "2020-08-30", "reason": "报告放错了卷宗"})
    assert (proposed.status_code, proposed.json["correction"], proposed.json["light"]) == (201, 1, "green")
    assert office(heyuan).post(f"{EXPLAINED}/corrections/1/confirmation").status_code == 403
    confirmed = head(heyuan).post(f"{EXPLAINED}/corrections/1/confirmation")
    assert confirmed.status_code == 200
    assert (confirmed.json["was"], confirmed.json["light"], confirmed.json["voided"]) == (
        "yellow", "green", ["n-2020-0001"],
    )  # fmt: skip
    assert office(heyuan).get(EXPLAINED).json["light"] == "green"
    assert office(heyuan).get(EXPLAINED, query_string={"known_at": f"position:{then}"}).json["light"] == "yellow"


def test_the_explanation_asked_for_a_day_is_of_the_light_that_held_on_it(heyuan):
    issue(heyuan, {"task_no": MISSED})
    set_on = office(heyuan).get(EXPLAINED).json["set"]["at"][:10]
    office(heyuan).post(f"{EXPLAINED}/corrections", {"done_on": "2020-08-30", "reason": "报告放错了卷宗"})
    assert head(heyuan).post(f"{EXPLAINED}/corrections/1/confirmation").status_code == 200
    assert office(heyuan).get(EXPLAINED, query_string={"true_on": "2020-08-31"}).status_code == 404
    told = office(heyuan).get(EXPLAINED, query_string={"true_on": set_on}).json
    assert (told["light"], told["as_of"]["true_on"]) == ("green", set_on), "corrected later, true all along"


def test_no_light_rests_on_a_day_before_the_year_of_the_scheme(heyuan):
    decision = {"task_no": MISSED, "done_on": "2002-08-30", "reason": "笔误"}
    told = head(heyuan).put(LIGHTS, {"decisions": [decision]}, match=tag(heyuan))
    assert (told.status_code, told.json["errors"][0]["reason"]) == (422, "done_before_the_scheme_year")
    issue(heyuan, {"task_no": MISSED})
    told = office(heyuan).post(f"{EXPLAINED}/corrections", {"done_on": "2002-08-30", "reason": "笔误"})
    assert (told.status_code, told.json["errors"][0]["reason"]) == (422, "done_before_the_scheme_year")


def test_who_proposes_a_correction_does_not_confirm_it(heyuan):
    issue(heyuan, {"task_no": MISSED})
    head(heyuan).post(f"{EXPLAINED}/corrections", {"light": "red", "reason": "再次未完成"})
    answer = head(heyuan).post(f"{EXPLAINED}/corrections/1/confirmation")
    assert (answer.status_code, answer.json["type"]) == (409, "/problems/lights.second_person")


def test_a_correction_says_what_it_would_correct(heyuan):
    issue(heyuan, {"task_no": MISSED})
    answer = office(heyuan).post(f"{EXPLAINED}/corrections", {"reason": "x"})
    assert (answer.status_code, answer.json["errors"][0]["reason"]) == (422, "light_or_done_on_missing")
    assert office(heyuan).post(f"{EXPLAINED}/corrections", {"light": "green"}).json["errors"][0]["field"] == "reason"


def test_a_repeated_key_issues_once(heyuan):
    seen, body = tag(heyuan), {"decisions": [{"task_no": MISSED}]}
    first = head(heyuan).put(LIGHTS, body, match=seen, key="k-1")
    again = head(heyuan).put(LIGHTS, body, match=seen, key="k-1")
    assert (again.status_code, again.json) == (200, first.json)


def test_the_preview_tells_what_would_go_out_and_records_nothing(heyuan):
    before = heyuan.app.store.position()
    said = office(heyuan).post(f"/nodes/{NODE}/preview", {}).json
    assert said["counts"] == {"yellow": 1, "green": 1}
    (notice,) = said["notices"]
    assert (notice["number"], notice["task_no"], notice["limit_on"]) == ("河督改〔2020〕1号", MISSED, "2020-09-18")
    assert notice["addressees"][0] == {"unit": heyuan.unit, "role": "lead"}
    assert said["interviews"] == []
    assert heyuan.app.store.position() == before


def test_a_red_is_previewed_with_the_interview_it_calls_for(heyuan):
    red = {"task_no": DONE, "light": "red", "reason": "现场查实未完成"}
    said = office(heyuan).post(f"/nodes/{NODE}/preview", {"decisions": [red]}).json
    assert [(row["task_no"], row["light"], row["proposed"]) for row in said["lights"]] == [(DONE, "red", "green")]
    assert [(row["task_no"], row["units"]) for row in said["interviews"]] == [(DONE, [heyuan.unit])]
    assert len(said["notices"]) == 1


def test_a_preview_without_the_reason_that_issuing_needs_is_refused_alike(heyuan):
    refused = office(heyuan).post(f"/nodes/{NODE}/preview", {"decisions": [{"task_no": DONE, "light": "red"}]})
    assert (refused.status_code, refused.json["type"]) == (409, "/problems/lights.differs_without_reason")


def test_with_a_draft_the_preview_is_of_the_draft(heyuan):
    office(heyuan).put(f"/nodes/{NODE}/draft", {"decisions": [{"task_no": DONE}]})
    assert head(heyuan).post(f"/nodes/{NODE}/preview", {}).json["counts"] == {"green": 1}
    assert head(heyuan).post(f"/nodes/{NODE}/preview", {"decisions": []}).json["lights"] == []


def test_a_proposal_shows_what_was_planned_reported_and_seen_side_by_side(heyuan):
    missed, done = head(heyuan).get(LIGHTS).json["items"]
    assert (missed["target"], missed["report"], missed["findings"]) == ("节点任务", None, [])
    assert (done["report"]["report_no"], done["report"]["done_on"], done["report"]["late_days"]) == (1, "2020-08-20", 0)
