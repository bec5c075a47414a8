"""Refusals, the audit log's sentences and the vocabularies in the language of who reads them."""

from datetime import date

import pytest
from werkzeug.test import Client

from api import words
from api.app import create_app
from api.languages import ENGLISH, HANS, HANT
from api.sentences import sentence
from api.vocabulary import word
from domain import events as e
from domain.errors import AbsentError, InvalidError, RefusedError
from tests.api.conftest import Caller
from tests.api.sample import sample

IN_ENGLISH = {"Accept-Language": "en-GB,en;q=0.9"}
SUBMITTED = {
    "unit": "jiaotong", "to": "office", "task_no": "2020-017", "node": "2020-08", "report_no": 2, "late_days": 0,
}  # fmt: skip


@pytest.fixture
def office(city):
    return Caller(Client(create_app(city.app, families=(sample,))), city.tokens["office", None])


def test_a_wrong_value_is_refused_in_english(office):
    answer = office.get("/refusals/value", headers=IN_ENGLISH)
    assert answer.json["errors"] == [
        {
            "field": "nodes.2.limit_on",
            "reason": "not_a_date",
            "detail": "This must be a date, such as 2020-08-31.",
        }
    ]


def test_what_is_wrong_with_a_form_is_said_field_by_field_in_english(city):
    answer = city.as_("office").post("/units", {"name": "局" * 201, "group": 7, "colour": "red"}, headers=IN_ENGLISH)
    assert (answer.status_code, answer.json["title"]) == (422, "Something is filled in wrongly")
    assert answer.json["detail"] == "Some of what you filled in is wrong. Correct each field as shown."
    told = {error["field"]: error["detail"] for error in answer.json["errors"]}
    assert told["code"] == "Fill this in."
    assert told["name"] == "This must have 1 to 100 characters or entries."
    assert told["colour"] == "There is no such field. Leave it out."


def test_a_refusal_says_lights_by_their_names():
    details = {"task_no": "2020-017", "node": "2020-08", "proposed": "green", "decided": "none"}
    assert "建议绿灯，决定为未评定：" in words.sentence("lights.differs_without_reason", details)
    assert "propose green and you decided not assessed." in words.sentence(
        "lights.differs_without_reason", details, ENGLISH
    )


def test_a_refusal_offers_words_that_people_choose_from():
    details = {"value": "boss", "known": ["office", "auditor"]}
    assert words.sentence("unknown_role", details) == "没有“boss”这个角色，可用的有：督查室经办、审计。"
    assert words.sentence("unknown_role", details, HANT) == "沒有“boss”這個角色，可用的有：督查室經辦、審計。"
    assert words.sentence("unknown_role", details, ENGLISH) == (
        "There is no role “boss”. Choose one of: supervision office clerk, auditor."
    )


@pytest.mark.parametrize(
    ("error", "chinese", "english"),
    [
        (
            RefusedError("unit.into_itself", clause="D-031"),
            "单位不能并入自身。（D-031）",
            "A unit cannot be merged into itself. Choose another. (D-031)",
        ),
        (InvalidError("name", "missing"), "name：必填。", "name: Fill this in."),
        (
            AbsentError("task", "2020-999"),
            "task 2020-999：没有找到，或您无权知悉。",
            "task 2020-999: It was not found, or you may not know of it.",
        ),
    ],
)
def test_a_refusal_outside_http_is_punctuated_as_its_language_is(error, chinese, english):
    assert (words.sentence_of(error), words.sentence_of(error, ENGLISH)) == (chinese, english)


@pytest.mark.parametrize(
    ("language", "said"),
    [
        (HANS, "jiaotong 向 督查室 报送任务 2020-017 的 2020-08 落实情况反馈（第 2 号，逾期 0 个工作日）"),
        (HANT, "jiaotong 向 督查室 報送任務 2020-017 的 2020-08 落實情況反饋（第 2 號，逾期 0 個工作日）"),
        (
            ENGLISH,
            "jiaotong submitted report 2 on task 2020-017, 2020-08, to supervision office (working days late: 0)",
        ),
    ],
)
def test_a_line_of_the_record_is_told_in_the_readers_language(language, said):
    assert sentence("report.submitted.v1", SUBMITTED, language=language) == said


def test_what_is_missing_and_whether_it_is_so_are_words_of_the_language():
    decided = e.CompletionVerified("2020-017", False, None, "")
    assert sentence("task.completion_verified.v1", decided, language=ENGLISH) == (
        "Application to complete task 2020-017 decided; accepted: no, done on: (none), remark: (none)"
    )
    assert "同意：否，完成日期：（無），意見：（無）" in sentence("task.completion_verified.v1", decided, language=HANT)


def test_a_commitment_of_a_record_is_named_by_its_number():
    asked = {"where": "commitments.2"}
    assert words.sentence("not_in_the_record", asked) == "记录的“承诺 2”中没有所引的文字，请照原文引用。"
    assert "“commitment 2”" in words.sentence("not_in_the_record", asked, ENGLISH)


def test_what_an_amendment_changed_is_named_as_officers_name_it():
    amended = e.TaskAmended("2020-017", {"category": "livelihood", "note": "并入"}, "调整", date(2020, 9, 3))
    assert "：类别：民生实事；备注：并入；" in sentence("task.amended.v1", amended)
    assert ": category: livelihood task; note: 并入; " in sentence("task.amended.v1", amended, language=ENGLISH)


def test_an_account_that_is_called_like_the_office_keeps_its_name():
    lent = e.PowerDelegated("wang", "office", date(2020, 9, 1), date(2020, 9, 2), "出差")
    assert sentence("account.power_delegated.v1", lent).startswith("账号 wang 授权给 office，")


def test_the_vocabulary_gives_every_word_in_both_languages(city):
    lights = city.as_("office").get("/vocabulary").json["light"]
    assert {"word": "none", "zh": "未评定", "en": "not assessed"} in lights


@pytest.mark.parametrize(
    ("language", "said"),
    [
        (HANS, "牵头单位"),
        (HANT, "牽頭單位"),
        (ENGLISH, "lead unit"),
    ],
)
def test_a_word_is_said_in_the_language_asked_for(language, said):
    assert word("role_in_task", "lead", language) == said
    assert word("role_in_task", "另写", language) == "另写", "what is no word of ours is shown as it is"


def test_the_audit_log_is_told_in_the_language_asked_for(city):
    city.as_("office").post("/units", {"code": "xin", "name": "市新局", "full_name": "市新局", "group": "municipal"})
    asked = {"query_string": {"event": "unit.registered", "limit": 1}}
    auditor = city.as_("auditor")
    assert auditor.get("/audit", **asked).json["items"][0]["sentence"] == "登记单位 xin（市新局），考核分组 市直"
    told = auditor.get("/audit", headers=IN_ENGLISH, **asked).json["items"][0]["sentence"]
    assert told == "Unit xin registered (市新局), assessment group: municipal units"
