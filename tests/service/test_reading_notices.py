"""Notices in the genre, with every trap that annex 1 and other cities' documents are known to set."""

import json
from pathlib import Path

import pytest
from docx import Document
from docx.document import Document as DocumentObject
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.text.paragraph import Paragraph

from domain.errors import InvalidError
from service.reading_notices import read_notice, read_paragraphs
from service.reading_text import fold, paragraphs

SEED = Path(__file__).parents[3] / "shared" / "seed" / "notice-2020-45.txt"


def item(*lines: str) -> dict:
    return read_paragraphs(["一、抓试点工作", *lines])["items"][0]


def test_the_last_balanced_bracket_lists_the_units() -> None:
    read = item("(一)建设物流中心。启动保税物流中心(B型)建设,加强统筹(含配套)。(市商务局、市交通局)")
    assert read["units"] == ["市商务局", "市交通局"]
    assert read["title"] == "建设物流中心"


def test_square_brackets_hold_a_list_that_nests_round_ones() -> None:
    read = item("(一)发展县域经济。[市农业局、各县(区)政府(管委会)]")
    assert read["units"] == ["市农业局", "各县(区)政府(管委会)"]


def test_a_comma_begins_another_tier_of_units() -> None:
    read = item("（一）开发水资源。（市水务局、市工信局，东源县政府、江东新区管委会）")
    assert read["units"] == ["市水务局", "市工信局", "东源县政府", "江东新区管委会"]
    assert read["presumed_lead"] == "市水务局"


def test_a_reference_to_an_annex_is_not_a_unit() -> None:
    read = item("(一)办好民生实事。(见附件3)")
    assert read["units"] == []
    assert read["references"] == ["附件3"]
    assert read["presumed_lead"] is None


def test_a_title_may_be_a_whole_sentence_or_have_no_full_stop() -> None:
    assert item("(一)进一步加强老龄、殡葬等工作。(市民政局)")["title"] == "进一步加强老龄、殡葬等工作"
    assert item("(一)突出政治建设(市府直属各单位)")["title"] == "突出政治建设"


def test_machine_converted_characters_are_kept_and_matched() -> None:
    read = read_paragraphs(["一、預期目標是:產值增長7%左右。(市發展改革局、市府直屬各單位)"])
    assert read["units"] == ["市發展改革局", "市府直屬各單位"]
    assert read["groups"] == ["市府直屬各單位"]
    assert read["items"][0]["label"] == "一"
    assert read["items"][0]["targets"] == [{"text": "產值增長7%左右", "value": "7左右", "unit_of_measure": "%"}]


@pytest.mark.parametrize(
    ("closing", "lead", "co"),
    [
        ("(市发改局牵头,市财政局、市商务局配合)", ["市发改局"], ["市财政局", "市商务局"]),
        ("(由市发改局牵头负责，市财政局等单位参与)", ["市发改局"], ["市财政局"]),
        ("(牵头单位:市发改局;配合单位:市财政局、市商务局)", ["市发改局"], ["市财政局", "市商务局"]),
        ("\n牵头单位：市发改局；配合单位：市财政局。", ["市发改局"], ["市财政局"]),
        ("\n部门分工:市发改局、市财政局牵头,市商务局配合。", ["市发改局", "市财政局"], ["市商务局"]),
        ("(责任单位:市发改局、市财政局)", [], []),
        ("(市发改局、市财政局按职责分工负责)", [], []),
    ],
)
def test_roles_are_read_only_where_the_text_marks_them(closing: str, lead: list[str], co: list[str]) -> None:
    first, *more = f"(一)推进项目建设。抓好开工。{closing}".split("\n")
    read = item(first, *more)
    assert (read["lead"], read["co"]) == (lead, co)
    assert read["units"][:2] == ["市发改局", "市财政局"]
    assert (read["presumed_lead"] is None) == bool(lead)


def test_elliptic_names_are_filled_up_beside_what_was_written() -> None:
    read = item("(一)推动创新。(省科技厅、工业和信息化厅、教育厅)")
    assert read["units"] == ["省科技厅", "省工业和信息化厅", "省教育厅"]
    assert read["as_written"] == ["省科技厅", "工业和信息化厅", "教育厅"]
    read = item("(一)推动创新。(黄埔区、南沙区政府,广州开发区管委会)")
    assert read["units"] == ["黄埔区政府", "南沙区政府", "广州开发区管委会"]


def test_a_list_that_repeats_its_level_means_bare_names_as_they_stand() -> None:
    read = item("(一)推进电网建设。(市发改局、市交通局、河源供电局)")
    assert read["units"][-1] == "河源供电局"


def test_several_groups_of_units_in_one_paragraph_are_all_read() -> None:
    read = item("(一)推进两项工作。建成路网。(市交通局)建成水网(含泵站)。(市水务局、市财政局)")
    assert read["units"] == ["市交通局", "市水务局", "市财政局"]


