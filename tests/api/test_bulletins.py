"""`/bulletins` and `/public` over HTTP: frozen figures, two persons, who may read what, corrections."""

from datetime import date
from typing import Any

import pytest

from domain import events as e
from domain import ids
from domain.record import Fact
from service.tick import tick
from tests.api.conftest import CONSTRUCTION, OTHER_UNIT, SCHEME, UNIT, City
from tests.api.ledger import enter, problem
from tests.api.lighting_city import write
from tests.api.report_city import local

PRAISED, CRITICISED = "提前两个月完成主体工程", "连续两月进展迟缓"
BULLETIN: dict[str, Any] = {
    "kind": "regular", "period": "2020-08", "title": "8月份重点工作督查情况", "text": "总体进展良好。",
}  # fmt: skip


def drafted(city: City, role: str = "office", **changes: Any) -> dict[str, Any]:
    answer = city.as_(role).post("/bulletins", {**BULLETIN, **changes})
    assert answer.status_code == 201, answer.json
    body: dict[str, Any] = answer.json
    return body


def published(city: City, **changes: Any) -> str:
    bulletin = str(drafted(city, **changes)["bulletin"])
    answer = city.as_("office_head").post(f"/bulletins/{bulletin}/publication")
    assert answer.status_code == 200, answer.json
    return bulletin


def read(city: City, bulletin: str, role: str = "office") -> dict[str, Any]:
    answer = city.as_(role).get(f"/bulletins/{bulletin}")
    assert answer.status_code == 200, answer.json
    body: dict[str, Any] = answer.json
    return body


def lit(no: str, node: str, light: str) -> Fact:
    on = date(2020, 8, 31)
    return Fact(
        ids.task(no),
        e.LightSet(no, node, light, SCHEME, 1, "heyuan-2020", light, "miss", "二(三)", on, None, on, {}, "", 1),
    )


def score(city: City, unit: str) -> dict[str, Any]:
    answer = city.as_("assessor").get(f"/assessments/{SCHEME}/units/{unit}")
    assert answer.status_code == 200, answer.json
    body: dict[str, Any] = answer.json
    return body


@pytest.fixture
def september(city: City) -> City:
    """Two tasks of fagai, one green and one yellow, and a livelihood task; 8 September."""
    enter(city), enter(city, co=[]), enter(city, category="livelihood")
    write(city, lit("2020-001", "2020-08", "green"), lit("2020-002", "2020-08", "yellow"))
    city.clock.move_to(local("2020-09-08"))
    tick(city.app)
    return city


def test_a_bulletin_goes_out_by_two_persons_with_the_figures_of_its_drafting(september: City) -> None:
    before = september.app.store.position()
    draft = drafted(september)
    assert (draft["bulletin"], draft["state"], draft["position"]) == ("b-2020-0001", "draft", before)
    figures = draft["figures"]
    assert figures["tasks"] == {"in_force": 3, "active": 3, "completed": 0, "withdrawn": 0}
    assert figures["lights"] == {"green": 1, "yellow": 1, "red": 0, "none": 1}
    assert figures["by_node"]["2020-08"]["not_set"] == 1
    assert [row["task_no"] for row in figures["behind"]] == ["2020-002"]
    assert [row["task_no"] for row in figures["on_schedule"]] == ["2020-001"]
    assert (figures["reports"]["owed"], figures["reports"]["missed"]) == (6, 6)
    problem(september.as_("office").post("/bulletins/b-2020-0001/publication"), 403)
    write(september, lit("2020-003", "2020-08", "red"))
    answer = september.as_("office_head").post("/bulletins/b-2020-0001/publication", match=draft["version"])
    assert (answer.status_code, answer.json["number"], answer.json["late_days"]) == (200, "第1期", 0)
    told = read(september, "b-2020-0001", "unit_clerk")
    assert (told["figures"], told["text"], told["name"]) == (figures, BULLETIN["text"], "河源政务督查")
    assert (told["state"], told["published_on"], told["erased"]) == ("published", "2020-09-08", False)


