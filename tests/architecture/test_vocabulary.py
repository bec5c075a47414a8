"""The vocabulary of facts: it only grows, and every name has a sample, a sentence and a line in docs/events.md."""

import json
import re
from dataclasses import fields
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from api import catalogues, sentences
from domain.events import NAMES
from service import codec

SHANGHAI = ZoneInfo("Asia/Shanghai")
ROOT = Path(__file__).parents[2]
GOLDEN = ROOT / "tests/golden"
STORED_NAME = re.compile(r"[a-z_]+\.[a-z_]+\.v[1-9][0-9]*")


@pytest.mark.parametrize("name", NAMES)
def test_a_stored_fact_is_read_by_every_later_version(name):
    """The samples are never regenerated: one that no longer reads the same is a broken promise, not an old sample."""
    sample = (GOLDEN / f"{name}.json").read_bytes()
    event = codec.decode(name, _canonical(sample))
    assert type(event) is NAMES[name]
    assert codec.encode(event)[1] == _canonical(sample)


def test_no_stored_name_has_disappeared():
    assert {path.stem for path in GOLDEN.glob("*.json")} - set(NAMES) == set()


@pytest.mark.parametrize("name", NAMES)
def test_a_stored_name_says_what_happened_and_its_version(name):
    assert STORED_NAME.fullmatch(name)


@pytest.mark.parametrize("name", NAMES)
def test_the_audit_log_has_a_sentence_for_it(name):
    text = sentences.catalogue().get(name)
    assert text, f"add {name} to api/sentences_*.py"
    said = {field.name for field in fields(NAMES[name])}
    assert set(re.findall(r"{(\w+)", text)) <= said, "a sentence speaks of the event's own fields only"


def test_no_two_files_word_one_fact_differently():
    said: dict[str, set[str]] = {}
    for source in catalogues.sources("sentences").values():
        for name, text in source.items():
            said.setdefault(name, set()).add(text)
    assert {name: found for name, found in said.items() if len(found) > 1} == {}


@pytest.mark.parametrize("name", NAMES)
def test_its_sentence_can_be_read(name):
    event = codec.decode(name, _canonical((GOLDEN / f"{name}.json").read_bytes()))
    said = sentences.sentence(name, event, SHANGHAI)
    assert "{" not in said
    assert "…" not in said


def test_the_vocabulary_is_documented():
    documented = set(STORED_NAME.findall((ROOT / "docs/events.md").read_text()))
    assert documented == set(NAMES)


def _canonical(sample: bytes) -> bytes:
    return json.dumps(json.loads(sample), ensure_ascii=False, separators=(",", ":")).encode()
