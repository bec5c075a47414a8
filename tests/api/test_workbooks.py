"""Workbooks at the door: what is a trap is refused at once, what is a ledger is read with the cell of every value."""

import re
import time
import zipfile
from pathlib import Path

import pytest
from openpyxl import Workbook

from api.workbooks import read_book
from domain.errors import InvalidError

HEADINGS = {"title": ("督查重点任务", "任务"), "lead": ("牵头单位", "牵头承办单位"), "note": ("备注",)}


def saved(tmp_path: Path, rows: list[list[object]], name: str = "ledger.xlsx") -> Path:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in rows:
        sheet.append(row)
    path = tmp_path / name
    book.save(path)
    return path


def read(path: Path) -> list:
    rows = read_book(path, HEADINGS, required=("title", "lead")).rows
    for row in rows:
        if row.fault is not None:
            raise row.fault
    return rows


def test_a_heading_in_traditional_characters_below_a_title_is_found(tmp_path: Path) -> None:
    path = saved(
        tmp_path,
        [["2020年清單"], ["序號", "督查重點\n任務", "牽頭承辦單位"], [1, "建厂", "市甲局"], [None, None, None]],
    )
    (row,) = read(path)
    assert (row.text("title"), row.at("title"), row.text("lead")) == ("建厂", "B3", "市甲局")
    assert row.text("note") == ""


def test_columns_may_stand_in_any_order(tmp_path: Path) -> None:
    path = saved(tmp_path, [["备注", "牵头单位", "任务"], ["x", "市甲局", "建厂"]])
    (row,) = read(path)
    assert [row.at(f) for f in ("title", "lead", "note")] == ["C2", "B2", "A2"]


def test_a_formula_is_refused_at_its_cell(tmp_path: Path) -> None:
    path = saved(tmp_path, [["任务", "牵头单位"], ["=1+1", "市甲局"]])
    with pytest.raises(InvalidError, match="A2: formula_not_allowed"):
        read(path)


def test_a_sheet_without_the_heading_is_refused_with_the_words_wanted(tmp_path: Path) -> None:
    with pytest.raises(InvalidError) as refused:
        read(saved(tmp_path, [["甲", "乙"], [1, 2]]))
    assert refused.value.reason == "no_heading_found"
    assert "督查重点任务" in str(refused.value.details["wanted"])


def test_a_far_cell_a_bomb_and_macros_are_refused_within_two_seconds(tmp_path: Path) -> None:
    book = Workbook()
    assert book.active is not None
    book.active["XFD1048576"] = "far"
    far = tmp_path / "far.xlsx"
    book.save(far)
    hidden = tmp_path / "hidden.xlsx"
    with zipfile.ZipFile(far) as original, zipfile.ZipFile(hidden, "w") as archive:
        for name in original.namelist():
            archive.writestr(name, re.sub(rb"<dimension[^>]*>", b"", original.read(name)))
    bomb = tmp_path / "bomb.xlsx"
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", b"0" * 30_000_000)
    macros = saved(tmp_path, [["任务", "牵头单位"]], "macros.xlsx")
    with zipfile.ZipFile(macros, "a") as archive:
        archive.writestr("xl/vbaProject.bin", b"x")
    not_zip = tmp_path / "text.xlsx"
    not_zip.write_text("任务,牵头单位")
    began = time.monotonic()
    for path, reason in [
        (far, "workbook_too_large"),
        (hidden, "no_heading_found"),
        (bomb, "workbook_too_large"),
        (macros, "workbook_has_macros"),
        (not_zip, "not_a_workbook"),
    ]:
        with pytest.raises(InvalidError) as refused:
            read(path)
        assert refused.value.reason == reason
    assert time.monotonic() - began < 2
