"""`/erasures` over HTTP: proposed by the office, confirmed by another, and every reader says so (D-015)."""

from io import BytesIO

import pytest

from service.verify_record import verify_record
from tests.api.interview_city import I, called, go_to
from tests.api.lighting_city import MISSED, issue, with_two_tasks
from tests.api.report_city import NO, PDF, report, with_task

LAW = "个人信息保护法第四十七条"
WORDS = "张三，电话13800138000"
REPORTS = f"/tasks/{NO}/reports"


@pytest.fixture
def road(city):
    return with_task(city)


def office(city):
    return city.as_("office")


def head(city):
    return city.as_("office_head")


def clerk(city):
    return city.as_("unit_clerk")


def upload(caller, content=PDF):
    return caller.post("/files", data={"file": (BytesIO(content), "a.pdf")}).json["file"]


def digest_of(city, receipt_id, field):
    return office(city).get(f"/receipts/{receipt_id}").json["received"][field]


def erase(city, *, texts=(), files=()):
    """Propose and confirm; return the id."""
    said = {"texts": list(texts), "files": list(files), "ground": LAW, "reason": "本人申请删除"}
    made = office(city).post("/erasures", said)
    assert made.status_code == 201, made.text
    name = made.json["erasure"]
    done = head(city).post(f"/erasures/{name}/confirmation")
    assert (done.status_code, done.json["state"]) == (200, "erased"), done.text
    return name


def handed_in(city, **changes):
    """Return the receipt id of a report, and its file's digest."""
    file = upload(clerk(city))
    answer = clerk(city).post(REPORTS, report(text=WORDS, problems="无", files=[file], **changes))
    assert answer.status_code == 201, answer.text
    return answer.json["receipt"]["receipt_id"], file


def test_an_erasure_is_numbered_named_by_its_lines_and_shown_with_both_persons(road):
    receipt, file = handed_in(road)
    text = digest_of(road, receipt, "text")
    said = {"texts": [text], "files": [file], "ground": LAW, "reason": "本人申请删除"}
    made = office(road).post("/erasures", said)
    assert made.json["erasure"] == "e-2020-0001"
    assert made.json["lines"] == [int(receipt[2:])]
    shown = office(road).get("/erasures/e-2020-0001")
    assert (shown.json["state"], shown.json["proposed_by"], shown.json["confirmed_by"]) == (
        "proposed", "test-office", None,
    )  # fmt: skip
    assert clerk(road).get(f"{REPORTS}/1").json["text"] == WORDS, "nothing goes before a second person confirms"
    head(road).post("/erasures/e-2020-0001/confirmation", match=shown.headers["ETag"].strip('"'))
    (listed,) = road.as_("auditor").get("/erasures?state=erased").json["items"]
    assert (listed["confirmed_by"], listed["ground"], listed["texts"]) == ("test-office-head", LAW, [text])
    assert office(road).get("/erasures?state=proposed").json["items"] == []
    assert office(road).post("/erasures", {**said, "texts": [], "files": []}).json["type"] == "/problems/missing"


def test_a_report_keeps_its_place_without_its_words(road):
    receipt, _ = handed_in(road)
    before = clerk(road).get(f"{REPORTS}/1")
    erase(road, texts=[digest_of(road, receipt, "text")])
    after = clerk(road).get(f"{REPORTS}/1", headers={"If-None-Match": before.headers["ETag"]})
    assert after.status_code == 200, "what a reader kept is not confirmed to be unchanged"
    assert (after.json["text"], after.json["problems"], after.json["erased"]) == (None, "无", True)
    assert after.json["versions"][0]["text"] is None
    (row,) = clerk(road).get(REPORTS).json["items"]
    assert (row["text"], row["erased"], row["progress"]) == (None, True, "80 %")
    lines = office(road).get(f"/tasks/{NO}/history?texts=1").json["items"]
    (line,) = [line for line in lines if line["name"] == "report.submitted.v1"]
    text = line["event"]["text"]
    assert (line["texts"][text], line["erased"]) == (None, [text])
    for path in (f"/receipts/{receipt}", "/audit", f"/audit?q={WORDS[:2]}", f"/tasks/{NO}", "/problems"):
        assert WORDS not in office(road).get(path).text


def test_plans_notices_and_problems_say_what_was_erased(city):
    issue(with_two_tasks(city), {"task_no": MISSED})
    answered = clerk(city).post("/notices/n-2020-0001/answers", {"text": WORDS})
    lines = office(city).get("/audit?event=notice.answered").json["items"]
    assert answered.status_code == 201
    erase(city, texts=[digest_of(city, f"r-{lines[0]['position']}", "text")])
    for notice in (
        clerk(city).get("/notices/n-2020-0001").json,
        office(city).get("/notices").json["items"][0],
    ):
        assert [(a["text"], a["erased"]) for a in notice["answers"]] == [(None, True)]


def test_an_implementation_plan_and_an_important_problem_say_so_too(road):
    office(road).post("/items", {"scheme": "heyuan-2020", "label": "三(一)", "aspect": "三", "title": "事项",
                                 "units": [road.unit], "lead": [road.unit]})  # fmt: skip
    items = [item["item"] for item in office(road).get("/items").json["items"]]
    plan = f"/units/{road.unit}/implementation-plan"
    filed = clerk(road).post(plan, {"scheme": "heyuan-2020", "items": items, "text": WORDS})
    assert filed.status_code == 201, filed.text
    raised = clerk(road).post(REPORTS, report(problems=WORDS, important=True))
    (problem,) = office(road).get("/problems").json["items"]
    assert problem["text"] == WORDS
    erase(
        road,
        texts=[
            digest_of(road, filed.json["receipt"]["receipt_id"], "text"),
            digest_of(road, raised.json["receipt"]["receipt_id"], "problems"),
        ],
    )
    told = clerk(road).get(f"{plan}?scheme=heyuan-2020").json
    assert (told["text"], told["erased"]) == (None, True)
    (problem,) = office(road).get("/problems").json["items"]
    assert (problem["text"], problem["erased"]) == (None, True)


