"""Every form goes through LibreOffice and back, as it does in units that have no other office, and is the same.

`make faults` installs LibreOffice where it may; where it is not, these tests say so and are passed over.
"""

import dataclasses
import shutil
import subprocess
from collections.abc import Iterator
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from api import ledger_workbook, word_sheet, workbook_accounts, workbook_node_plan, workbook_progress, workbook_sheet
from api import workbook_forms as forms
from api.word_tables import read_tables
from api.workbook_forms import Wanted
from api.workbooks import Book, read_book
from domain.actors import HEAD, Actor
from projections import as_of as times
from service.app import App, build
from service.demonstration import demonstrate
from service.reading_text import paragraphs
from service.settings import load
from tests.api.sheets import of_rows, saved

SOFFICE = shutil.which("soffice") or shutil.which("libreoffice")
pytestmark = [
    pytest.mark.faults,
    pytest.mark.skipif(SOFFICE is None, reason="no LibreOffice: apt-get install libreoffice-calc libreoffice-writer"),
]
SCHEME, UNIT, PERIOD = "heyuan-2020", "zhujian", "2020-12"
NODES = ["2020-08", "2020-10", "2020-12"]
LISTS = ("ledger", "livelihood", "items", "duties", "lights", "scores")
_XLSX = "xlsx:Calc MS Excel 2007 XML"
_DOCX = "docx:MS Word 2007 XML"
TYPED = {
    "完成日期": date(2020, 12, 30), "进度": "=已完成", "完成比例(%)": 87.5,
    "进展情况": "第一行\n第二行，含“引号”、<尖括号>与 & 号", "存在问题": "-10 万元缺口", 
    "重大问题": "是", "合并的报告": "1、2",
}  # fmt: skip


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[App]:
    settings = dataclasses.replace(load(), home=tmp_path_factory.mktemp("year"), clock=None)
    demonstrate(settings, progress=lambda *_: None)
    made = build(settings)
    yield made
    made.close()


@pytest.fixture(scope="module")
def written(app: App) -> dict[str, bytes]:
    """Every form as we give it out; those to fill in are filled in."""
    with app.read.at() as db:
        wanted = Wanted(app, Actor("head", HEAD), db, times.now(db), {"scheme": SCHEME})
        found = {name: workbook_sheet.written(forms.FORMS[name](wanted), wanted.about(name)) for name in LISTS}
        plan, progress = forms.node_plan(wanted, UNIT), forms.progress(wanted, UNIT, PERIOD)
        about = wanted.about("progress", unit=UNIT, period=PERIOD)
        found["node-plan"] = workbook_sheet.written(plan, wanted.about("node-plan", unit=UNIT))
        found["progress"] = _filled_in(workbook_sheet.written(progress, about))
    found["accounts"] = of_rows(
        ["账号", "角色", "单位", "岗位"],
        ["caizheng-li", "单位经办", "市财政局", None],
        ["0007", "分管领导", None, "fushizhang-1、fushizhang-2"],
    )
    return found


def _filled_in(content: bytes) -> bytes:
    """Type into the first row as a person would."""
    book = load_workbook(BytesIO(content))
    page = book.worksheets[0]
    places = {page.cell(1, column).value: column for column in range(1, page.max_column + 1)}
    for heading, value in TYPED.items():
        cell = page.cell(2, places[heading])
        cell.value = value
        if isinstance(value, str):
            cell.data_type = "s"
    return saved(book)


def converted(folder: Path, files: dict[str, bytes], ending: str, *formats: str) -> dict[str, bytes]:
    """Return the files after LibreOffice has opened and saved them as each format in turn, all in one go each."""
    assert SOFFICE is not None
    here = folder / "0"
    here.mkdir(parents=True)
    for name, content in files.items():
        (here / f"{name}.{ending}").write_bytes(content)
    for step, wanted in enumerate(formats, start=1):
        there = folder / str(step)
        profile = (folder / "profile").as_uri()
        run = subprocess.run(
            [SOFFICE, f"-env:UserInstallation={profile}", "--headless", "--convert-to", wanted, "--outdir", str(there),
             *map(str, sorted(here.iterdir()))],
            capture_output=True, text=True, timeout=180,
        )  # fmt: skip
        assert run.returncode == 0, run.stderr
        here = there
    return {path.stem: path.read_bytes() for path in here.iterdir()}