def test_what_was_printed_is_what_the_lists_say_of_that_line(september: City) -> None:
    figures = drafted(september)["figures"]
    write(september, lit("2020-003", "2020-08", "red"), lit("2020-001", "2020-10", "yellow"))
    asked = {"known_at": f"position:{figures['position']}", "scheme": SCHEME}
    tasks = september.as_("office").get("/tasks", query_string=asked).json["items"]
    owed = september.as_("office").get("/duties", query_string={**asked, "kind": "progress_report"}).json["items"]
    for light in ("green", "yellow", "red"):
        assert figures["lights"][light] == sum(task["light"] == light for task in tasks)
    missing = [(d["unit"], d["task_no"]) for d in owed if d["state"] == "missed" and d["period"] == "2020-08"]
    assert [(d["unit"], d["task_no"]) for d in figures["reports"]["missing_reports"]] == missing


def test_who_drafted_does_not_publish(september: City) -> None:
    bulletin = drafted(september, "office_head")["bulletin"]
    refused = problem(september.as_("office_head").post(f"/bulletins/{bulletin}/publication"), 409)
    assert (refused["type"], refused["clause"]) == ("/problems/bulletin.drafter_may_not_publish", "D-120")


def test_a_draft_is_known_to_the_office_alone(september: City) -> None:
    bulletin = drafted(september, title="绝密草稿")["bulletin"]
    for role in ("leader", "principal_leader", "unit_clerk", "unit_head", "assessor", "auditor"):
        problem(september.as_(role).get(f"/bulletins/{bulletin}"), 404)
        assert september.as_(role).get("/bulletins").json["items"] == []
    problem(september.anonymous().get(f"/public/bulletins/{bulletin}"), 404)
    assert september.anonymous().get("/public/bulletins").json["items"] == []
    assert [row["state"] for row in september.as_("office_head").get("/bulletins").json["items"]] == ["draft"]
    assert "绝密草稿" not in september.as_("assessor").get("/audit").text


def test_a_draft_made_anew_keeps_its_id_and_takes_todays_figures(september: City) -> None:
    draft = drafted(september)
    write(september, lit("2020-003", "2020-08", "red"))
    answer = september.as_("office").put(f"/bulletins/{draft['bulletin']}", BULLETIN, match=draft["version"])
    assert (answer.status_code, answer.json["bulletin"]) == (200, draft["bulletin"])
    assert (answer.json["figures"]["lights"]["red"], answer.json["version"]) == (1, 2)
    problem(september.as_("office").put(f"/bulletins/{draft['bulletin']}", BULLETIN, match=1), 412)
    september.as_("office_head").post(f"/bulletins/{draft['bulletin']}/publication")
    refused = problem(september.as_("office").put(f"/bulletins/{draft['bulletin']}", BULLETIN), 409)
    assert refused["type"] == "/problems/bulletin.published"
    problem(september.as_("office").put("/bulletins/b-2020-0099", BULLETIN), 404)


def test_numbers_run_without_gaps_in_each_kind(september: City) -> None:
    drafted(september)  # never published
    numbers = [
        read(september, published(september, kind=kind))["number"] for kind in ("regular", "livelihood", "regular")
    ]
    assert numbers == ["第1期", "第1期", "第2期"]


def test_praise_and_criticism_count_once_they_are_published(september: City) -> None:
    mentions = {
        "praise": [{"unit": UNIT, "task_no": "2020-001", "text": PRAISED}],
        "criticism": [{"unit": OTHER_UNIT, "task_no": "2020-001", "text": CRITICISED}],
    }
    before = score(september, UNIT)["score"]
    bulletin = drafted(september, **mentions)["bulletin"]
    assert score(september, UNIT)["score"] == before
    position = september.as_("office_head").post(f"/bulletins/{bulletin}/publication").json["receipt"]["position"]
    mine = score(september, UNIT)
    entry = next(x for x in mine["entries"] if x["cause"] == "praised")
    assert (mine["score"] - before, entry["points"], entry["positions"]) == (1.0, 1.0, [position])
    assert (entry["task_no"], entry["period"]) == ("2020-001", bulletin)
    other = score(september, OTHER_UNIT)
    assert [x["points"] for x in other["entries"] if x["cause"] == "criticised"] == [-1.0]


