"""`/inspections` over HTTP, and reports found untrue: recorded, published unit by unit, weighed against a report."""

import io

import pytest

from tests.api.inspected_city import DESERTED, DONE, MISSED, NODE, inspect, inspection, publish, with_three_tasks
from tests.api.lighting_city import issue
from tests.api.report_city import PDF

FINDING = f"/tasks/{DONE}/reports/1/finding"


@pytest.fixture
def heyuan(city):
    return with_three_tasks(city)


def refused(answer, status, reason):
    assert (answer.status_code, answer.json["type"]) == (status, f"/problems/{reason}"), answer.json
    assert "…" not in answer.json["detail"] and answer.json["detail"] != reason


def test_an_inspection_is_recorded_with_photos_and_read_as_it_was_said(heyuan):
    office = heyuan.as_("office")
    upload = {"file": (io.BytesIO(PDF), "现场.pdf")}
    photo = office.ask("POST", "/files", data=upload, content_type="multipart/form-data").json["sha256"]
    found = {"task_no": DONE, "node": NODE, "done": None, "text": "大门紧锁", "photos": [photo]}
    answer = office.post("/inspections", inspection(found, photos=[photo]), key="k")
    assert (answer.status_code, answer.json["inspection"], answer.json["tasks"]) == (201, "v-2020-0001", [DONE])
    assert office.post("/inspections", inspection(found, photos=[photo]), key="k").json == answer.json
    shown = office.get("/inspections/v-2020-0001")
    assert shown.headers["ETag"] == '"1"'
    row = shown.json
    assert (row["kind"], row["started_by"], row["visited_on"], row["team"], row["places"], row["text"]) == (
        "unannounced", "ledger", "2020-09-03", ["周五"], ["北门工地"], "未打招呼直奔现场",
    )  # fmt: skip
    assert row["findings"] == [
        {"task_no": DONE, "node": NODE, "done": None, "done_on": None, "text": "大门紧锁", "erased": False,
         "photos": [photo]},
    ]  # fmt: skip
    assert (row["photos"], row["published"]) == ([photo], [])


def test_a_photo_is_seen_by_who_reads_what_it_shows(heyuan):
    office, unit = heyuan.as_("office"), heyuan.as_("unit_clerk")
    photos = []
    for words in (b"gate", b"pier"):
        upload = {"file": (io.BytesIO(PDF + b"%" + words), "现场.pdf")}
        photos.append(office.ask("POST", "/files", data=upload, content_type="multipart/form-data").json["sha256"])
    own = {"task_no": DONE, "node": NODE, "done": False, "photos": photos[:1]}
    name = inspect(heyuan, own, {"task_no": DESERTED, "node": None, "done": False, "photos": photos[1:]})
    assert [unit.get(f"/files/{photo}").status_code for photo in photos] == [404, 404]
    publish(heyuan, name, heyuan.unit)
    assert [unit.get(f"/files/{photo}").status_code for photo in photos] == [200, 404]
    assert [heyuan.as_("leader").get(f"/files/{photo}").status_code for photo in photos] == [200, 404]
    other = heyuan.as_("unit_clerk", unit=heyuan.other_unit)
    assert [other.get(f"/files/{photo}").status_code for photo in photos] == [404, 404]


def test_what_cannot_be_is_refused_by_its_field(heyuan):
    office = heyuan.as_("office")
    found = {"task_no": DONE, "node": NODE, "done": False}
    for body, reason in [
        (inspection(visited_on="2020-09-05"), "visited_in_the_future"),
        (inspection(started_by="in-2020-0001"), "instruction_not_known"),
        (inspection({**found, "task_no": "2020-999"}), "task_not_known"),
        (inspection({**found, "node": "2020-09"}), "unknown_node"),
        (inspection(found, found), "finding_named_twice"),
        (inspection({**found, "done_on": "2020-09-01"}), "done_on_of_what_is_not_done"),
        (inspection({**found, "done": True, "done_on": "2020-09-04"}), "done_after_the_visit"),
        (inspection({**found, "done": None}), "missing"),
        (inspection(photos=["a" * 64]), "unknown_file"),
        (inspection(kind="announced"), "invalid_body"),
        (inspection(started_by="nobody"), "invalid_body"),
        ({**inspection(), "findings": []}, "invalid_body"),
    ]:
        refused(office.post("/inspections", body), 422, reason)
    assert heyuan.as_("unit_clerk").post("/inspections", inspection()).status_code == 403


