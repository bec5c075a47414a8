"""`/tasks/{no}/reports` over HTTP."""

import sqlite3
from contextlib import closing

import pytest

from tests.api.report_city import NO, local, report, with_task

REPORTS = f"/tasks/{NO}/reports"


@pytest.fixture
def heyuan(city):
    return with_task(city)


def lead(city):
    return city.as_("unit_clerk")


def builder(city):
    return city.as_("unit_clerk", unit=city.construction)


def test_a_report_is_answered_with_its_due_day_and_a_receipt(heyuan):
    answer = lead(heyuan).post(REPORTS, report(done_on="2020-08-31", percent=80.5, next_steps="铺沥青"))
    assert answer.status_code == 201
    said = answer.json
    assert (said["report_no"], said["due_on"], said["on_time"], said["late_days"]) == (1, "2020-09-03", True, 0)
    assert (said["to"], said["role"], said["replaces"], said["due_provisional"]) == ("office", "lead", None, False)
    assert set(said["receipt"]) >= {"receipt_id", "position", "recorded_at", "leaf"}


def test_a_late_report_says_by_how_many_working_days(heyuan):
    heyuan.clock.move_to(local("2020-09-07"))
    assert lead(heyuan).post(REPORTS, report()).json["late_days"] == 2


def test_the_same_key_answers_the_same_and_writes_once(heyuan):
    first = lead(heyuan).post(REPORTS, report(), key="k-1")
    again = lead(heyuan).post(REPORTS, report(), key="k-1")
    assert (again.status_code, again.json) == (201, first.json)
    assert len(lead(heyuan).get(REPORTS).json["items"]) == 1
    assert lead(heyuan).post(REPORTS, report(progress="90 %"), key="k-1").json["type"] == "/problems/key_reused"


def test_a_report_made_for_another_version_of_the_task_is_not_taken(heyuan):
    assert lead(heyuan).post(REPORTS, report(), match=99).status_code == 412
    assert lead(heyuan).post(REPORTS, report(), match=2).status_code == 201


@pytest.mark.parametrize(
    ("changes", "field", "reason"),
    [
        ({"node": "August"}, "node", "wrong_form"),
        ({"done_on": "2020-09-02"}, "done_on", "done_after_receipt"),
        ({"done_on": "2019-12-31"}, "done_on", "done_before_the_scheme_year"),
        ({"percent": -1}, "percent", "percent_negative"),
        ({"important": True}, "problems", "problems_needed_when_important"),
        ({"important": "yes"}, "important", "not_a_boolean"),
        ({"text": " ", "progress": ""}, "text", "missing"),
        ({"files": ["0" * 64]}, "files.0", "unknown_file"),
        ({"merges": [9]}, "merges.0", "merge_not_submitted_to_you"),
        ({"light": "green"}, "light", "unknown_field"),
    ],
)
def test_what_is_filled_in_wrongly_is_named(heyuan, changes, field, reason):
    answer = lead(heyuan).post(REPORTS, report(**changes))
    assert answer.status_code == 422
    (error,) = answer.json["errors"]
    assert (error["field"], error["reason"]) == (field, reason)
    assert "…" not in error["detail"] and error["detail"] != reason


def test_a_period_that_is_not_reported_is_refused_with_those_that_are(heyuan):
    answer = lead(heyuan).post(REPORTS, report(node="2020-07"))
    assert (answer.status_code, answer.json["periods"]) == (409, ["2020-08", "2020-10", "2020-12"])


def test_each_refusal_names_its_clause_in_chinese(heyuan):
    def refused(answer, reason, clause):
        assert (answer.status_code, answer.json["type"], answer.json["clause"]) == (409, f"/problems/{reason}", clause)
        assert "…" not in answer.json["detail"] and answer.json["detail"] != reason

    co = heyuan.as_("unit_clerk", unit=heyuan.other_unit)
    refused(co.post(REPORTS, report()), "report.co_owes_none", "三(二)")
    refused(lead(heyuan).post(REPORTS, report(node="2020-10")), "report.period_not_begun", "三(四)2")
    refused(builder(heyuan).post(REPORTS, report(merges=[1])), "report.only_the_lead_merges", "三(四)4")
    lead(heyuan).post(REPORTS, report())
    heyuan.clock.move_to(local("2020-09-04"))
    refused(lead(heyuan).post(REPORTS, report()), "report.too_late_to_replace", "三(四)2")
    office = heyuan.as_("office")
    assert office.post(f"{REPORTS}/1/acceptance", {}).status_code == 200
    refused(office.post(f"{REPORTS}/1/return", {"reason": "x"}), "report.accepted_stands", "三(四)4")
    refused(office.post(f"{REPORTS}/1/acceptance", {}), "report.accepted_stands", "三(四)4")


def test_a_unit_without_a_part_in_the_task_finds_nothing(heyuan):
    outsider = heyuan.as_("unit_clerk", unit="jiaoyu")
    for answer in (outsider.post(REPORTS, report()), outsider.get(REPORTS), outsider.get(f"{REPORTS}/1")):
        assert (answer.status_code, answer.json["type"]) == (404, "/problems/absent")


