"""Interview papers: the notice as issued, the record with places to sign, refusals, corrections and what was erased."""

from io import BytesIO

import pytest
from docx import Document

from tests.api.conftest import OTHER_UNIT
from tests.api.interview_city import MEETING, I, called, go_to, minutes
from tests.api.ledger import problem
from tests.api.paper_text import FORMATS, fields_of, text_of
from tests.api.test_erasures import erase

NOTICE, RECORD = f"{I}/notice-paper", f"{I}/record-paper"


@pytest.fixture
def town(city):
    return called(city)


def _said(caller, path, format_):
    answer = caller.get(f"{path}{'&' if '?' in path else '?'}format={format_}")
    assert answer.status_code == 200, answer.text
    return text_of(answer.data)


@pytest.mark.parametrize("format_", FORMATS)
def test_an_interview_notice_says_why_when_where_and_what_to_bring(town, format_):
    go_to(town, "convened")
    assert fields_of(town.as_("unit_head"), NOTICE)["addressed"] == "市发展改革局"
    said = _said(town.as_("unit_head"), NOTICE, format_)
    number = town.as_("office").get(I).json["number"]
    for words in (number, MEETING["reason"], "2020年9月28日09:30", MEETING["place"], "整改情况说明", "市发展改革局：",
                  "2020年8月节点亮黄灯，已发整改通知书河督改〔2020〕1号"):  # fmt: skip
        assert words in said


def test_before_it_is_issued_there_is_no_paper_for_anybody(town):
    go_to(town, "approved")
    town.as_("office").post(f"{I}/convening", MEETING)  # drafted
    problem(town.as_("office").get(f"{NOTICE}?format=docx"), 404)
    problem(town.as_("unit_head").get(f"{NOTICE}?format=docx"), 404)
    problem(town.as_("office").get(f"{RECORD}?format=docx"), 409)
    problem(town.as_("unit_head").get(f"{RECORD}?format=docx"), 404)


@pytest.mark.parametrize("format_", FORMATS)
def test_a_meeting_put_off_says_so_and_the_first_notice_stays(town, format_):
    go_to(town, "convened")
    first = town.as_("office").get(f"{NOTICE}?format={format_}").data
    position = fields_of(town.as_("office"), NOTICE)["record"]["position"]
    later = {**MEETING, "meets_at": "2020-09-30T09:30:00+08:00"}
    town.as_("office").post(f"{I}/convening", later)
    assert town.as_("office_head").post(f"{I}/convening").status_code == 200
    said = _said(town.as_("office"), NOTICE, format_)
    assert "原定2020年9月28日09:30的约谈改期" in said
    assert "时间：2020年9月30日09:30" in said
    assert town.as_("office").get(f"{NOTICE}?format={format_}&position={position}").data == first


@pytest.mark.parametrize("format_", FORMATS)
def test_a_filed_record_has_places_to_sign_and_what_was_said(town, format_):
    go_to(town, "filed")
    said = _said(town.as_("unit_head"), RECORD, format_)
    for words in (*(minutes()[name] for name in ("matters", "statement", "cause", "requirements")), "完成主体工程",
                  "2020年10月20日前", "三楼会议室", "钱二", "赵敏", "入档日期：2020年9月29日"):  # fmt: skip
        assert words in said
    assert said.count("（签字）") == 2


@pytest.mark.parametrize("format_", FORMATS)
def test_a_signature_and_a_refusal_stand_in_their_places(town, format_):
    go_to(town, "filed")
    town.as_("leader").post(f"{I}/signatures", {"side": "city"})
    refusal = {"side": "unit", "refused": {"reason": "原因表述不实", "witness": "赵敏"}}
    assert town.as_("office").post(f"{I}/signatures", {**refusal, "unit": "fagai"}).status_code == 201
    said = _said(town.as_("unit_head"), RECORD, format_)
    assert "已签字（常务副市长），2020年9月29日" in said
    assert "拒绝签字，2020年9月29日。理由：原因表述不实" in said
    assert "见证人：赵敏" in said
    assert "（签字）" not in said


@pytest.mark.parametrize("format_", FORMATS)
def test_a_correction_stands_beside_the_record_that_never_changes(town, format_):
    go_to(town, "signed")
    office = town.as_("office")
    before = office.get(f"{RECORD}?format={format_}").data
    position = fields_of(office, RECORD)["record"]["position"]
    wrong = {"field": "cause", "passage": "统筹不力", "replacement": "资金拨付迟缓", "reason": "笔误", "dispute": None}
    assert office.post(f"{I}/corrections", wrong).status_code == 201
    assert town.as_("principal_leader").post(f"{I}/corrections/1/confirmation").status_code == 200
    assert "“统筹不力”更正为“资金拨付迟缓”" in _said(office, RECORD, format_)
    assert office.get(f"{RECORD}?format={format_}&position={position}").data == before


@pytest.mark.parametrize("format_", FORMATS)
def test_what_was_erased_by_law_says_so_on_the_paper_made_again(town, format_):
    go_to(town, "signed")
    office = town.as_("office")
    position = fields_of(office, RECORD)["record"]["position"]
    line = next(x for x in town.app.store.stream("interview/i-2020-0001") if x.name == "interview.record_filed.v1")
    erase(town, texts=[line.event.statement])
    again = _said(office, f"{RECORD}?position={position}", format_)
    assert minutes()["statement"] not in again
    assert "〔内容已依法删除〕" in again
    assert minutes()["cause"] in again


def test_reading_the_record_on_paper_is_on_record(town):
    go_to(town, "filed")
    town.as_("unit_head").get(f"{RECORD}?format=docx")
    seen = town.as_("office").get(f"{I}/viewings").json["items"]
    assert "test-unit-head-fagai" in {row["account"] for row in seen}


def test_no_other_unit_gets_an_interviews_papers(town):
    go_to(town, "filed")
    for path in (NOTICE, RECORD):
        problem(town.as_("unit_head", unit=OTHER_UNIT).get(f"{path}?format=docx"), 404)
        problem(town.as_("assessor").get(f"{path}?format=docx"), 403)


def test_the_word_paper_that_was_given_out_is_a_copy_of_the_record_and_a_changed_one_is_not(town):
    go_to(town, "signed")
    head = town.as_("unit_head")
    paper = head.get(f"{RECORD}?format=docx").data
    wrong = {"field": "cause", "passage": "统筹不力", "replacement": "资金拨付迟缓", "reason": "笔误", "dispute": None}
    town.as_("office").post(f"{I}/corrections", wrong)
    town.as_("principal_leader").post(f"{I}/corrections/1/confirmation")
    later = head.get(f"{RECORD}?format=docx").data
    document = Document(BytesIO(paper))
    (cause,) = [p for p in document.paragraphs if p.text == "统筹不力"]
    cause.runs[0].text = "统筹得力"
    changed = BytesIO()
    document.save(changed)
    said = [_checked(head, file) for file in (paper, later, changed.getvalue())]
    assert said == [("as_filed", None), ("with_correction", 1), ("no_copy", None)]


def _checked(caller, content):
    file = caller.post("/files", data={"file": (BytesIO(content), "copy.docx")}).json["file"]
    answer = caller.post(f"{I}/copy-check", {"file": file})
    assert answer.status_code == 200, answer.text
    return answer.json["verdict"], answer.json["correction"]
