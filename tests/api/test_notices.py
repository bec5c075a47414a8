"""`/notices` over HTTP: signed for, answered, judged, voided; who may know of them."""

from io import BytesIO

import pytest

from tests.api.lighting_city import DONE, MISSED, issue, with_two_tasks
from tests.api.report_city import PDF, local

NOTICE = "/notices/n-2020-0001"


@pytest.fixture
def heyuan(city):
    issue(with_two_tasks(city), {"task_no": MISSED})
    return city


def office(city):
    return city.as_("office")


def head(city):
    return city.as_("office_head")


def lead(city):
    return city.as_("unit_clerk")


def co(city):
    return city.as_("unit_clerk", unit=city.other_unit)


def test_a_notice_names_its_paper_number_addressees_facts_and_limit(heyuan):
    answer = lead(heyuan).get(NOTICE)
    assert answer.status_code == 200
    said = answer.json
    assert (said["number"], said["state"], said["limit_on"]) == ("河督改〔2020〕1号", "served", "2020-09-18")
    assert [(a["unit"], a["role"]) for a in said["addressees"]] == [
        (heyuan.unit, "lead"), (heyuan.construction, "construction"), (heyuan.other_unit, "co"),
    ]  # fmt: skip
    assert all(a["served_at"] and not a["received_at"] for a in said["addressees"])
    assert said["facts"]["limit_on"] == "2020-08-31"
    assert answer.headers["ETag"] == f'"{said["version"]}"'


def test_each_addressee_signs_for_itself(heyuan):
    answer = co(heyuan).post(f"{NOTICE}/receipt")
    assert (answer.status_code, answer.json["unit"]) == (201, heyuan.other_unit)
    assert set(answer.json["receipt"]) >= {"receipt_id", "position", "recorded_at", "leaf"}
    said = lead(heyuan).get(NOTICE).json
    assert said["state"] == "received"
    assert [bool(a["received_at"]) for a in said["addressees"]] == [False, False, True]
    again = co(heyuan).post(f"{NOTICE}/receipt")
    assert (again.status_code, again.json["type"]) == (409, "/problems/notices.already_received")


def test_an_answer_says_whether_it_was_in_time(heyuan):
    file = lead(heyuan).post("/files", data={"file": (BytesIO(PDF), "proof.pdf")}).json["file"]
    answer = lead(heyuan).post(f"{NOTICE}/answers", {"text": "已完工", "done_on": "2020-09-03", "files": [file]})
    assert answer.status_code == 201
    assert (answer.json["on_time"], answer.json["late_days"], answer.json["done_on"]) == (True, 0, "2020-09-03")
    (kept,) = office(heyuan).get(NOTICE).json["answers"]
    assert (kept["text"], kept["unit"], kept["files"], kept["on_time"]) == ("已完工", heyuan.unit, [file], True)
    assert office(heyuan).get(NOTICE).json["state"] == "answered"


def test_the_words_of_an_answer_are_for_its_unit_the_lead_and_the_office(heyuan):
    co(heyuan).post(f"{NOTICE}/answers", {"text": "资金已拨付"})
    builder = heyuan.as_("unit_clerk", unit=heyuan.construction)
    readers = {"itself": co(heyuan), "lead": lead(heyuan), "builder": builder, "office": office(heyuan)}
    seen = {name: reader.get(NOTICE).json["answers"][0]["text"] for name, reader in readers.items()}
    assert seen == {"itself": "资金已拨付", "lead": "资金已拨付", "builder": None, "office": "资金已拨付"}


def test_a_units_paper_is_answered_for_by_the_office_and_counts_from_its_stamp(heyuan):
    heyuan.clock.move_to(local("2020-09-21"))
    paper = {"on_behalf_of": f"unit:{heyuan.unit}", "received_at": "2020-09-18T17:00:00+08:00"}
    answer = office(heyuan).post(f"{NOTICE}/answers", {"text": "已完工", **paper})
    assert (answer.status_code, answer.json["unit"], answer.json["late_days"]) == (201, heyuan.unit, 0)
    without = office(heyuan).post(f"{NOTICE}/answers", {"text": "已完工"})
    assert without.json["type"] == "/problems/act.office_needs_a_paper"


def test_a_late_answer_says_by_how_many_working_days(heyuan):
    heyuan.clock.move_to(local("2020-09-22"))
    assert lead(heyuan).post(f"{NOTICE}/answers", {"text": "已完工"}).json["late_days"] == 2


def test_the_office_judges_after_an_answer_or_after_the_limit(heyuan):
    early = office(heyuan).post(f"{NOTICE}/verdict", {"rectified": False, "reason": "没有答复"})
    assert (early.status_code, early.json["type"], early.json["clause"]) == (
        409, "/problems/notices.await_answer", "D-007",
    )  # fmt: skip
    heyuan.clock.move_to(local("2020-09-19"))
    answer = office(heyuan).post(f"{NOTICE}/verdict", {"rectified": False, "reason": "没有答复"})
    assert (answer.status_code, answer.json["state"]) == (200, "not_rectified")
    assert lead(heyuan).get(NOTICE).json["verdict"]["rectified"] is False
    assert lead(heyuan).post(f"{NOTICE}/answers", {"text": "x"}).json["type"] == "/problems/notices.closed"


