"""Templates: an operator's replaces ours; one that names what is not there is refused, with its place; ours fit."""

import re
from io import BytesIO
from pathlib import Path

import pytest
from docx import Document

from api.app import create_app
from api.papers import contract, docx_check, pdf, templates, typst_check, word_templates
from api.papers.papers import CONTRACTS
from api.papers.templates import OURS, TemplatesRefusedError
from tests.api.lighting_city import MISSED, issue, with_two_tasks
from tests.api.paper_text import needs_font, text_of
from tests.journeys.shell import Shell

ROOT = Path(__file__).parents[2]
PAPER = "/notices/n-2020-0001/paper"


def _document(*paragraphs: str) -> bytes:
    document = Document()
    for text in paragraphs:
        document.add_paragraph(text)
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def _refused(folder: Path) -> list[tuple[str, str, str]]:
    with pytest.raises(TemplatesRefusedError) as refused:
        templates.check(folder, CONTRACTS)
    return [(fault.template.name, fault.place, fault.fault) for fault in refused.value.faults]


@pytest.mark.parametrize("name", CONTRACTS)
def test_our_own_templates_name_only_fields_that_are_there(name):
    page = (OURS / pdf.PAGE).read_bytes()
    assert list(docx_check.faults((OURS / f"{name}.docx").read_bytes(), CONTRACTS[name])) == []
    assert list(typst_check.faults((OURS / f"{name}.typ").read_bytes(), page, CONTRACTS[name], OURS)) == []


@pytest.mark.parametrize("name", CONTRACTS)
def test_the_word_templates_are_those_that_the_program_draws(name):
    assert (OURS / f"{name}.docx").read_bytes() == word_templates.PAGES[name]().bytes()


def test_every_field_of_every_paper_is_documented():
    documented: dict[str, set[str]] = {}
    for line in (ROOT / "docs/papers.md").read_text().split("\n"):
        if found := re.match(r"### .*`([a-z-]+)`", line):
            fields = documented.setdefault(found[1], set())
        elif (found := re.match(r"\| `([\w.\[\]]+)` \|", line)) and documented:
            fields.add(found[1])
    shared = {path for path, _ in contract.listed({**contract.HEAD, "record": contract.RECORD})}
    wanted = {name: {path for path, _ in contract.listed(told)} - shared for name, told in CONTRACTS.items()}
    assert documented == wanted


def test_a_folder_of_sound_templates_is_accepted(tmp_path):
    (tmp_path / "rectification.docx").write_bytes(_document("{{ number }}", "{%p for p in parties %}", "{{ p.units }}",
                                                            "{%p endfor %}", "{{ record.digest }}"))  # fmt: skip
    (tmp_path / "rectification.typ").write_text('#let paper = json("paper.json")\n#for p in paper.parties [#p.units]')
    (tmp_path / "~$rectification.docx").write_bytes(b"Word is open")
    templates.check(tmp_path, CONTRACTS)


@pytest.mark.parametrize(
    ("paragraphs", "place", "path"),
    [
        (["甲", "文号 {{ numbr }}"], "正文第 2 段“文号 {{ numbr }}”", "numbr"),
        (["{%p for p in parties %}", "{{ p.name }}", "{%p endfor %}"], "正文第 2 段“{{ p.name }}”", "p.name"),
        (["{% if task.no %}{{ task.titel }}{% endif %}"], "第 1 段", "task.titel"),
        (["{{ number.text }}"], "第 1 段", "number.text"),
        (["{% set t = task %}{{ t.foo }}"], "第 1 段", "t.foo"),
    ],
)
def test_a_word_template_that_names_an_unknown_field_is_refused_with_its_paragraph(tmp_path, paragraphs, place, path):
    (tmp_path / "rectification.docx").write_bytes(_document(*paragraphs))
    ((template, where, fault),) = _refused(tmp_path)
    assert template == "rectification.docx"
    assert place in where
    assert fault == f"没有字段 {path}"


@pytest.mark.parametrize(
    ("source", "line", "path"),
    [
        ("#paper.number\n#paper.numbr", 2, "paper.numbr"),
        ("#for p in paper.parties [\n  #p.role #p.name\n]", 2, "p.name"),
        ('#if paper.voided == "never" [\n#paper.nowhere]', 2, "paper.nowhere"),  # a branch that no sample takes
        ("#paper.parties.map(p => p.units + p.titel)", 1, "p.titel"),
        ("#for p in paper.parties [#p.role]\n#for p in paper.facts [#p]\n#let p = paper.task\n#p.role", 4, "p.role"),
        ("#let t = paper.task\n\n#t.titel", 3, "t.titel"),
    ],
)
def test_a_typst_template_that_names_an_unknown_field_is_refused_with_its_line(tmp_path, source, line, path):
    (tmp_path / "rectification.typ").write_text(f'#let paper = json("paper.json"); {source}')
    assert ("rectification.typ", f"第 {line} 行", f"没有字段 {path}") in _refused(tmp_path)


@pytest.mark.parametrize(
    ("file", "content", "where"),
    [
        ("rectification.docx", b"no document", "文件"),
        ("rectification.typ", b"#let x = (", "第 1 行"),
        ("rectification.typ", b'\n#json("paper.json").at("numb" + "r")', "第 2 行"),
        ("notice.docx", b"", "文件名"),
    ],
)
def test_a_template_that_cannot_be_used_is_refused(tmp_path, file, content, where):
    (tmp_path / file).write_bytes(content)
    ((template, place, _),) = _refused(tmp_path)
    assert (template, place) == (file, where)


def test_a_word_template_with_an_open_tag_is_refused(tmp_path):
    (tmp_path / "rectification.docx").write_bytes(_document("{% if number %}", "{{ number }}"))
    assert len(_refused(tmp_path)) == 1


@needs_font
def test_the_operators_template_takes_the_place_of_ours(city):
    issue(with_two_tasks(city), {"task_no": MISSED})
    folder = city.app.settings.templates_path
    folder.mkdir()
    (folder / "rectification.docx").write_bytes(_document("本市式样 {{ number }}"))
    (folder / "rectification.typ").write_text('#import "gongwen.typ": *\n#show: gongwen\n本市式样 #paper.number')
    for format_ in ("docx", "pdf"):
        said = text_of(city.as_("office").get(f"{PAPER}?format={format_}").data)
        assert said.startswith("本市式样河督改〔2020〕1号")


def test_the_server_does_not_start_with_a_template_that_names_an_unknown_field(tmp_path, monkeypatch):
    shell = Shell(tmp_path, monkeypatch)
    shell.json("init", "--demonstration")
    (shell.home / "templates").mkdir()
    (shell.home / "templates" / "bulletin.docx").write_bytes(_document("{{ titel }}"))
    said = shell.refused("serve")
    assert "bulletin.docx" in said
    assert "第 1 段" in said
    assert "没有字段 titel" in said


def test_no_worker_serves_with_a_template_that_cannot_be_used(city):
    folder = city.app.settings.templates_path
    folder.mkdir()
    (folder / "bulletin.typ").write_text("#json(")
    with pytest.raises(TemplatesRefusedError):
        create_app(city.app)