def test_a_unit_is_told_of_an_inspection_once_it_is_published_to_it_and_only_of_its_own_tasks(heyuan):
    theirs = {"task_no": DESERTED, "node": None, "done": False, "text": "桥墩未动"}
    own = {"task_no": DONE, "node": NODE, "done": False, "text": "现场无人施工"}
    name = inspect(heyuan, own, theirs)
    unit, builder = heyuan.as_("unit_clerk"), heyuan.as_("unit_head", unit=heyuan.construction)
    for caller in (unit, builder):
        assert caller.get(f"/inspections/{name}").status_code == 404
        assert caller.get("/inspections").json["items"] == []
    published = publish(heyuan, name, heyuan.unit)
    assert (published.status_code, published.json["units"]) == (200, [heyuan.unit])
    row = unit.get(f"/inspections/{name}").json
    assert [f["text"] for f in row["findings"]] == ["现场无人施工"]
    assert (row["tasks"], row["published"]) == ([DONE], [{"unit": heyuan.unit, "published_on": "2020-09-04"}])
    assert unit.get(f"/inspections?task_no={DESERTED}").json["items"] == [], "no filter tells of what is not told"
    assert builder.get(f"/inspections/{name}").status_code == 404
    refused(publish(heyuan, name, heyuan.unit), 409, "inspection.already_published")
    refused(publish(heyuan, name, "renshe"), 422, "unit_not_inspected")
    publish(heyuan, name, heyuan.unit, heyuan.construction)
    # the builder has a part in both: its own task, and the road it builds
    assert builder.get(f"/inspections/{name}").json["tasks"] == [DONE, DESERTED]
    assert unit.get(f"/inspections/{name}").json["published"] == row["published"], "nor of whom else it was told"


def test_leaders_read_what_was_found_in_their_portfolio_and_all_that_they_started(heyuan):
    own, other = ({"task_no": no, "node": None, "done": False} for no in (DONE, DESERTED))
    inspect(heyuan, own, other)
    assert heyuan.as_("leader").get("/inspections/v-2020-0001").json["tasks"] == [DONE]
    assert heyuan.as_("principal_leader").get("/inspections/v-2020-0001").json["tasks"] == [DONE, DESERTED]
    inspect(heyuan, other)
    assert heyuan.as_("leader").get("/inspections/v-2020-0002").status_code == 404
    heyuan.as_("leader").post("/instructions", {"text": "再查"})
    inspect(heyuan, other, started_by="in-2020-0001")
    assert heyuan.as_("leader").get("/inspections/v-2020-0003").json["tasks"] == [DESERTED]
    assert heyuan.as_("admin").get("/inspections").status_code == 403


def test_lists_have_pages_and_filters(heyuan):
    for kind, number in (("unannounced", DONE), ("special_study", DESERTED)):
        inspect(heyuan, {"task_no": number, "node": None, "done": True}, kind=kind)
    office = heyuan.as_("office")
    first = office.get("/inspections?limit=1").json
    second = office.get(f"/inspections?limit=1&cursor={first['next_cursor']}").json
    assert [row["inspection"] for page in (first, second) for row in page["items"]] == ["v-2020-0002", "v-2020-0001"]
    publish(heyuan, "v-2020-0001", heyuan.unit)
    for query, expected in {
        "kind=special_study": ["v-2020-0002"], f"task_no={DONE}": ["v-2020-0001"], f"task_no={MISSED}": [],
        "started_by=ledger": ["v-2020-0002", "v-2020-0001"], f"unit={heyuan.unit}": ["v-2020-0001"],
    }.items():  # fmt: skip
        assert [row["inspection"] for row in office.get(f"/inspections?{query}").json["items"]] == expected, query


