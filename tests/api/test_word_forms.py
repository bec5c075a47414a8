"""Annex 5 as a Word paper: given out filled in, typed into, sent in, answered row by row like the workbook."""

import zipfile
from collections.abc import Callable
from io import BytesIO
from typing import Any

import pytest
from docx import Document

from tests.api.ledger import problem
from tests.api.report_city import NO, with_task
from tests.api.sheets import SCHEME

FORM = "/workbooks/progress?scheme=heyuan-2020&period=2020-08&format=docx"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@pytest.fixture
def town(city):
    return with_task(city)


def form(caller) -> bytes:
    answer = caller.get(FORM)
    assert (answer.status_code, answer.mimetype) == (200, DOCX), answer.text
    return answer.data


def saved(document: Any) -> bytes:
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def typed(content: bytes, row: int, **values: str) -> bytes:
    """Type into the first table as a person would: row 2 is the first below the heading."""
    document = Document(BytesIO(content))
    table = document.tables[0]
    places = {cell.text: place for place, cell in enumerate(table.rows[0].cells)}
    for heading, value in values.items():
        table.rows[row - 1].cells[places[heading]].text = value
    return saved(document)


def paper(*rows: list[str]) -> bytes:
    """Somebody's own paper: a line of text, an empty table beside it, the form's."""
    document = Document()
    document.add_paragraph("2020年8月进展情况")
    document.add_table(rows=1, cols=2).rows[0].cells[0].text = "填表人"
    table = document.add_table(rows=0, cols=len(rows[0]))
    for row in rows:
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text
    return saved(document)


def send(caller, content: bytes, *, name: str = "form.docx", key: str | None = None, **said: str):
    data = {"scheme": SCHEME, **said, "file": (BytesIO(content), name)}
    return caller.ask("POST", "/workbooks/progress", key=key, data=data, content_type="multipart/form-data")


def test_the_paper_has_a_row_for_each_report_owed_and_the_same_bytes_each_time(town):
    clerk = town.as_("unit_clerk")
    table = Document(BytesIO(form(clerk))).tables[0]
    rows = [[cell.text for cell in row.cells] for row in table.rows]
    told = dict(zip(rows[0], rows[1], strict=True))
    assert len(rows) == 2
    assert (told["任务编号"], told["期间"], told["节点任务"], told["进展情况"]) == (NO, "2020-08", "半数完成", "")
    assert form(clerk) == form(clerk)
    assert len(Document(BytesIO(form(town.as_("unit_clerk", unit=town.other_unit)))).tables[0].rows) == 1


def test_a_filled_paper_becomes_a_report_with_its_receipt(town):
    clerk = town.as_("unit_clerk")
    sent = typed(form(clerk), 2, 进展情况="钢筋已绑扎\n模板已支好", 完成日期="2020年8月30日", **{"完成比例(%)": "80%"})
    answer = send(clerk, sent)
    assert answer.status_code == 200, answer.text
    (row,) = answer.json["accepted"]
    assert (row["sheet"], row["row"], row["task_no"], row["report_no"]) == ("表1", 2, NO, 1)
    (report,) = clerk.get(f"/tasks/{NO}/reports").json["items"]
    assert (report["text"], report["done_on"], report["percent"]) == ("钢筋已绑扎\n模板已支好", "2020-08-30", 80.0)


def test_a_paper_sent_in_as_it_was_given_says_nothing(town):
    clerk = town.as_("unit_clerk")
    answer = send(clerk, form(clerk)).json
    assert (answer["accepted"], answer["refused"], answer["blank"]) == ([], [], [2])


def test_refused_rows_are_named_by_table_and_row_and_come_back_in_a_copy(town):
    clerk = town.as_("unit_clerk")
    answer = send(clerk, paper(
        ["任務編號", "期間", "工作進展", "完成日期"],
        [NO, "2020年8月", "鋼筋已綁紮", ""],
        ["2020-999", "2020-08", "有", ""],
        [NO, "2020-10", "有", "三十日"],
        [NO, "2020-08", "又一次", ""],
    )).json  # fmt: skip
    assert [(row["sheet"], row["row"]) for row in answer["accepted"]] == [("表2", 2)]
    assert [(row["sheet"], row["row"], row["cell"], row["reason"]) for row in answer["refused"]] == [
        ("表2", 3, "A3", "absent"), ("表2", 4, "D4", "not_a_date"), ("表2", 5, "A5", "workbook.row_twice"),
    ]  # fmt: skip
    copy = Document(BytesIO(clerk.get(f"/files/{answer['annotated']}").data))
    results = [row.cells[-1].text for row in copy.tables[1].rows]
    assert results[0] == "办理结果"
    assert results[1].startswith("已受理，收件号 r-")
    assert results[3].startswith("退回：D4")
    assert copy.tables[1].rows[1].cells[2].text == "鋼筋已綁紮"


