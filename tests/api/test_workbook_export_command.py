"""`ducha export`: each list as a workbook that says what it is."""

import pytest

from tests.api.sheets import opened
from tests.journeys.shell import Shell


@pytest.mark.parametrize("form", ["ledger", "duties", "lights", "scores", "audit"])
def test_a_list_is_written_as_a_workbook_that_says_what_it_is(tmp_path, monkeypatch, form):
    shell = Shell(tmp_path, monkeypatch)
    shell.json("init", "--demonstration")
    said = shell.json("export", form, tmp_path / "list.xlsx")
    told = dict(opened((tmp_path / "list.xlsx").read_bytes())["版本"].iter_rows(values_only=True))
    assert (told["ducha"], told["scheme"], told["position"]) == (form, "heyuan-2020", said["position"])


def test_a_scheme_that_is_not_there_has_no_ledger(tmp_path, monkeypatch):
    shell = Shell(tmp_path, monkeypatch)
    shell.json("init", "--demonstration")
    assert "nowhere" in shell.refused("export", "ledger", tmp_path / "list.xlsx", "--scheme", "nowhere")
    assert not (tmp_path / "list.xlsx").exists()