def test_a_contradicting_inspection_turns_the_proposal_and_the_light_says_no_more_than_units_may_know(heyuan):
    def proposal():
        found = heyuan.as_("office").get(f"/nodes/{NODE}/lights").json["items"]
        return next(row for row in found if row["task_no"] == DONE)

    assert (proposal()["light"], proposal()["because"]["evidence"]) == ("green", "report")
    inspect(heyuan)
    assert (proposal()["light"], proposal()["because"]["inspection"]) == ("yellow", "v-2020-0001")
    assert issue(heyuan, {"task_no": DONE}).status_code == 200
    address = f"/tasks/{DONE}/lights/{NODE}"
    told = heyuan.as_("unit_clerk").get(address).json
    assert (told["light"], told["known"]["evidence"], told["inspections"]) == ("yellow", "office", [])
    (shown,) = heyuan.as_("leader").get(address).json["inspections"]
    assert shown == {"inspection": "v-2020-0001", "visited_on": "2020-09-03", "done": False, "done_on": None}
    publish(heyuan, "v-2020-0001", heyuan.unit)
    assert heyuan.as_("unit_clerk").get(address).json["inspections"] == [shown]
    assert heyuan.as_("unit_clerk", unit=heyuan.other_unit).get(address).json["inspections"] == []


def test_a_report_is_found_untrue_by_a_second_person_and_costs_its_unit_three_points(heyuan):
    inspect(heyuan)
    office, head, unit = heyuan.as_("office"), heyuan.as_("office_head"), heyuan.as_("unit_clerk")
    score = f"/assessments/{heyuan.scheme}/units/{heyuan.unit}"
    before = office.get(score).json["score"]
    refused(head.post(f"{FINDING}/confirmation", {}), 409, "report.untruth_not_proposed")
    said = {"reason": "现场与所报不符", "inspection": "v-2020-0001"}
    proposed = office.post(FINDING, said)
    assert (proposed.status_code, proposed.json["inspection"]) == (201, "v-2020-0001")
    reports = f"/tasks/{DONE}/reports"
    assert office.get(f"{reports}/1").json["untrue_proposed"]["reason"] == "现场与所报不符"
    for who in (unit, heyuan.as_("leader"), heyuan.as_("assessor")):
        assert "不符" not in who.get(f"{reports}/1").text
    refused(office.post(FINDING, {"reason": "x", "inspection": "v-2020-0009"}), 422, "inspection_of_other_tasks")
    assert office.post(f"{FINDING}/confirmation", {}).status_code == 403
    found = head.post(f"{FINDING}/confirmation", {})
    assert (found.status_code, found.json["unit"], found.json["state"]) == (200, heyuan.unit, "untrue")
    row = unit.get(f"{reports}/1").json
    assert (row["state"], row["untrue"]["reason"], row["untrue"]["inspection"]) == ("untrue", "现场与所报不符", None)
    publish(heyuan, "v-2020-0001", heyuan.unit)
    assert unit.get(f"{reports}/1").json["untrue"]["inspection"] == "v-2020-0001"
    after = unit.get(score).json
    (entry,) = [entry for entry in after["entries"] if entry["cause"] == "report_untrue"]
    assert (entry["points"], entry["task_no"], entry["period"]) == (-3, DONE, NODE)
    names = [heyuan.app.store.line(position).name for position in entry["positions"]]
    assert names == ["report.submitted.v1", "report.found_untrue.v1"]
    assert after["score"] == before - 3
    refused(head.post(f"{FINDING}/confirmation", {}), 409, "report.found_untrue")
    refused(head.post(f"{reports}/1/acceptance", {}), 409, "report.found_untrue")


def test_the_proposer_does_not_confirm_and_a_stale_version_is_not_written(heyuan):
    head = heyuan.as_("office_head")
    assert head.post(FINDING, {"reason": "不实"}, match=99).status_code == 412
    assert head.post(FINDING, {"reason": "不实"}).status_code == 201
    refused(head.post(f"{FINDING}/confirmation", {}), 409, "report.second_person")
    assert heyuan.as_("principal_leader").post(f"{FINDING}/confirmation", {}).status_code == 200
    assert head.post(f"/tasks/{DONE}/reports/9/finding", {"reason": "不实"}).status_code == 404