def test_a_repeated_paper_is_answered_from_the_record(town):
    clerk = town.as_("unit_clerk")
    sent = typed(form(clerk), 2, 进展情况="钢筋已绑扎")
    first, again = (send(clerk, sent, key="same").json for _ in range(2))
    assert again["accepted"] == first["accepted"]


def test_another_units_form_and_another_form_are_refused(town):
    other = form(town.as_("unit_clerk", unit=town.other_unit))
    refused = problem(send(town.as_("unit_clerk"), other), 422)
    assert refused["type"].endswith(("workbook.another_unit", "workbook.no_rows"))
    content = BytesIO(paper(["任务编号", "进展情况"], [NO, "有"]))
    data = {"scheme": SCHEME, "file": (content, "form.docx")}
    answer = town.as_("office").ask("POST", "/workbooks/ledger", data=data, content_type="multipart/form-data")
    assert problem(answer, 422)["type"].endswith("not_a_workbook")


def test_merged_cells_and_a_cell_that_claims_a_million_columns_do_not_shift_or_stop_anything(town):
    document = Document()
    table = document.add_table(rows=3, cols=3)
    for cell, text in zip(table.rows[0].cells, ["任务编号", "期间", "进展情况"], strict=True):
        cell.text = text
    for cell, text in zip(table.rows[1].cells, [NO, "2020-08", "钢筋已绑扎"], strict=True):
        cell.text = text
    table.rows[2].cells[0].merge(table.rows[2].cells[2]).text = "填表说明：如实填写"
    wide = changed(
        saved(document), "word/document.xml", lambda p: p.replace(b'gridSpan w:val="3"', b'gridSpan w:val="99999999"')
    )
    answer = send(town.as_("unit_clerk"), wide).json
    assert [row["row"] for row in answer["accepted"]] == [2]
    assert answer["refused"] == []
    assert answer["blank"] == [3]


def changed(content: bytes, part: str, change: Callable[[bytes], bytes], **added: bytes) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as made, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in made.namelist():
            archive.writestr(name, change(made.read(name)) if name == part else made.read(name))
        for name, extra in added.items():
            archive.writestr(name, extra)
    return out.getvalue()


_DOCTYPE = b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>'
_STYLES = b"<w:style/>" * 50_000 + b"</w:styles>"


def in_text(change: Callable[[bytes], bytes]) -> Callable[[bytes], bytes]:
    return lambda content: changed(content, "word/document.xml", change)


HOSTILE: dict[str, tuple[Callable[[bytes], bytes], str]] = {
    "an entity": (in_text(lambda p: p.replace(b"<w:document", _DOCTYPE + b"<w:document", 1)), "docx_unsafe_xml"),
    "a bomb": (lambda c: changed(c, "", bytes, **{"word/media/a.bin": b"0" * 60_000_000}), "docx_too_large"),
    "a cut part": (in_text(lambda p: p[: len(p) // 2]), "not_a_docx"),
    "styles without end": (
        lambda c: changed(c, "word/styles.xml", lambda p: p.replace(b"</w:styles>", _STYLES)), "docx_too_large",
    ),
    "another encoding": (
        in_text(lambda p: p.decode().replace("UTF-8", "UTF-16").encode("utf-16")), "docx_unsafe_xml",
    ),
    "no table": (lambda c: saved(Document()), "no_heading_found"),
    "macros": (lambda c: changed(c, "", bytes, **{"word/vbaProject.bin": b"x"}), "file.has_macros"),
}  # fmt: skip


@pytest.mark.parametrize("kind", HOSTILE)
def test_a_hostile_paper_is_refused_with_its_reason(town, kind):
    spoil, reason = HOSTILE[kind]
    sent = spoil(paper(["任务编号", "期间", "进展情况"], [NO, "2020-08", "有"]))
    answer = problem(send(town.as_("unit_clerk"), sent), 422)
    assert answer["type"] == f"/problems/{reason}"
    assert reason not in answer["detail"]
