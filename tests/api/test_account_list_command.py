"""`ducha account import`: a list of accounts opened at the machine, each code printed once."""

from pathlib import Path

import pytest
from docx import Document
from docx.oxml.ns import qn

from tests.api.sheets import of_rows
from tests.journeys.shell import Shell

HEADING = ["账号", "角色", "单位", "岗位"]


@pytest.fixture
def shell(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Shell:
    shell = Shell(tmp_path, monkeypatch)
    shell.json("init", "--demonstration")
    return shell


def listed(folder: Path, *rows: list[str | None]) -> Path:
    file = folder / "accounts.xlsx"
    file.write_bytes(of_rows(HEADING, *rows))
    return file


def test_every_account_of_the_list_is_opened_and_its_code_lets_its_owner_in(shell: Shell, tmp_path: Path) -> None:
    from service.app import build
    from service.settings import load

    file = listed(tmp_path, ["caizheng-li", "单位经办", "市财政局", None], ["shuju", "审计", None, None])
    said = shell.json("account", "import", file)
    assert [(one["account"], one["role"], one["unit"]) for one in said["accounts"]] == [
        ("caizheng-li", "unit_clerk", "caizheng"), ("shuju", "auditor", None),
    ]  # fmt: skip
    app = build(load())
    assert app.accounts.activate("caizheng-li", said["accounts"][0]["code"], "a-long-password", app.clock.now())
    app.close()


def test_a_row_that_cannot_be_opened_is_named_by_its_cell_and_the_others_are_opened(
    shell: Shell, tmp_path: Path
) -> None:
    file = listed(tmp_path, ["wang", "督查室经办", None, None], ["li", "单位经办", "没有这个局", None])
    printed = shell.run("account", "import", file, code=1).stdout
    assert "wang" in printed
    assert "!C3" in printed
    both = listed(tmp_path, ["zhao", "督查室经办", None, None], ["wang", "督查室经办", None, None])
    again = shell.run("account", "import", both, "--all", code=1).stdout
    assert "已开通 0 个账号" in again
    assert "zhao" not in again


def test_a_file_that_is_no_workbook_opens_nothing(shell: Shell, tmp_path: Path) -> None:
    file = tmp_path / "accounts.xlsx"
    file.write_bytes(b"not a zip")
    assert shell.refused("account", "import", file)


def test_slips_to_cut_hold_each_code_and_only_its_reader_can_open_them(shell: Shell, tmp_path: Path) -> None:
    file = listed(tmp_path, ["caizheng-li", "单位经办", "市财政局", None], ["shuju", "审计", None, None])
    slips = tmp_path / "slips.docx"
    said = shell.json("account", "import", file, "--slips", slips)
    text = "".join(words_of(slips))
    for one in said["accounts"]:
        assert one["account"] in text
        assert one["code"] in text
    assert "市财政局" in text
    assert slips.stat().st_mode & 0o777 == 0o600


def words_of(paper: Path) -> list[str]:
    document = Document(str(paper))
    return [text.text or "" for text in document.element.body.iter(qn("w:t"))]


@pytest.mark.parametrize("name", ["slips.txt", "there.docx", "no/folder.docx"])
def test_where_slips_cannot_be_written_no_account_is_opened(shell: Shell, tmp_path: Path, name: str) -> None:
    (tmp_path / "there.docx").write_bytes(b"somebody's")
    file = listed(tmp_path, ["wang", "督查室经办", None, None])
    shell.refused("account", "import", file, "--slips", tmp_path / name, code=2)
    assert len(shell.json("account", "import", file)["accounts"]) == 1