def test_a_criticism_taken_back_by_two_persons_no_longer_counts(september: City) -> None:
    criticism = [{"unit": OTHER_UNIT, "task_no": "2020-001", "text": CRITICISED}]
    bulletin = published(september, criticism=criticism)
    figures, known = read(september, bulletin)["figures"], september.app.store.position()
    correction = {"text": "撤回对市财政局的批评。", "reason": "经查不属实"}
    gone = {"withdraws": [{"among": "criticism", "mention": 1}]}
    answer = september.as_("office").post(f"/bulletins/{bulletin}/corrections", {**correction, **gone})
    assert (answer.status_code, answer.json["correction"]) == (201, 1)
    assert score(september, OTHER_UNIT)["score"] == 99.0
    assert read(september, bulletin, "unit_clerk")["corrections"] == []
    confirmation = f"/bulletins/{bulletin}/corrections/1/confirmation"
    problem(september.as_("office").post(confirmation), 403)
    assert september.as_("principal_leader").post(confirmation).status_code == 200
    told = read(september, bulletin, "unit_clerk")
    assert (told["figures"], told["criticism"][0]["withdrawn"]) == (figures, True)
    assert [(c["text"], c["state"]) for c in told["corrections"]] == [(correction["text"], "confirmed")]
    assert score(september, OTHER_UNIT)["score"] == 100.0
    then = september.as_("assessor").get(f"/assessments/{SCHEME}/units/{OTHER_UNIT}?known_at=position:{known}")
    assert then.json["score"] == 99.0
    assert september.anonymous().get(f"/public/bulletins/{bulletin}").json["corrections"] == []
    again = september.as_("office").post(f"/bulletins/{bulletin}/corrections", {**correction, **gone})
    assert problem(again, 422)["errors"][0]["field"] == "withdraws.0.mention"
    assert problem(september.as_("principal_leader").post(confirmation), 409)["clause"] == "D-120"


def test_who_proposed_a_correction_does_not_confirm_it(september: City) -> None:
    bulletin = published(september)
    body = {"text": "标题应为9月份。", "reason": "笔误"}
    assert september.as_("office_head").post(f"/bulletins/{bulletin}/corrections", body).status_code == 201
    refused = problem(september.as_("office_head").post(f"/bulletins/{bulletin}/corrections/1/confirmation"), 409)
    assert refused["type"] == "/problems/bulletin.second_person"
    problem(september.as_("office_head").post(f"/bulletins/{bulletin}/corrections/2/confirmation"), 404)
    draft = drafted(september)["bulletin"]
    refused = problem(september.as_("office").post(f"/bulletins/{draft}/corrections", body), 409)
    assert refused["type"] == "/problems/bulletin.not_published"


def test_the_public_reads_praise_and_counts_and_no_criticism_unless_it_is_said(september: City) -> None:
    bulletin = published(
        september,
        praise=[{"unit": UNIT, "task_no": None, "text": PRAISED}],
        criticism=[
            {"unit": OTHER_UNIT, "task_no": "2020-001", "text": CRITICISED},
            {"unit": CONSTRUCTION, "task_no": "2020-001", "text": "长期停工", "public": True},
        ],
    )
    listed = september.anonymous().get("/public/bulletins").json["items"]
    assert [(row["bulletin"], row["number"]) for row in listed] == [(bulletin, "第1期")]
    answer = september.anonymous().get(f"/public/bulletins/{bulletin}")
    told = answer.json
    assert [m["text"] for m in told["praise"]] == [PRAISED]
    assert [m["text"] for m in told["criticism"]] == ["长期停工"]
    assert told["praise"][0]["unit_name"] != UNIT
    assert told["figures"]["lights"]["green"] == 1
    assert not {"behind", "reports", "notices"} & set(told["figures"])
    assert CRITICISED not in answer.text
    assert [m["text"] for m in read(september, bulletin, "unit_clerk")["criticism"]] == [CRITICISED, "长期停工"]


def test_livelihood_progress_is_what_the_last_special_told(september: City) -> None:
    assert september.anonymous().get("/public/livelihood").json["items"] == []
    september.as_("unit_clerk").post(
        "/tasks/2020-003/reports", {"node": "2020-08", "progress": "完成六成", "text": "已完成六成。"}
    )
    bulletin = published(september, kind="livelihood")
    september.as_("unit_clerk").post(
        "/tasks/2020-003/reports", {"node": "2020-08", "progress": "完成七成", "text": "已完成七成。"}
    )
    told = september.anonymous().get("/public/livelihood").json
    assert (told["bulletin"], told["period"], told["profile"]) == (bulletin, "2020-08", "heyuan-2020")
    (task,) = told["items"]
    assert (task["task_no"], task["progress"], task["lead"][0]["unit"]) == ("2020-003", "完成六成", UNIT)
    assert september.anonymous().get("/public/livelihood?scheme=nowhere").json["items"] == []


