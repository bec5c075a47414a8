"""Two hundred hostile workbooks: each refused with a reason, or read, within two processor seconds and 300 MB."""

import json
import random
import subprocess
import sys
from pathlib import Path

import pytest

from api.words import catalogue
from tests.faults.hostile_workbooks import HONEST_TEXT, make

pytestmark = pytest.mark.faults

HOW_MANY, SECONDS, MEGABYTES = 200, 2.0, 300
ROOT = Path(__file__).parents[2]
READ_ALL = """
import json, re, sys, time
from pathlib import Path
from api.ledger_workbook import HEADINGS, REQUIRED
from api.workbooks import read_book
from domain.errors import InvalidError
read_book(Path(sys.argv[2]), HEADINGS, required=REQUIRED)  # imports are not the workbook's doing
for path in sorted(Path(sys.argv[1]).iterdir()):
    began = time.process_time()
    try:
        book = read_book(path, HEADINGS, required=REQUIRED)
        said = {"texts": [cell.text for row in book.rows for cell in row.cells.values()][:200],
                "faults": [row.fault.reason for row in book.rows if row.fault]}
    except InvalidError as error:
        said = {"reason": error.reason, "texts": [], "faults": []}
    # VmHWM is this program's own peak; ru_maxrss would begin with that of the test runner which started it
    rss = int(re.search(r"VmHWM:\\s+(\\d+)", Path("/proc/self/status").read_text())[1]) / 1024
    print(json.dumps({"name": path.name, "seconds": time.process_time() - began, "rss": rss, **said}), flush=True)
"""


@pytest.fixture(scope="module")
def answers(tmp_path_factory):
    folder = tmp_path_factory.mktemp("hostile")
    honest = make(folder, HOW_MANY, random.Random(2020))
    run = subprocess.run(
        [sys.executable, "-c", READ_ALL, str(folder), str(honest)],
        cwd=ROOT, capture_output=True, text=True, timeout=HOW_MANY * SECONDS + 60,
    )  # fmt: skip
    assert run.returncode == 0, run.stderr[-2000:]
    return [json.loads(line) for line in run.stdout.splitlines()]


def test_every_hostile_workbook_is_answered_in_two_seconds(answers):
    assert len(answers) == HOW_MANY
    assert [(a["name"], a["seconds"]) for a in answers if a["seconds"] > SECONDS] == []


def test_no_hostile_workbook_takes_more_memory_than_a_small_machine_has(answers):
    assert max(a["rss"] for a in answers) < MEGABYTES


def test_every_refusal_has_a_reason_that_has_words(answers):
    reasons = {reason for a in answers for reason in (a.get("reason"), *a["faults"]) if reason}
    assert reasons - set(catalogue()) == set()
    assert {"workbook_too_large", "workbook_has_macros", "workbook_unsafe_xml", "not_a_workbook"} <= reasons


def test_what_is_a_trap_by_its_kind_is_refused(answers):
    kinds = ("bomb", "far", "macro", "xxe", "entities", "utf16", "crowd", "marks")
    let_in = [a["name"] for a in answers if a["name"].split("-")[1] in kinds and not a.get("reason")]
    assert let_in == []


def test_no_formula_is_ever_read_as_a_value(answers):
    formulas = [a for a in answers if a["name"].split("-")[1] == "formula"]
    assert formulas
    assert all(a["faults"] or a.get("reason") for a in formulas)
    assert all(HONEST_TEXT not in text or not text.startswith("=") for a in answers for text in a["texts"])


def test_nothing_outside_the_workbook_was_read(answers):
    assert not [a["name"] for a in answers if any("root:" in text for text in a["texts"])]
