"""Whatever is said in Chinese is said in English of the same things; 繁體 is the glossary's, never of the record."""

import json
import re
from pathlib import Path
from string import Formatter
from zoneinfo import ZoneInfo

import pytest

import api.english
from api import catalogues, closed_words, sentences, words
from api.english.vocabulary import VOCABULARY as IN_ENGLISH
from api.languages import ENGLISH, HANT, ours
from domain.events import NAMES
from service import codec

ROOT = Path(__file__).parents[2]
CHINESE = re.compile(r"[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]")
QUOTED = re.compile(r"“[^”]*”")  # 三(一) is how an item is numbered in any language
SAID = [
    (prefix, key, text, catalogues.gathered(prefix, ENGLISH).get(key, ""))
    for prefix in ("words", "sentences")
    for key, text in catalogues.gathered(prefix).items()
]


@pytest.mark.parametrize("prefix", ["words", "sentences"])
def test_every_chinese_file_has_an_english_one_that_words_the_same_things(prefix):
    chinese, english = catalogues.sources(prefix), catalogues.sources(prefix, api.english)
    assert {file: list(said) for file, said in english.items()} == {file: list(said) for file, said in chinese.items()}


@pytest.mark.parametrize(("prefix", "key", "chinese", "english"), SAID, ids=[said[1] for said in SAID])
def test_an_english_sentence_speaks_of_nothing_the_chinese_does_not(prefix, key, chinese, english):
    assert _gaps(english) <= _gaps(chinese)
    assert not CHINESE.search(QUOTED.sub("", english))


def test_the_vocabularies_have_the_same_words_in_the_same_order():
    assert {kind: list(known) for kind, known in IN_ENGLISH.items()} == {
        kind: list(known) for kind, known in closed_words.VOCABULARY.items()
    }


def test_two_words_of_a_vocabulary_are_never_called_alike():
    for vocabulary in (closed_words.VOCABULARY, IN_ENGLISH):
        for kind, known in vocabulary.items():
            assert len(set(known.values())) == len(known), kind


@pytest.mark.parametrize("name", NAMES)
def test_what_happened_can_be_read_in_english(name):
    sample = json.loads((ROOT / f"tests/golden/{name}.json").read_bytes())
    event = codec.decode(name, json.dumps(sample, ensure_ascii=False, separators=(",", ":")).encode())
    said = sentences.sentence(name, event, ZoneInfo("Asia/Shanghai"), ENGLISH)
    assert said != name
    assert not re.search("[{…]|（无）", said)


def test_traditional_characters_are_those_of_the_glossary():
    rows = [line.strip("| \n").split(" | ") for line in (ROOT / "docs/glossary.md").read_text().splitlines()]
    terms = [(row[1], row[2]) for row in rows if len(row) == 4 and row[0] != "English"]
    assert len(terms) > 50
    assert [(simplified, ours(simplified, HANT)) for simplified, _ in terms] == terms


def test_traditional_characters_are_put_to_our_own_words_and_not_to_the_records():
    said = sentences.sentence("unit.renamed.v1", {"code": "gan", "name": "干部处", "reason": "机构改革"}, language=HANT)
    assert said.startswith("單位 gan 自 ")
    assert "更名為干部处" in said and said.endswith("机构改革")
    refused = words.sentence("unit.name_taken", {"name": "干部处", "unit": "gan"}, HANT)
    assert refused == "名稱“干部处”已屬於單位 gan，不能再用於其他單位。"


def _gaps(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}
