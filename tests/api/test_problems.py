"""Every refusal is a problem document in Chinese that names its clause and its fields."""

import ast
import re
from pathlib import Path
from string import Formatter

import pytest
from werkzeug.test import Client

from api import catalogues, words
from api.app import create_app
from tests.api.conftest import Caller
from tests.api.sample import sample

ROOT = Path(__file__).parents[2]


@pytest.fixture
def office(city):
    return Caller(Client(create_app(city.app, families=(sample,))), city.tokens["office", None])


def test_a_rule_refuses_with_its_clause_and_details(office):
    answer = office.get("/refusals/rule")
    assert answer.status_code == 409
    assert answer.content_type == "application/problem+json"
    assert answer.json["type"] == "/problems/report.period_unknown"
    assert answer.json["clause"] == "三(四)2"
    assert answer.json["node"] == "2020-07"
    assert answer.json["title"] == "依规则不能办理", "a detail never replaces a member of the problem"
    assert answer.json["instance"] == "/api/v1/refusals/rule"
    assert answer.json["request_id"] == answer.headers["X-Request-ID"]


def test_a_reason_without_words_says_its_slug(office):
    assert office.get("/refusals/unworded").json["detail"] == "nobody.has.words"


def test_a_wrong_value_names_its_field(office):
    answer = office.get("/refusals/value")
    assert answer.status_code == 422
    assert answer.json["errors"] == [
        {"field": "nodes.2.limit_on", "reason": "not_a_date", "detail": "须为日期，如 2020-08-31。"}
    ]


def test_what_is_absent_is_answered_like_what_may_not_be_known(office):
    answer = office.get("/refusals/absent")
    assert answer.status_code == 404
    assert "2020-999" not in answer.text


def test_a_defect_tells_nothing_of_the_inside(office, capfd):
    answer = office.get("/refusals/defect")
    assert answer.status_code == 500
    assert answer.json["type"] == "/problems/internal_error"
    assert "13800138000" not in answer.text


def test_a_wrong_method_says_which_are_allowed(office):
    answer = office.delete("/things")
    assert answer.status_code == 405
    assert {"GET", "POST"} <= {word.strip() for word in answer.headers["Allow"].split(",")}


@pytest.mark.parametrize(
    ("asked", "title"),
    [
        ("", "没有找到"),
        ("fr, ja;q=0.5", "没有找到"),
        ("zh-CN,zh;q=0.9", "没有找到"),
        ("zh-HK,en;q=0.5", "沒有找到"),
        ("en-GB,en;q=0.9", "Not found"),
    ],
)
def test_a_problem_speaks_the_readers_language(office, asked, title):
    assert office.get("/refusals/absent", headers={"Accept-Language": asked}).json["title"] == title


def test_a_sentence_shows_a_gap_for_a_detail_it_was_not_given():
    assert words.sentence("too_long", {}) == "过长，至多 …。"


def test_every_reason_raised_in_the_code_has_its_words():
    raised = set()
    for folder in ("domain", "service", "projections", "api"):
        for path in (ROOT / folder).rglob("*.py"):
            raised |= {(slug, path.name) for slug in _reasons(path.read_text())}
    missing = sorted(f"{slug} ({name})" for slug, name in raised if slug not in words.catalogue())
    assert not missing, "add to api/words_*.py: " + ", ".join(missing)


def _reasons(text: str) -> set[str]:
    slug = r'"([a-z][a-z0-9_.]*)"'
    found = set(re.findall(rf"RefusedError\(\s*{slug}", text))
    found |= set(re.findall(rf'InvalidError\(\s*(?:f?"[^"]*"|[^,"()]+(?:\([^()]*\))?),\s*{slug}', text))
    found |= set(re.findall(rf"AskError\(\s*\d+,\s*{slug}", text))
    found |= set(re.findall(rf"\bValidationError\(\s*{slug}", text))
    return found


def test_whatever_a_sentence_speaks_of_is_given_wherever_it_is_raised():
    raised = [
        (path.name, slug, given)
        for folder in ("domain", "service", "projections", "api")
        for path in (ROOT / folder).rglob("*.py")
        for slug, given in _raised_with(path.read_text())
        if slug in words.catalogue()
    ]
    assert len(raised) > 300
    gaps = [(name, slug, _gaps(slug) - given) for name, slug, given in raised]
    assert [(name, slug, missing) for name, slug, missing in gaps if missing] == []


def _gaps(slug: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(words.catalogue()[slug]) if name}


def _raised_with(text: str) -> list[tuple[str, set[str]]]:
    """Return each slug with the details given beside it; calls that hand on a whole mapping are left out."""
    place = {"RefusedError": 0, "InvalidError": 1, "AskError": 1}
    calls = [call for call in ast.walk(ast.parse(text)) if isinstance(call, ast.Call)]
    named = [call for call in calls if isinstance(call.func, ast.Name) and call.func.id in place]
    return [
        (part.value, {detail.arg for detail in call.keywords})
        for call in named
        if all(detail.arg for detail in call.keywords) and len(call.args) > place[call.func.id]
        for part in ast.walk(call.args[place[call.func.id]])
        if isinstance(part, ast.Constant) and isinstance(part.value, str)
    ]


def test_the_search_for_reasons_finds_every_way_they_are_written():
    text = """
        raise RefusedError("a.b", clause="x")
        raise RefusedError(
            "c.d", clause="x")
        raise InvalidError("field", "e")
        raise InvalidError(f"nodes.{n}.x", "f", value=1)
        raise InvalidError(self._at(key), "g")
        raise InvalidError(
            field,
            "h",
        )
        raise AskError(400, "i")
        raise ValidationError("j", "name")
    """
    assert _reasons(text) == {"a.b", "c.d", "e", "f", "g", "h", "i", "j"}


def test_no_two_files_word_one_reason_differently():
    said: dict[str, set[str]] = {}
    for source in catalogues.sources("words").values():
        for slug, sentence in source.items():
            said.setdefault(slug, set()).add(sentence)
    assert {slug: found for slug, found in said.items() if len(found) > 1} == {}
