"""The pages speak three languages completely: nothing untranslated, nothing stale, the same figures in each."""

import re

import pytest

from api.translations.build import binary, built, english, families, messages, traditional, written

_PLACES = re.compile(r"%\((\w+)\)[sd]")
_CHINESE = re.compile(r"[\u4e00-\u9fff]")
SPEAKING = [family for family in families() if messages(family)]


@pytest.mark.parametrize("family", SPEAKING)
def test_every_word_of_a_page_has_its_english_with_the_same_figures(family: str) -> None:
    for message in english(family):
        if message.id:
            assert message.string, f"{family}: {message.id}"
            assert set(_PLACES.findall(message.string)) == set(_PLACES.findall(message.id)), message.id
            # a term of the field may stand in English beside its own characters, in brackets or quotation marks
            assert len(_CHINESE.findall(message.string)) <= len(message.string) / 4, message.string


@pytest.mark.parametrize("family", SPEAKING)
def test_the_catalogues_read_at_run_time_are_the_ones_built_from_the_words_there_are(family: str) -> None:
    for language, catalogue in (("en", english(family)), ("zh_Hant", traditional(family))):
        kept = binary(family, language)
        assert kept.exists() and kept.read_bytes() == built(catalogue), f"python -m api.translations {family}"
    words = {message.id for message in english(family) if message.id}
    kept_words = set(re.findall(r'^msgid "(.*)"$', written(family).read_text(), re.MULTILINE)) - {""}
    assert len(kept_words) == len(words), f"python -m api.translations {family}"


def test_one_word_is_said_alike_on_every_page() -> None:
    said: dict[str, dict[str, str]] = {}
    for family in SPEAKING:
        for message in english(family):
            if message.id:
                said.setdefault(message.id, {})[family] = message.string
    unlike = {word: families for word, families in said.items() if len(set(families.values())) > 1}
    assert not unlike, "catalogues are read as one: " + str(unlike)
