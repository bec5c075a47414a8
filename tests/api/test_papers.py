"""Papers: what the record says, in both formats; the same bytes from the same position; templates of the operator's."""

import json
from dataclasses import replace
from hashlib import sha256

import pytest

from api.closed_words import chinese
from tests.api.conftest import CONSTRUCTION, OTHER_UNIT
from tests.api.ledger import problem
from tests.api.lighting_city import DONE, MISSED, NODE, issue, with_two_tasks
from tests.api.paper_text import FORMATS, fields_of, needs_font, text_of
from tests.api.report_city import local

NOTICE = "/notices/n-2020-0001"
PAPER = f"{NOTICE}/paper"


@pytest.fixture
def noticed(city):
    issue(with_two_tasks(city), {"task_no": MISSED})
    return city


def _void(city):
    city.clock.move_to(local("2020-09-08"))
    city.as_("office").post(f"{NOTICE}/void", {"reason": "任务名称有误", "replace": True})
    assert city.as_("principal_leader").post(f"{NOTICE}/void/confirmation").status_code == 200


@pytest.mark.parametrize("format_", FORMATS)
def test_a_rectification_notice_says_what_the_record_says(noticed, format_):
    told = noticed.as_("office").get(NOTICE).json
    answer = noticed.as_("unit_clerk").get(f"{PAPER}?format={format_}")
    assert answer.headers["Content-Disposition"] == f'attachment; filename="rectification-n-2020-0001.{format_}"'
    said = text_of(answer.data)
    assert told["number"] in said
    assert "建成一条路" in said
    assert told["requirement"] in said
    assert "2020年8月节点亮黄灯" in said
    assert "整改期限为2020年9月18日" in said
    for role, unit in (("lead", "市发展改革局"), ("construction", "市高新区管委会"), ("co", "市财政局")):
        assert f"{chinese('role_in_task', role)}：{unit}。" in said
    assert "抄送：" in said


def test_the_digest_on_the_paper_is_of_its_fields(noticed):
    fields = noticed.as_("office").get(f"{PAPER}?format=json").data
    said = text_of(noticed.as_("office").get(f"{PAPER}?format=docx").data)
    record = json.loads(fields)["record"]
    assert f"据督查记录第{record['position']}条制作" in said
    assert sha256(fields).hexdigest() in said


@pytest.mark.parametrize("format_", FORMATS)
def test_made_again_from_its_position_a_notice_is_the_same_bytes(noticed, format_):
    office = noticed.as_("office")
    first = office.get(f"{PAPER}?format={format_}").data
    position = fields_of(office, PAPER)["record"]["position"]
    noticed.as_("unit_clerk").post(f"{NOTICE}/receipt")
    assert office.get(f"{PAPER}?format={format_}").data == first, "a signature does not change what was issued"
    _void(noticed)
    assert "本通知书已于2020年9月8日作废：任务名称有误" in text_of(office.get(f"{PAPER}?format={format_}").data)
    assert office.get(f"{PAPER}?format={format_}&position={position}").data == first
    replacing = text_of(office.get(f"/notices/n-2020-0002/paper?format={format_}").data)
    assert "替代已作废的河督改〔2020〕1号" in replacing


def test_a_notices_paper_is_for_whom_the_notice_is(noticed):
    assert noticed.as_("unit_clerk", unit=OTHER_UNIT).get(f"{PAPER}?format=docx").status_code == 200
    assert noticed.as_("unit_clerk", unit=CONSTRUCTION).get(f"{PAPER}?format=docx").status_code == 200
    problem(noticed.as_("unit_clerk", unit="jiaoyu").get(f"{PAPER}?format=docx"), 404)
    problem(noticed.as_("office").get("/notices/n-2020-0099/paper"), 404)
    problem(noticed.as_("office").get(f"{PAPER}?format=docx&position=2"), 404)
    problem(noticed.as_("office").get(f"{PAPER}?position=99999"), 422)


def test_words_of_the_record_are_text_in_every_format(noticed):
    _void(noticed)  # a reason is free text
    noticed.clock.move_to(local("2020-09-09"))
    noticed.as_("office").post(
        "/notices/n-2020-0002/void", {"reason": "<w:p>{{ issuer }} #paper & «$»\x0b甲\x0c乙\t丙", "replace": False}
    )
    noticed.as_("principal_leader").post("/notices/n-2020-0002/void/confirmation")
    said = text_of(noticed.as_("office").get("/notices/n-2020-0002/paper?format=docx").data)
    assert "<w:p>{{issuer}}#paper&«$»甲乙丙" in said


@needs_font
def test_words_of_the_record_are_text_in_a_pdf(noticed):
    test_words_of_the_record_are_text_in_every_format(noticed)
    said = text_of(noticed.as_("office").get("/notices/n-2020-0002/paper").data)
    assert "<w:p>{{issuer}}#paper&«$»甲乙丙" in said


def test_without_a_chinese_font_a_pdf_is_refused_and_says_what_is_missing(noticed, tmp_path):
    noticed.app.settings = replace(noticed.app.settings, font_dir=tmp_path)
    refused = problem(noticed.as_("office").get(PAPER), 503)
    assert refused["type"] == "/problems/paper.no_font"
    assert str(tmp_path) in refused["detail"]
    assert noticed.as_("office").get(f"{PAPER}?format=docx").status_code == 200


@pytest.mark.parametrize("format_", FORMATS)
def test_a_notice_that_a_corrected_light_brings_says_what_was_corrected(city, format_):
    issue(with_two_tasks(city), {"task_no": DONE})
    light = f"/tasks/{DONE}/lights/{NODE}"
    proposed = city.as_("office").post(f"{light}/corrections", {"done_on": "2020-09-02", "reason": "现场尚未完工"})
    assert proposed.json["light"] == "yellow"
    assert city.as_("office_head").post(f"{light}/corrections/1/confirmation").status_code == 200
    said = text_of(city.as_("unit_clerk").get(f"{PAPER}?format={format_}").data)
    assert "经核查，任务于2020年9月2日完成，亮灯由绿灯更正为黄灯。" in said
