"""`/imports/notice`: what the office is told of a document before anything is entered, and what is then on record."""

from io import BytesIO

from docx import Document

from tests.api.conftest import SCHEME, UNIT, City
from tests.api.ledger import problem

NOTICE = """涉及的2个方面4大项重点工作。
附件1
重点工作分工
一、抓经济
（一）培育企业。新增2家。（市發展改革局牵头，市财政局配合）
（二）办好民生实事。（见附件3）
二、抓环境。(市教局、市不存在局、市府直属各单位)
附件2
"""
ASKED = {"scheme": SCHEME, "text": NOTICE}


def test_a_notice_is_read_and_compared_and_nothing_is_entered(city: City) -> None:
    office, before = city.as_("office"), city.app.store.position()
    read = office.post("/imports/notice", {**ASKED, "dry_run": True}).json
    assert (read["aspects"], [item["item"] for item in read["items"]]) == (2, ["2020-1-1", "2020-1-2", "2020-2"])
    first, second, third = read["items"]
    assert (first["lead"], first["co"], first["presumed_lead"]) == (["市發展改革局"], ["市财政局"], None)
    assert (second["references"], third["presumed_lead"]) == (["附件3"], "市教局")
    assert read["differences"] == [{"what": "items", "stated": 4, "found": 3}]
    units = {unit["name"]: (unit["unit"], unit["may_be"], unit["collective"]) for unit in read["units"]}
    assert units["市發展改革局"] == (UNIT, None, False)
    assert units["市教局"] == (None, "jiaoyu", False)
    assert units["市不存在局"] == (None, None, False)
    assert units["市府直属各单位"] == ("shifu-zhishu", None, True)
    assert (read["entered"], read["receipt"], city.app.store.position()) == ([], None, before)


def test_all_items_are_entered_once_their_units_are_known_and_told_as_taken_afterwards(city: City) -> None:
    office = city.as_("office")
    refused = problem(office.post("/imports/notice", ASKED), 422)
    assert "市教局、市不存在局" in refused["errors"][0]["detail"]
    known = {**ASKED, "text": NOTICE.replace("市不存在局", "市财政局")}
    office.post("/units/jiaoyu/aliases", {"alias": "市教局"})
    entered = office.post("/imports/notice", known, key="once").json
    assert entered["entered"] == ["2020-1-1", "2020-1-2", "2020-2"]
    assert office.get("/items/2020-2").json["as_written"] == ["市教局", "市财政局", "市府直属各单位"]
    assert office.post("/imports/notice", known, key="once").json == entered
    again = office.post("/imports/notice", {**known, "dry_run": True}).json
    assert [item["taken"] for item in again["items"]] == [True, True, True]
    problem(office.post("/imports/notice", known), 409)


def test_a_word_document_uploaded_before_is_read_by_its_digest(city: City) -> None:
    office, document, content = city.as_("office"), Document(), BytesIO()
    for line in NOTICE.splitlines():
        document.add_paragraph(line)
    document.save(content)
    content.seek(0)
    file = office.post("/files", data={"file": (content, "通知.docx")}).json["file"]
    read = office.post("/imports/notice", {"scheme": SCHEME, "sha256": file, "dry_run": True}).json
    assert [item["label"] for item in read["items"]] == ["一(一)", "一(二)", "二"]


def test_what_cannot_be_read_names_the_field(city: City) -> None:
    office = city.as_("office")
    for body in ({}, {"text": "一、抓甲。(市甲局)", "sha256": "0" * 64}, {"text": "请准时参加。"}):
        refused = problem(office.post("/imports/notice", {"scheme": SCHEME, **body}), 422)
        assert refused["errors"][0]["field"] == "text"
    problem(office.post("/imports/notice", {"scheme": SCHEME, "sha256": "0" * 64}), 404)
    unknown = problem(office.post("/imports/notice", {**ASKED, "scheme": "nowhere-2020", "dry_run": True}), 422)
    assert unknown["errors"][0]["field"] == "scheme"


def test_a_label_that_gives_no_address_is_told_before_it_is_refused(city: City) -> None:
    text = "一、抓经济\n（一）培育企业\n1.办园区。（市财政局）"
    read = city.as_("office").post("/imports/notice", {"scheme": SCHEME, "text": text, "dry_run": True}).json
    assert [(item["label"], item["item"]) for item in read["items"]] == [("一(一)1", None)]
    assert problem(city.as_("office").post("/imports/notice", {"scheme": SCHEME, "text": text}), 422)