def test_the_monthly_special_is_the_offices_own_duty(september: City) -> None:
    def specials(**query: Any) -> list[tuple[str, str, int]]:
        asked = {"kind": "office_special", "unit": "office", **query}
        rows = september.as_("office").get("/duties", query_string=asked).json["items"]
        return [(row["due_on"], row["state"], row["late_days"]) for row in rows]

    assert specials()[:2] == [("2020-09-07", "missed", 0), ("2020-10-14", "open", 0)]
    assert september.as_("unit_clerk").get("/duties?kind=office_special").json["items"] == []
    published(september, kind="livelihood")
    assert specials()[0] == ("2020-09-07", "late", 1)
    september.clock.move_to(local("2020-10-14", "17:00"))
    tick(september.app)
    published(september, kind="livelihood", period="2020-09")
    assert specials()[1] == ("2020-10-14", "met", 0)
    known = september.as_("assessor").get(f"/assessments/{SCHEME}/units").json["items"]
    assert "office" not in {row["unit"] for row in known}


def test_a_special_is_told_once_and_after_its_month(september: City) -> None:
    early = september.as_("office").post("/bulletins", {**BULLETIN, "kind": "livelihood", "period": "2020-09"})
    assert problem(early, 409)["type"] == "/problems/bulletin.period_not_over"
    waiting = drafted(september, kind="livelihood")["bulletin"]
    published(september, kind="livelihood")
    again = september.as_("office").post("/bulletins", {**BULLETIN, "kind": "livelihood"})
    assert problem(again, 409)["type"] == "/problems/bulletin.special_published"
    problem(september.as_("office_head").post(f"/bulletins/{waiting}/publication"), 409)
    never = september.as_("office").post("/bulletins", {**BULLETIN, "kind": "livelihood", "period": "2020-07"})
    assert problem(never, 409)["type"] == "/problems/duty.not_owed"


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"kind": "poem"}, "kind"),
        ({"period": "2020-13"}, "period"),
        ({"period": "2027-01", "scheme": SCHEME}, "period"),
        ({"period": "2027-01"}, "scheme"),
        ({"scheme": "nowhere-2020"}, "scheme"),
        ({"title": " "}, "title"),
        ({"praise": [{"unit": "nobody", "text": "好"}]}, "praise.0.unit"),
        ({"praise": [{"unit": UNIT, "task_no": "2020-099", "text": "好"}]}, "praise.0.task_no"),
        ({"criticism": [{"unit": "jiaoyu", "task_no": "2020-001", "text": "差"}]}, "criticism.0.unit"),
        ({"praise": [{"unit": UNIT, "text": "好"}, {"unit": UNIT, "text": "好"}]}, "praise.1"),
    ],
)
def test_a_bulletin_that_cannot_be_is_refused_by_its_field(
    september: City, changes: dict[str, Any], field: str
) -> None:
    refused = problem(september.as_("office").post("/bulletins", {**BULLETIN, **changes}), 422)
    assert refused["errors"][0]["field"] == field


def test_the_same_key_drafts_once(september: City) -> None:
    first, second = (september.as_("office").post("/bulletins", BULLETIN, key="k-1") for _ in range(2))
    assert first.json == second.json
    assert len(september.as_("office").get("/bulletins").json["items"]) == 1


def test_the_list_comes_in_pages(september: City) -> None:
    for _ in range(3):
        published(september)
    first = september.as_("auditor").get("/bulletins?limit=2&state=published&kind=regular").json
    second = september.as_("auditor").get(f"/bulletins?limit=2&cursor={first['next_cursor']}").json
    assert [row["issue"] for row in (*first["items"], *second["items"])] == [1, 2, 3]
    public = september.anonymous().get("/public/bulletins?limit=2").json
    assert (len(public["items"]), public["next_cursor"]) == (2, "b-2020-0002")
