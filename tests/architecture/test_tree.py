"""Promises about the tree that nobody should have to remember: arrows, one door each, sizes, names."""

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


def _name(path: Path) -> str:
    return str(path.relative_to(ROOT))


LAYERS = ("domain", "service", "projections", "api")
SOURCES = sorted(path for layer in LAYERS for path in (ROOT / layer).rglob("*.py"))
TESTS = sorted((ROOT / "tests").rglob("*.py"))
LONGEST_FILE, LONGEST_FUNCTION = 400, 40
BANNED_NAMES = {"utils", "helpers", "common", "misc", "manager", "managers"}

# Which library has one door, and where it is.
DOORS = {
    "eventsourcing": {"service/event_store.py", "service/recorder.py", "service/turn.py", "service/record_tables.py"},
    "flask": {"api/"},
    "marshmallow": {"api/"},
    "werkzeug": {"api/"},
    "openpyxl": {"api/workbooks.py", "api/workbook_"},
    "sqlite3": {"service/", "projections/store/"},
}


def test_every_arrow_points_down():
    lint = "from importlinter.cli import lint_imports_command; lint_imports_command()"
    run = subprocess.run(
        [sys.executable, "-c", lint, "--no-cache"],
        cwd=ROOT, capture_output=True, text=True,
    )  # fmt: skip
    assert run.returncode == 0, run.stdout + run.stderr


@pytest.mark.parametrize("library", DOORS)
def test_a_library_has_one_door(library):
    doors = tuple(DOORS[library])
    inside = {_name(path) for path in SOURCES if library in _imports(path)}
    assert {name for name in inside if not name.startswith(doors)} == set()


@pytest.mark.parametrize("path", [*SOURCES, *TESTS], ids=_name)
def test_a_file_can_be_read_in_one_sitting(path):
    lines = path.read_text().count("\n")
    assert lines <= LONGEST_FILE or _name(path) == "domain/events.py", f"{lines} lines"  # one page on purpose
    assert not BANNED_NAMES & set(re.split(r"[_.]", path.name)), "named for nothing in particular"


@pytest.mark.parametrize("path", SOURCES, ids=_name)
def test_a_function_fits_a_screen(path):
    long = [
        f"{node.name}: {lines} lines"
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.FunctionDef) and (lines := _body_lines(node)) > LONGEST_FUNCTION
    ]
    assert not long


@pytest.mark.parametrize("path", SOURCES, ids=_name)
def test_a_module_says_what_is_in_it(path):
    said = ast.get_docstring(ast.parse(path.read_text()))
    assert said or not path.read_text().strip()


def test_a_test_name_is_a_sentence():
    bad = [
        f"{_name(path)}: {node.name}"
        for path in TESTS
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test_") and node.name.count("_") < 3
    ]
    assert not bad


def test_the_settings_are_documented():
    source = (ROOT / "service/settings.py").read_text()
    names = {f"DUCHA_{name}" for name in re.findall(r'env\.\w+\("([A-Z_]+)"', source)}
    documented = (ROOT / "docs/operate.md").read_text()
    assert {name for name in names if name not in documented} == set()


def _body_lines(node: ast.FunctionDef) -> int:
    """Count the lines that do something: signature and docstring aside."""
    body = node.body[1:] if ast.get_docstring(node) is not None else node.body
    return (body[-1].end_lineno or 0) - body[0].lineno + 1 if body else 0


def _imports(path: Path) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            found |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            found.add(node.module.partition(".")[0])
    return found