def test_a_returned_report_comes_again_and_its_versions_are_kept(heyuan):
    builder(heyuan).post(REPORTS, report())
    returned = lead(heyuan).post(f"{REPORTS}/1/return", {"reason": "数字不符"})
    assert (returned.status_code, returned.json["resubmit_by"]) == (200, "2020-09-02")
    heyuan.clock.move_to(local("2020-09-02", "20:00"))
    again = builder(heyuan).post(REPORTS, report(text="已更正")).json
    assert (again["replaces"], again["late_days"]) == (1, 0)
    lead(heyuan).post(REPORTS, report(merges=[2]))
    one = builder(heyuan).get(f"{REPORTS}/2").json
    assert [v["text"] for v in one["versions"]] == ["钢筋已绑扎", "已更正"]
    assert one["versions"][0]["returned"]["reason"] == "数字不符"
    assert (one["state"], one["merged_into"], one["accepted"]["by"]) == ("accepted", 3, heyuan.unit)


def test_a_unit_reads_its_own_reports_and_a_lead_those_sent_to_it(heyuan):
    builder(heyuan).post(REPORTS, report())
    lead(heyuan).post(REPORTS, report())

    def numbers(caller):
        return [row["report_no"] for row in caller.get(REPORTS).json["items"]]

    assert numbers(lead(heyuan)) == [1, 2]
    assert numbers(builder(heyuan)) == [1]
    assert numbers(heyuan.as_("unit_clerk", unit=heyuan.other_unit)) == []
    for role in ("office", "leader", "principal_leader", "auditor", "assessor"):
        assert numbers(heyuan.as_(role)) == [1, 2], role
    assert builder(heyuan).get(f"{REPORTS}/2").status_code == 404
    assert builder(heyuan).post(f"{REPORTS}/2/return", {"reason": "x"}).status_code == 404


def test_reports_are_filtered_and_shown_as_they_were_known(heyuan):
    builder(heyuan).post(REPORTS, report())
    position = lead(heyuan).post(REPORTS, report()).json["receipt"]["position"]
    office = heyuan.as_("office")
    office.post(f"{REPORTS}/2/acceptance", {})
    before = office.get(f"{REPORTS}?known_at=position:{position}").json["items"]
    assert [row["state"] for row in before] == ["submitted", "submitted"]
    assert [r["report_no"] for r in office.get(f"{REPORTS}?state=accepted").json["items"]] == [2]
    assert [r["report_no"] for r in office.get(f"{REPORTS}?unit={heyuan.construction}").json["items"]] == [1]
    assert office.get(f"{REPORTS}?node=2020-10").json["items"] == []


def test_a_paper_is_entered_for_a_unit_and_shown_as_such(heyuan):
    heyuan.clock.move_to(local("2020-09-04"))
    office = heyuan.as_("office")
    paper = {"on_behalf_of": f"unit:{heyuan.unit}", "received_at": "2020-09-03T17:00:00+08:00"}
    answer = office.post(REPORTS, report(**paper))
    assert (answer.status_code, answer.json["late_days"], answer.json["unit"]) == (201, 0, heyuan.unit)
    (row,) = lead(heyuan).get(REPORTS).json["items"]
    assert row["on_behalf"]["on_behalf_of"] == f"unit:{heyuan.unit}"
    assert row["on_behalf"]["entered_by"] == "test-office"
    late = {**paper, "on_behalf_of": f"unit:{heyuan.construction}", "received_at": "2020-09-01T17:00:00+08:00"}
    refused = office.post(REPORTS, report(**late))
    assert (refused.json["type"], refused.json["enter_by"]) == ("/problems/act.late_entry_needs_reason", "2020-09-02")
    assert office.post(REPORTS, report(**late, entry_reason="台风停电")).status_code == 201
    assert office.post(REPORTS, report()).json["type"] == "/problems/act.office_needs_a_paper"
    nobody = {**paper, "on_behalf_of": "unit:jiaoyu"}
    assert office.post(REPORTS, report(**nobody)).status_code == 404
    future = {**paper, "received_at": "2020-09-05T17:00:00+08:00"}
    assert office.post(REPORTS, report(**future)).json["errors"][0]["reason"] == "received_in_the_future"
    unknown = {**paper, "paper": "0" * 64}
    assert office.post(REPORTS, report(**unknown)).json["errors"][0]["reason"] == "unknown_file"


def test_erased_words_are_null_and_say_so(heyuan):
    lead(heyuan).post(REPORTS, report())
    with closing(sqlite3.connect(heyuan.app.settings.record_path)) as record, record:
        record.execute("DELETE FROM content")  # erasure by law takes the words, never the event
    (row,) = lead(heyuan).get(REPORTS).json["items"]
    assert (row["text"], row["erased"], row["progress"]) == (None, True, "80 %")
