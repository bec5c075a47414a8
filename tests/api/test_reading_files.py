"""`GET /files/…`: whoever may read a line that names a file may read the file; to others it is not there (D-016)."""

from io import BytesIO

import pytest

from tests.api.interview_city import I, called, go_to, minutes
from tests.api.lighting_city import MISSED, issue, with_two_tasks
from tests.api.report_city import NO, PDF, local, report, with_task

PNG = b"\x89PNG\r\n\x1a\n" + b"x" * 100
REPORTS = f"/tasks/{NO}/reports"


@pytest.fixture
def road(city):
    return with_task(city)


def upload(caller, content=PDF, name="a.pdf"):
    return caller.post("/files", data={"file": (BytesIO(content), name)}).json["file"]


def readers(city, file):
    """Return who of the city's people may read the file."""
    people = {
        "lead": city.as_("unit_clerk"), "co": city.as_("unit_clerk", unit=city.other_unit),
        "builder": city.as_("unit_clerk", unit=city.construction), "leader": city.as_("leader"),
        "stranger": city.as_("unit_clerk", unit="shuiwu"),
        **{role: city.as_(role) for role in ("office", "office_head", "principal_leader", "assessor", "auditor")},
    }  # fmt: skip
    seen = set()
    for name, caller in people.items():
        statuses = {caller.get(f"/files/{file}{more}").status_code for more in ("", "/facts")}
        assert statuses in ({200}, {404}), (name, statuses)
        seen |= {name} if statuses == {200} else set()
    return seen


ABOVE = {"office", "office_head", "principal_leader", "assessor", "auditor", "leader"}


def test_a_file_comes_back_as_it_was_with_its_kind_and_a_name_that_tells_nothing(road):
    clerk = road.as_("unit_clerk")
    file = upload(clerk)
    clerk.post(REPORTS, report(files=[file]))
    answer = road.as_("office").get(f"/files/{file}")
    assert (answer.status_code, answer.data) == (200, PDF)
    said = answer.headers
    assert said["Content-Type"] == "application/pdf"
    assert said["Content-Length"] == str(len(PDF))
    assert said["Content-Disposition"] == f'attachment; filename="{file[:16]}.pdf"'
    assert (said["X-Content-Type-Options"], said["Cache-Control"]) == ("nosniff", "no-store")
    assert road.as_("office").get(f"/files/{file}", headers={"If-None-Match": said["ETag"]}).status_code == 304
    head = road.as_("office").ask("HEAD", f"/files/{file}")
    assert (head.status_code, head.data, head.headers["Content-Length"]) == (200, b"", str(len(PDF)))
    facts = road.as_("office").get(f"/files/{file}/facts").json
    assert (facts["sha256"], facts["size"], facts["kind"]) == (file, len(PDF), "pdf")


def test_a_reports_file_is_for_who_may_read_the_report(road):
    builder = road.as_("unit_clerk", unit=road.construction)
    file = upload(road.as_("office"))
    road.clock.advance(hours=25)
    builder.post(REPORTS, report(files=[file]))
    assert readers(road, file) == ABOVE | {"builder", "lead"}, "sent to the lead, not to those who co-organise"
    own = upload(road.as_("office"), PNG, "a.png")
    road.clock.advance(hours=25)
    road.as_("unit_clerk").post(REPORTS, report(files=[own]))
    assert readers(road, own) == ABOVE | {"lead"}


def test_an_answers_file_is_for_its_unit_and_the_lead(city):
    issue(with_two_tasks(city), {"task_no": MISSED})
    co = city.as_("unit_clerk", unit=city.other_unit)
    file = upload(city.as_("office"))
    co.post("/notices/n-2020-0001/answers", {"text": "资金已拨付", "files": [file]})
    city.clock.advance(hours=25)
    assert readers(city, file) == ABOVE | {"co", "lead"}


def test_a_plans_file_is_for_its_unit(road):
    office = road.as_("office")
    office.post("/items", {"scheme": "heyuan-2020", "label": "三(一)", "aspect": "三", "title": "事项",
                           "units": [road.unit], "lead": [road.unit]})  # fmt: skip
    items = [item["item"] for item in office.get("/items").json["items"]]
    file = upload(office)
    said = {"scheme": "heyuan-2020", "items": items, "files": [file]}
    assert road.as_("unit_clerk").post(f"/units/{road.unit}/implementation-plan", said).status_code == 201
    road.clock.advance(hours=25)
    assert readers(road, file) == ABOVE | {"lead"}