def test_similar_names_are_suggested_and_never_merged() -> None:
    read = read_paragraphs(
        [
            "一、抓环境。(市社会信用体系统筹小组办公室、市创文办)",
            "二、抓信用。(市社会信用体系建设统筹小组办公室、市文明办)",
        ]
    )
    assert read["alias_suggestions"] == [["市社会信用体系统筹小组办公室", "市社会信用体系建设统筹小组办公室"]]
    assert len(read["units"]) == 4


def test_the_counts_that_the_text_states_are_checked() -> None:
    read = read_paragraphs(
        ["涉及的2个方面3大项重点工作。任务共10项;民生实事共4项;总计15项。", "一、抓甲。(市甲局)", "二、抓乙。(市乙局)"]
    )
    assert read["stated_counts"] == {"aspects": 2, "items": 3, "tasks": 10, "livelihood": 4, "total": 15}
    assert read["differences"] == [
        {"what": "items", "stated": 3, "found": 2},
        {"what": "total", "stated": 15, "found": 14},
    ]


def test_years_roads_and_grades_are_not_taken_for_targets() -> None:
    read = item("(一)补短板。编制2020—2035年规划,改建G205线,创5A景区,新增2家产业园,增长6.0—6.5%。(市发改局)")
    assert [(t["value"], t["unit_of_measure"]) for t in read["targets"]] == [("2", "家"), ("6.0—6.5", "%")]


def test_wrapped_lines_belong_to_the_paragraph_before_them() -> None:
    read = item("(一)推进项目建设。抓好", "开工和续建。(市发改局、市财", "政局)")
    assert read["units"] == ["市发改局", "市财政局"]


def test_a_document_without_numbered_work_is_refused() -> None:
    with pytest.raises(InvalidError, match="no_items_found"):
        read_paragraphs(["关于召开会议的通知", "请准时参加。"])


def test_other_kinds_of_file_and_unknown_encodings_are_refused(tmp_path: Path) -> None:
    old = tmp_path / "notice.doc"
    old.write_bytes(b"\xd0\xcf")
    with pytest.raises(InvalidError, match="not_txt_or_docx"):
        paragraphs(old)
    broken = tmp_path / "notice.txt"
    broken.write_bytes(b"\xff\xff\xff\x00")
    with pytest.raises(InvalidError, match="unknown_encoding"):
        paragraphs(broken)
    fake = tmp_path / "notice.docx"
    fake.write_bytes(b"not a zip")
    with pytest.raises(InvalidError, match="not_a_docx"):
        paragraphs(fake)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_text_files_are_read_in_the_encodings_in_use(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "notice.txt"
    path.write_text("一、抓甲。(市甲局)\n\n\u3000\u3000二、抓乙。(市乙局)\n", encoding=encoding)
    assert [i["units"] for i in read_notice(path)["items"]] == [["市甲局"], ["市乙局"]]


def test_word_documents_are_read_with_their_automatic_numbers(tmp_path: Path) -> None:
    document = Document()
    _chinese_list(document, "70")
    for level, text in [
        (0, "抓甲。(市甲局)"),
        (0, "抓乙。"),
        (1, "建厂。(市乙局)"),
        (1, "修路。(市丙局)"),
        (0, "抓丁。(市丁局)"),
    ]:
        _numbered(document.add_paragraph(text), "70", level)
    document.add_table(1, 1).cell(0, 0).text = "此件公开发布"
    path = tmp_path / "notice.docx"
    document.save(str(path))
    assert [i["label"] for i in read_notice(path)["items"]] == ["一", "二(一)", "二(二)", "三"]


def _chinese_list(document: DocumentObject, number: str) -> None:
    levels = "".join(
        f'<w:lvl w:ilvl="{level}"><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="{shown}"/></w:lvl>'
        for level, shown in enumerate(["%1、", "(%2)"])
    )
    root = document.part.numbering_part.element
    root.append(parse_xml(f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{number}">{levels}</w:abstractNum>'))
    root.append(parse_xml(f'<w:num {nsdecls("w")} w:numId="{number}"><w:abstractNumId w:val="{number}"/></w:num>'))


def _numbered(paragraph: Paragraph, number: str, level: int) -> None:
    paragraph._p.get_or_add_pPr().append(
        parse_xml(f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>')
    )


def test_the_folded_key_is_as_long_as_the_text() -> None:
    text = "（市發展改革局，市創文辦）乾隆後面裏頭"
    assert len(fold(text)) == len(text)
    assert fold("市發展改革局") == "市发展改革局"


@pytest.mark.skipif(not SEED.exists(), reason="the customer's own document is not beside the project")
def test_the_customers_notice_gives_its_own_counts() -> None:
    read = read_notice(SEED)
    assert (read["aspects"], len(read["items"])) == (12, 43)
    assert sum(len(i["units"]) for i in read["items"]) == 210
    assert len(read["units"]) == 61
    assert len(read["groups"]) == 2
    assert len(read["alias_suggestions"]) == 1
    assert read["differences"] == []
    assert {"市創文辦", "市文明辦", "河源供電局"} <= set(read["units"])
    json.dumps(read, ensure_ascii=False)