def test_an_erased_file_is_gone_and_says_by_what_law(road):
    _, file = handed_in(road)
    name = erase(road, files=[file])
    assert not [path for path in road.app.files.root.rglob("*") if path.is_file()]
    for path in (f"/files/{file}", f"/files/{file}/facts"):
        answer = clerk(road).get(path)
        assert (answer.status_code, answer.json["type"], answer.json["clause"], answer.json["erasure"]) == (
            410, "/problems/erased_by_law", LAW, name,
        )  # fmt: skip
        assert road.as_("unit_clerk", unit=road.other_unit).get(path).status_code == 404


def test_an_erased_file_is_not_taken_in_again(road):
    _, file = handed_in(road)
    erase(road, files=[file])
    again = clerk(road).post("/files", data={"file": (BytesIO(PDF), "b.pdf")})
    assert (again.status_code, again.json["type"], again.json["clause"]) == (409, "/problems/file.was_erased", LAW)
    assert not [path for path in road.app.files.root.rglob("*") if path.is_file()]
    named = clerk(road).post(REPORTS, report(files=[file]))
    assert named.json["errors"][0]["reason"] == "unknown_file"


def test_nobody_confirms_what_he_proposed_and_nothing_goes_twice(road):
    receipt, _ = handed_in(road)
    said = {"texts": [digest_of(road, receipt, "text")], "ground": LAW, "reason": "本人申请删除"}
    head(road).post("/erasures", said)
    own = head(road).post("/erasures/e-2020-0001/confirmation")
    assert (own.status_code, own.json["type"], own.json["clause"]) == (409, "/problems/erasure.second_person", "D-015")
    principal = road.as_("principal_leader")
    assert principal.post("/erasures/e-2020-0001/confirmation", key="k").status_code == 200
    assert principal.post("/erasures/e-2020-0001/confirmation", key="k").status_code == 200, "the same request again"
    twice = principal.post("/erasures/e-2020-0001/confirmation")
    assert twice.json["type"] == "/problems/erasure.done_already"
    gone = office(road).post("/erasures", said)
    assert (gone.status_code, gone.json["errors"][0]["reason"]) == (422, "gone_already")
    assert principal.post("/erasures/e-2020-0002/confirmation").status_code == 404


def test_what_no_line_names_cannot_be_proposed(road):
    unnamed = upload(office(road))
    for field, digest in (("texts", "0" * 64), ("files", "0" * 64), ("files", unnamed)):
        answer = office(road).post("/erasures", {field: [digest], "ground": LAW, "reason": "x"})
        fault = answer.json["errors"][0]
        assert (answer.status_code, fault["field"], fault["reason"]) == (422, f"{field}.0", "not_on_record")
    assert office(road).get("/erasures").json["items"] == []


def test_the_same_report_sent_again_under_its_key_does_not_bring_the_words_back(road):
    said = report(text=WORDS)
    first = clerk(road).post(REPORTS, said, key="k-1")
    erase(road, texts=[digest_of(road, first.json["receipt"]["receipt_id"], "text")])
    assert clerk(road).post(REPORTS, said, key="k-1").json == first.json
    assert clerk(road).get(f"{REPORTS}/1").json["text"] is None
    assert verify_record(road.app.store).clean


def test_the_read_models_made_anew_remember_the_erasure(road):
    _, file = handed_in(road)
    erase(road, files=[file])
    road.app.read.rebuild()
    assert clerk(road).get(f"/files/{file}").status_code == 410


def test_the_audit_log_tells_of_it_in_a_sentence(road):
    receipt, _ = handed_in(road)
    erase(road, texts=[digest_of(road, receipt, "text")])
    done, proposed = office(road).get("/audit?stream=erasure/e-2020-0001").json["items"]
    assert LAW in done["sentence"]
    assert "本人申请删除" in proposed["sentence"]
    assessor = road.as_("assessor").get("/audit?stream=erasure/e-2020-0001").json["items"]
    assert [line["event"] for line in assessor] == ["content.erased.v1"]


def test_an_interview_record_stays_on_file_without_a_statement_that_was_erased(city):
    go_to(called(city), "filed")
    lines = office(city).get("/audit?event=interview.record_filed").json["items"]
    receipt = f"r-{lines[0]['position']}"
    statement = digest_of(city, receipt, "statement")
    (promise,) = digest_of(city, receipt, "commitment_texts")
    erase(city, texts=[statement, promise])
    told = clerk(city).get(I).json
    assert (told["record"]["statement"], told["record"]["erased"]) == (None, ["statement"])
    assert (told["commitments"][0]["text"], told["commitments"][0]["erased"]) == (None, True)
    assert clerk(city).get(f"{I}/disputes").status_code == 200
    assert clerk(city).post(f"{I}/copy-check", {"text": "别的文件"}).status_code in (200, 201)
    assert clerk(city).get(f"{I}/evidence").status_code == 200