def test_a_scan_is_for_the_unit_whose_paper_it_is(road):
    scan = upload(road.as_("office"), PNG, "scan.png")
    paper = {"on_behalf_of": f"unit:{road.unit}", "received_at": "2020-09-01T08:00:00+08:00", "paper": scan}
    assert road.as_("office").post(REPORTS, report(**paper)).status_code == 201
    assert readers(road, scan) == ABOVE | {"lead"}


def test_photos_of_an_inspection_are_hidden_until_it_is_published(road):
    of_visit, of_task = upload(road.as_("office")), upload(road.as_("office"), PNG, "a.png")
    said = {
        "kind": "unannounced", "started_by": "ledger", "visited_on": "2020-08-31", "team": ["李四"],
        "places": ["工地"], "text": "现场无人", "photos": [of_visit],
        "findings": [{"task_no": NO, "node": "2020-08", "done": False, "text": "未动工", "photos": [of_task]}],
    }  # fmt: skip
    made = road.as_("office").post("/inspections", said)
    assert made.status_code == 201, made.text
    for file in (of_visit, of_task):
        assert readers(road, file) == ABOVE
    published = road.as_("office_head").post(
        f"/inspections/{made.json['inspection']}/publication", {"units": [road.unit]}
    )
    assert published.status_code == 200, published.text
    for file in (of_visit, of_task):
        assert readers(road, file) == ABOVE | {"lead"}


def test_who_has_uploaded_a_file_may_look_at_it_for_a_day(road):
    clerk, colleague = road.as_("unit_clerk"), road.as_("unit_head")
    file = upload(clerk)
    assert clerk.get(f"/files/{file}").status_code == 200
    assert colleague.get(f"/files/{file}").status_code == 404
    assert road.as_("office").get(f"/files/{file}").status_code == 404, "nothing names it: it is nobody's business yet"
    road.clock.advance(hours=24)
    assert clerk.get(f"/files/{file}/facts").status_code == 200
    road.clock.advance(seconds=1)
    assert clerk.get(f"/files/{file}").status_code == 404


def test_uploading_the_same_bytes_does_not_tell_that_another_has_handed_them_in(road):
    lead, stranger = road.as_("unit_clerk"), road.as_("unit_clerk", unit="shuiwu")
    file = upload(lead)
    lead.post(REPORTS, report(files=[file]))
    assert stranger.get(f"/files/{file}").status_code == 404
    upload(stranger)
    assert stranger.get(f"/files/{file}").status_code == 200
    road.clock.move_to(local("2020-09-03"))
    assert stranger.get(f"/files/{file}").status_code == 404
    assert lead.get(f"/files/{file}").status_code == 200


@pytest.mark.parametrize("name", ["0" * 64, "0" * 63, "nothing", "ABCDEF" * 10 + "ABCD", "a.pdf"])
def test_what_is_no_file_here_is_absent(road, name):
    for more in ("", "/facts"):
        answer = road.as_("office").get(f"/files/{name}{more}")
        assert (answer.status_code, answer.json["type"]) == (404, "/problems/absent")


def test_an_interviews_attachment_is_for_who_may_read_the_minutes_and_reading_it_is_put_on_record(city):
    go_to(called(city), "held")
    file = upload(city.as_("office"))
    city.clock.move_to(local("2020-09-29"))
    filed = city.as_("office").post(f"{I}/record", minutes(files=[file]))
    assert filed.status_code == 201, filed.text
    city.clock.advance(hours=25)
    assert city.as_("auditor").get(f"/files/{file}/facts").status_code == 200
    assert city.as_("unit_clerk").get(f"{I}/viewings").json["items"] == [], "knowing of it is no reading"
    assert readers(city, file) == (ABOVE - {"assessor"}) | {"lead"}
    seen = {(row["account"], row["what"]) for row in city.as_("unit_clerk").get(f"{I}/viewings").json["items"]}
    assert {("test-auditor", "minutes"), ("test-leader", "minutes"), ("test-office", "minutes")} <= seen
