"""`/units` over HTTP: register, rename, merge, split, aliases, groups."""

import pytest

NEW = {"code": "xinjuju", "name": "市新设局", "group": "municipal", "aliases": ["新设局"]}
CHANGE = {"kind": "merge", "to": "fagai", "effective_on": "2020-08-11", "reason": "机构改革"}


def rows(answer):
    assert answer.status_code == 200, answer.json
    return {row.get("code", row.get("group")): row for row in answer.json["items"]}


def refused(answer, status, reason):
    assert (answer.status_code, answer.json["type"]) == (status, f"/problems/{reason}"), answer.json
    assert answer.json["detail"] != reason, "every refusal has its sentence"
    return answer.json


def test_a_registered_unit_is_listed_at_once(city):
    answer = city.as_("office").post("/units", NEW)
    assert answer.status_code == 201 and answer.json["receipt"]["receipt_id"].startswith("r-")
    unit = rows(city.as_("unit_clerk").get("/units"))["xinjuju"]
    assert (unit["name"], unit["full_name"], unit["group"]) == ("市新设局", "市新设局", "municipal")
    assert unit["aliases"] == ["新设局"] and unit["ended_on"] is None


def test_the_list_is_filtered_by_assessment_group(city):
    units = rows(city.as_("office").get("/units?group=county"))
    assert units and {unit["group"] for unit in units.values()} == {"county"}


def test_an_alias_of_another_unit_is_refused_naming_that_unit(city):
    city.as_("office").post("/units", NEW)
    problem = refused(city.as_("office").post("/units/fagai/aliases", {"alias": "新设局"}), 409, "unit.name_taken")
    assert problem["unit"] == "xinjuju" and problem["clause"] == "D-030"
    assert city.as_("office").post("/units/fagai/aliases", {"alias": "发改部门"}).status_code == 201


def test_a_unit_bears_the_name_of_the_day_asked_for(city):
    change = {"kind": "rename", "to": "市发展和改革委", "effective_on": "2020-10-01", "reason": "机构改革"}
    before = rows(city.as_("office").get("/units"))["fagai"]["name"]
    assert city.as_("office").post("/units/fagai/changes", change).status_code == 201
    for day, name in (("2020-09-30", before), ("2020-10-01", "市发展和改革委")):
        assert rows(city.as_("office").get(f"/units?true_on={day}"))["fagai"]["name"] == name


def test_a_long_list_comes_in_pages(city):
    whole = [unit["code"] for unit in city.as_("office").get("/units").json["items"]]
    first = city.as_("office").get("/units?limit=5").json
    second = city.as_("office").get(f"/units?limit=5&cursor={first['next_cursor']}").json
    assert [unit["code"] for page in (first, second) for unit in page["items"]] == whole[:10]
    refused(city.as_("office").get("/units?cursor=x"), 422, "not_a_cursor")


def test_the_list_as_known_before_a_change_does_not_show_it(city):
    known = city.as_("office").get("/units").json["as_of"]["position"]
    city.as_("office").post("/units", NEW)
    assert "xinjuju" not in rows(city.as_("office").get(f"/units?known_at=position:{known}"))


def test_a_merged_unit_says_where_it_went(city):
    city.as_("office").post("/units", NEW)
    answer = city.as_("office").post("/units/xinjuju/changes", CHANGE)
    assert answer.status_code == 201 and answer.json["tasks_moved"] == []
    unit = rows(city.as_("office").get("/units"))["xinjuju"]
    assert (unit["merged_into"], unit["ended_on"]) == ("fagai", "2020-08-11")
    refused(city.as_("office").post("/units/xinjuju/changes", CHANGE), 409, "unit.changed_already")


def test_a_merger_moves_the_units_open_tasks(city):
    office = city.as_("office")
    office.post("/units", NEW)
    task = {
        "scheme": city.scheme,
        "title": "新增规上工业企业",
        "category": "hard_task",
        "lead": ["xinjuju"],
        "co": ["caizheng"],
    }
    task_no = office.post("/tasks", task).json["task_no"]
    assert office.post("/units/xinjuju/changes", CHANGE).json["tasks_moved"] == [task_no]
    assert office.get(f"/tasks/{task_no}").json["lead"] == ["fagai"]
    assert city.as_("unit_clerk").get(f"/tasks/{task_no}").status_code == 200


def test_a_split_names_its_parts(city):
    city.as_("office").post("/units", NEW)
    change = CHANGE | {"kind": "split", "to": ["fagai", "caizheng"]}
    assert city.as_("office").post("/units/xinjuju/changes", change).status_code == 201
    assert rows(city.as_("office").get("/units"))["xinjuju"]["split_into"] == ["fagai", "caizheng"]


@pytest.mark.parametrize(
    ("path", "body", "field"),
    [
        ("/units", NEW | {"code": "X"}, "code"),
        ("/units", NEW | {"group": "provincial"}, "group"),
        ("/units", NEW | {"colour": "red"}, "colour"),
        ("/units/fagai/changes", CHANGE | {"to": 7}, "to"),
        ("/units/fagai/changes", CHANGE | {"to": "nobody"}, "to"),
        ("/units/fagai/changes", CHANGE | {"kind": "split", "to": "caizheng"}, "to"),
        ("/units/fagai/changes", CHANGE | {"effective_on": "1.10."}, "effective_on"),
        (
            "/units/groups",
            {"group": "gg", "name": "组", "members": ["nobody"], "effective_on": "2020-08-11"},
            "members.0",
        ),
    ],
)
def test_what_is_wrong_is_named_by_its_field(city, path, body, field):
    answer = city.as_("office").post(path, body)
    assert answer.status_code == 422 and field in [error["field"] for error in answer.json["errors"]]


def test_an_unknown_unit_is_absent(city):
    refused(city.as_("office").post("/units/nobody/changes", CHANGE), 404, "absent")


def test_units_are_changed_by_office_and_administrator_only(city):
    for role in ("unit_head", "leader", "auditor"):
        refused(city.as_(role).post("/units", NEW), 403, "forbidden")
    assert city.as_("admin").post("/units", NEW).status_code == 201


def test_group_members_are_those_of_the_day_asked_for(city):
    body = {"group": "pilot", "name": "试点单位", "members": ["fagai", "caizheng"], "effective_on": "2020-08-11"}
    assert city.as_("office").post("/units/groups", body).status_code == 201
    city.as_("office").post("/units/groups", body | {"members": ["fagai"], "effective_on": "2020-10-01"})
    for day, members in (("2020-09-01", ["fagai", "caizheng"]), ("2020-10-01", ["fagai"])):
        assert rows(city.as_("office").get(f"/units/groups?true_on={day}"))["pilot"]["members"] == members


@pytest.mark.parametrize("mark", ["\x07", "\x1b", "\x7f", "\u202e", "\u2066", "\ufffe"], ids=ascii)
def test_a_name_with_marks_that_are_not_seen_but_act_is_refused(city, mark):
    problem = refused(city.as_("office").post("/units", {**NEW, "name": f"市{mark}新设局"}), 422, "invalid_body")
    assert [(error["field"], error["reason"]) for error in problem["errors"]] == [("name", "unsound_text")]


def test_a_name_may_have_rare_characters_and_pictures(city):
    assert city.as_("office").post("/units", {**NEW, "name": "市𠮷河😀局"}).status_code == 201