def test_not_rectified_needs_a_reason(heyuan):
    lead(heyuan).post(f"{NOTICE}/answers", {"text": "已完工"})
    answer = office(heyuan).post(f"{NOTICE}/verdict", {"rectified": False})
    assert (answer.status_code, answer.json["errors"][0]["field"]) == (422, "reason")


def test_a_notice_is_voided_by_a_second_person_and_keeps_its_number(heyuan):
    proposed = office(heyuan).post(f"{NOTICE}/void", {"reason": "发错了单位"})
    assert proposed.status_code == 201
    assert "void_proposed" not in lead(heyuan).get(NOTICE).json
    assert office(heyuan).get(NOTICE).json["void_proposed"]["proposed_by"] == "test-office"
    assert office(heyuan).post(f"{NOTICE}/void/confirmation").status_code == 403
    answer = head(heyuan).post(f"{NOTICE}/void/confirmation")
    assert (answer.status_code, answer.json["state"], answer.json["replaced_by"]) == (200, "voided", None)
    issue(heyuan, {"task_no": DONE, "done_on": None, "reason": "现场没有完工"})
    assert [(n["notice"], n["state"]) for n in head(heyuan).get("/notices").json["items"]] == [
        ("n-2020-0001", "voided"), ("n-2020-0002", "served"),
    ]  # fmt: skip


def test_the_proposer_does_not_confirm_voiding(heyuan):
    head(heyuan).post(f"{NOTICE}/void", {"reason": "发错了单位"})
    answer = head(heyuan).post(f"{NOTICE}/void/confirmation")
    assert (answer.status_code, answer.json["type"]) == (409, "/problems/notices.second_person")


def test_a_replacement_arises_with_the_voiding(heyuan):
    office(heyuan).post(f"{NOTICE}/void", {"reason": "发错了单位", "replace": True})
    assert head(heyuan).post(f"{NOTICE}/void/confirmation").json["replaced_by"] == "n-2020-0002"
    assert lead(heyuan).get(NOTICE).json["void"]["replaced_by"] == "n-2020-0002"


def test_a_unit_that_is_no_addressee_finds_nothing(heyuan):
    stranger = heyuan.as_("unit_clerk", unit="shuiwu")
    absent = stranger.get("/notices/n-2020-0999")
    for answer in (stranger.get(NOTICE), stranger.post(f"{NOTICE}/receipt"),
                   stranger.post(f"{NOTICE}/answers", {"text": "x"})):  # fmt: skip
        assert (answer.status_code, answer.json["detail"]) == (404, absent.json["detail"])
    assert stranger.get("/notices").json["items"] == []


def test_notices_are_listed_by_unit_state_and_task(heyuan):
    issue(heyuan, {"task_no": DONE, "done_on": None, "reason": "现场没有完工"})
    lead(heyuan).post(f"{NOTICE}/receipt")

    def listed(**query):
        answer = office(heyuan).get("/notices", query_string=query)
        assert answer.status_code == 200
        return [row["notice"] for row in answer.json["items"]]

    assert listed() == ["n-2020-0001", "n-2020-0002"]
    assert listed(state="received") == ["n-2020-0001"]
    assert listed(task_no=DONE) == ["n-2020-0002"]
    assert listed(unit=heyuan.other_unit, node="2020-08") == ["n-2020-0001", "n-2020-0002"]
    first = office(heyuan).get("/notices", query_string={"limit": 1}).json
    assert listed(limit=1, cursor=first["next_cursor"]) == ["n-2020-0002"]


def test_an_act_for_another_version_of_the_notice_is_not_taken(heyuan):
    version = lead(heyuan).get(NOTICE).json["version"]
    assert lead(heyuan).post(f"{NOTICE}/receipt", match=version + 5).status_code == 412
    assert lead(heyuan).post(f"{NOTICE}/receipt", match=version).status_code == 201


@pytest.mark.parametrize(
    ("body", "field", "reason"),
    [({}, "text", "missing"), ({"text": " "}, "text", "blank"), ({"text": "x", "done_on": "2020-13-01"}, "done_on",
      "not_a_date"), ({"text": "x", "files": ["0" * 64]}, "files.0", "unknown_file"),
     ({"text": "x", "done_on": "2020-09-05"}, "done_on", "done_in_the_future"),
     ({"text": "x", "done_on": "1999-12-31"}, "done_on", "done_before_the_scheme_year")],
)  # fmt: skip
def test_an_answer_wrongly_filled_in_names_its_field(heyuan, body, field, reason):
    answer = lead(heyuan).post(f"{NOTICE}/answers", body)
    assert answer.status_code == 422
    assert [(fault["field"], fault["reason"]) for fault in answer.json["errors"]] == [(field, reason)]


@pytest.mark.parametrize(("role", "path"), [("leader", "receipt"), ("assessor", "answers"), ("unit_head", "verdict"),
                                            ("unit_clerk", "void"), ("admin", "receipt")])  # fmt: skip
def test_powers_over_notices(heyuan, role, path):
    assert heyuan.as_(role).post(f"{NOTICE}/{path}", {}).status_code == 403
