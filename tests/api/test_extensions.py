"""`/tasks/{no}/extensions` over HTTP."""

import pytest

from tests.api.report_city import NO, local, with_task

EXTENSIONS = f"/tasks/{NO}/extensions"
ASKED = {"node": "2020-08", "new_limit_on": "2020-09-20", "reason": "台风", "progress": "八成"}


@pytest.fixture
def heyuan(city):
    return with_task(city)


def lead(city):
    return city.as_("unit_clerk")


def test_an_extension_is_asked_and_granted_and_everybody_with_a_part_sees_it(heyuan):
    asked = lead(heyuan).post(EXTENSIONS, ASKED)
    assert (asked.status_code, asked.json["extension"], asked.json["new_limit_on"]) == (201, 1, "2020-09-20")
    decision = {"granted": True, "new_limit_on": "2020-09-15", "reason": "同意"}
    granted = heyuan.as_("leader").post(f"{EXTENSIONS}/1/decision", decision)
    assert (granted.status_code, granted.json["new_limit_on"]) == (200, "2020-09-15")
    for caller in (lead(heyuan), heyuan.as_("office"), heyuan.as_("unit_clerk", unit=heyuan.construction)):
        (row,) = caller.get(EXTENSIONS).json["items"]
        assert (row["state"], row["new_limit_on"], row["decision"]["new_limit_on"]) == (
            "granted", "2020-09-20", "2020-09-15",
        )  # fmt: skip
        assert row["decision"]["leader"] == "fushizhang-jingji"


def test_an_extension_asked_late_is_refused_by_rule(heyuan):
    heyuan.clock.move_to(local("2020-09-03"))
    answer = lead(heyuan).post(EXTENSIONS, ASKED)
    assert (answer.status_code, answer.json["type"]) == (409, "/problems/extension.asked_late")
    assert (answer.json["clause"], answer.json["limit_on"]) == ("D-009", "2020-09-02")


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"node": "2020-12"}, "extension.nothing_planned"),
        ({"new_limit_on": "2020-09-02"}, "extension.not_after_the_limit"),
        ({"new_limit_on": "2021-01-01"}, "extension.beyond_the_scheme"),
    ],
)
def test_each_refusal_has_its_sentence(heyuan, changes, reason):
    answer = lead(heyuan).post(EXTENSIONS, {**ASKED, **changes})
    assert answer.json["type"] == f"/problems/{reason}"
    assert "…" not in answer.json["detail"] and answer.json["detail"] != reason


def test_only_the_lead_asks_and_one_request_waits_at_a_time(heyuan):
    builder = heyuan.as_("unit_clerk", unit=heyuan.construction)
    assert builder.post(EXTENSIONS, ASKED).json["type"] == "/problems/extension.only_the_lead_asks"
    assert heyuan.as_("unit_clerk", unit="jiaoyu").post(EXTENSIONS, ASKED).status_code == 404
    lead(heyuan).post(EXTENSIONS, ASKED)
    assert lead(heyuan).post(EXTENSIONS, ASKED).json["type"] == "/problems/extension.one_is_pending"


def test_only_leaders_decide_and_only_once(heyuan):
    lead(heyuan).post(EXTENSIONS, ASKED)
    decision = f"{EXTENSIONS}/1/decision"
    assert lead(heyuan).post(decision, {"granted": True}).status_code == 403
    assert heyuan.as_("office").post(decision, {"granted": True}).json["type"] == "/problems/act.office_needs_a_paper"
    assert heyuan.as_("leader").post(decision, {"granted": False}).json["errors"][0]["field"] == "reason"
    wrong = heyuan.as_("leader").post(decision, {"granted": False, "reason": "不", "new_limit_on": "2020-09-15"})
    assert wrong.json["errors"][0]["reason"] == "limit_only_when_granted"
    paper = {"on_behalf_of": "post:fushizhang-jingji", "received_at": "2020-09-01T08:00:00+08:00"}
    assert heyuan.as_("office").post(decision, {"granted": False, "reason": "不同意", **paper}).status_code == 200
    again = heyuan.as_("principal_leader").post(decision, {"granted": True})
    assert again.json["type"] == "/problems/extension.already_decided"
    assert heyuan.as_("leader").post(f"{EXTENSIONS}/2/decision", {"granted": True}).status_code == 404