@pytest.fixture(scope="module")
def through_calc(written: dict[str, bytes], tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    return converted(tmp_path_factory.mktemp("calc"), written, "xlsx", _XLSX)


@pytest.fixture(scope="module")
def through_ods(written: dict[str, bytes], tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    return converted(tmp_path_factory.mktemp("ods"), written, "xlsx", "ods", _XLSX)


def cells(content: bytes) -> dict[str, tuple[str, list[list[Any]]]]:
    """Return every sheet's state and values; an empty cell at a row's end is no cell."""
    book = load_workbook(BytesIO(content), data_only=False)
    return {
        page.title: (page.sheet_state, [_trimmed(row) for row in page.iter_rows(values_only=True) if any(row)])
        for page in book.worksheets
    }


def _trimmed(row: tuple[Any, ...]) -> list[Any]:
    values = list(row)
    while values and values[-1] is None:
        values.pop()
    return values


@pytest.mark.parametrize("form", [*LISTS, "node-plan", "progress", "accounts"])
@pytest.mark.parametrize("way", ["through_calc", "through_ods"])
def test_every_cell_comes_back_as_it_was(
    form: str, way: str, written: dict[str, bytes], request: pytest.FixtureRequest
) -> None:
    before, after = cells(written[form]), cells(request.getfixturevalue(way)[form])
    assert list(after) == list(before)
    for title, (state, rows) in before.items():
        assert after[title] == (state, rows), title
    assert sum(len(rows) for _, rows in before.values()) > 2


READ = {
    "ledger": (ledger_workbook.HEADINGS, ledger_workbook.REQUIRED),
    "livelihood": (ledger_workbook.HEADINGS, ledger_workbook.REQUIRED),
    "node-plan": (workbook_node_plan.headings(NODES), workbook_node_plan.required(NODES)),
    "progress": (workbook_progress.HEADINGS, workbook_progress.REQUIRED),
    "accounts": (workbook_accounts.HEADINGS, workbook_accounts.REQUIRED),
}


def read(folder: Path, content: bytes, form: str) -> Book:
    path = folder / "form.xlsx"
    path.write_bytes(content)
    headings, required = READ[form]
    return read_book(path, headings, required=required)


@pytest.mark.parametrize("form", READ)
@pytest.mark.parametrize("way", ["through_calc", "through_ods"])
def test_what_is_read_from_it_is_the_same(
    form: str, way: str, written: dict[str, bytes], tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    before = read(tmp_path, written[form], form)
    after = read(tmp_path, request.getfixturevalue(way)[form], form)
    assert after == before
    assert after.rows and not any(row.fault for row in after.rows)


def test_the_rows_of_a_ledger_mean_the_same(
    written: dict[str, bytes], through_ods: dict[str, bytes], tmp_path: Path
) -> None:
    before, after = ([ledger_workbook.ledger_row(row) for row in read(tmp_path, content["ledger"], "ledger").rows]
                     for content in (written, through_ods))  # fmt: skip
    assert after == before
    assert len(before) > 80


def test_what_a_unit_typed_is_what_arrives(through_ods: dict[str, bytes], tmp_path: Path) -> None:
    rows, blank = workbook_progress.rows_of(read(tmp_path, through_ods["progress"], "progress"), PERIOD)
    said = rows[0].said
    assert len(rows) == 1 and blank
    assert said.form.done_on == date(2020, 12, 30)  # type: ignore[union-attr]
    assert (said.form.progress, said.form.percent, said.form.merges) == ("=已完成", 87.5, (1, 2))  # type: ignore[union-attr]
    assert said.form.text == TYPED["进展情况"]  # type: ignore[union-attr]


# --- Word papers -----------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def paper(app: App) -> bytes:
    with app.read.at() as db:
        wanted = Wanted(app, Actor("head", HEAD), db, times.now(db), {"scheme": SCHEME})
        sheets = forms.progress(wanted, UNIT, PERIOD)
        about = wanted.about("progress", unit=UNIT, period=PERIOD)
    return word_sheet.written(sheets[0], about, columns=workbook_progress.IN_WORD, caption="单位：市住房城乡建设局")


@pytest.mark.parametrize("formats", [(_DOCX,), ("odt", _DOCX)])
def test_the_word_form_is_read_the_same_after_a_round_trip(
    paper: bytes, formats: tuple[str, ...], tmp_path: Path
) -> None:
    after = converted(tmp_path / "lo", {"form": paper}, "docx", *formats)["form"]
    books = []
    for name, content in (("before", paper), ("after", after)):
        path = tmp_path / f"{name}.docx"
        path.write_bytes(content)
        books.append(read_tables(path, workbook_progress.HEADINGS, required=workbook_progress.REQUIRED))
    assert books[1] == books[0]
    assert books[0].about["unit"] == UNIT and books[0].rows


def test_a_notice_saved_by_libreoffice_has_the_same_paragraphs(tmp_path: Path) -> None:
    text = [
        "二、2020年市《政府工作报告》重点工作任务分解",
        "(一)新增规模以上工业企业30家。(市工業和信息化局牽頭)",
        "以上。",
    ]
    source = tmp_path / "notice.txt"
    source.write_text("\n".join(text))
    files = {"notice": "\n".join(text).encode()}
    after = converted(tmp_path / "lo", files, "txt", _DOCX)["notice"]
    path = tmp_path / "notice.docx"
    path.write_bytes(after)
    assert paragraphs(path) == paragraphs(source) == text
