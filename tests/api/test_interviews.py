"""`/interviews` over HTTP: called for, decided, convened, recorded, signed or refused, archived; who may know of it."""

import pytest

from tests.api.interview_city import CITY_SIDE, MEETING, I, a_file, called, go_to, minutes, sitting
from tests.api.lighting_city import DONE, MISSED, issue
from tests.api.report_city import local


@pytest.fixture
def heyuan(city):
    return called(city)


def office(city):
    return city.as_("office")


def head(city):
    return city.as_("office_head")


def unit(city):
    return city.as_("unit_head")


def problem(answer):
    return answer.status_code, answer.json["type"].removeprefix("/problems/"), answer.json.get("clause")


def fault(answer):
    assert answer.status_code == 422, answer.json
    return [(error["field"], error["reason"]) for error in answer.json["errors"]]


def test_a_failed_notice_has_called_for_an_interview_in_the_same_write(heyuan):
    answer = office(heyuan).get(I)
    said = answer.json
    assert (said["state"], said["level"], said["ground"], said["clause"]) == ("proposed", 1, "not_rectified", "二(三)")
    assert (said["task_no"], said["units"]) == (MISSED, [{"unit": heyuan.unit, "role": "lead"}])
    assert (said["lights"], said["notices"]) == ([{"node": "2020-08", "light": "yellow"}], ["n-2020-0001"])
    (notice,) = said["case"]["notices"]
    assert (notice["number"], notice["verdict"]["rectified"]) == ("河督改〔2020〕1号", False)
    assert [light["light"] for light in said["case"]["lights"]] == ["yellow"]
    assert {"yellow", "notice_not_rectified"} <= {e["cause"] for e in said["case"]["scores"][0]["entries"]}
    assert answer.headers["ETag"] == f'"{said["version"]}"'


def test_it_lives_from_proposal_to_archive(heyuan):
    go_to(heyuan, "archived")
    said = office(heyuan).get(I).json
    assert (said["state"], said["number"], said["archive_number"]) == (
        "archived",
        "河督约〔2020〕1号",
        "河督档〔2020〕1号",
    )
    assert (said["approval"]["post"], said["approval"]["approved"]) == ("fushizhang-jingji", True)
    assert (said["convening"]["place"], said["convening"]["by"]) == ("三楼会议室", "test-office-head")
    assert [a["side"] for a in said["meeting"]["attendees"]] == ["city", "city", "other", "unit"]
    assert (said["record"]["statement"], said["record"]["erased"]) == ("资金没有及时到位", [])
    assert [(s["side"], s["signed"]) for s in said["signatures"]] == [("city", True), ("unit", True)]
    assert (said["report"]["to"], said["archive"]["on"]) == ("shizhang", "2020-09-29")
    (promise,) = said["commitments"]
    assert (promise["unit"], promise["due_on"], promise["text"]) == (heyuan.unit, "2020-10-20", "完成主体工程")


def test_every_act_is_answered_with_state_version_and_receipt(heyuan):
    answer = heyuan.as_("leader").post(f"{I}/approval", {"approved": True}, key="k-1")
    assert set(answer.json) == {"interview", "state", "version", "receipt"}
    assert answer.headers["ETag"] == f'"{answer.json["version"]}"'
    office(heyuan).post(f"{I}/convening", MEETING)
    again = heyuan.as_("leader").post(f"{I}/approval", {"approved": True}, key="k-1")
    assert again.json == answer.json, "a repeated request is answered as the first time"
    assert office(heyuan).post(f"{I}/convening", MEETING, match=99).status_code == 412


# --- deciding ----------------------------------------------------------------------------------------------------


def test_the_office_proposes_by_hand_with_units_that_take_part(heyuan):
    said = {"task_no": DONE, "level": 1, "reason": "瞒报进度", "units": [heyuan.construction, heyuan.unit]}
    made = office(heyuan).post("/interviews", said)
    assert (made.status_code, made.json["interview"], made.json["units"]) == (
        201, "i-2020-0002", [heyuan.unit, heyuan.construction],
    )  # fmt: skip
    assert problem(office(heyuan).post("/interviews", said)) == (409, "interviews.waiting_already", "D-100")
    assert fault(office(heyuan).post("/interviews", {**said, "units": ["shuiwu"]})) == [("units.0", "no_role_in_task")]
    assert fault(office(heyuan).post("/interviews", {**said, "level": 7})) == [("level", "unknown_level")]
    assert fault(office(heyuan).post("/interviews", {**said, "task_no": "2020-999"})) == [("task_no", "unknown_task")]
    assert fault(office(heyuan).post("/interviews", {**said, "notice": "n-2020-0001"})) == [
        ("notice", "not_a_notice_of_the_task")
    ]


def test_the_leader_in_charge_decides_also_on_paper(heyuan):
    paper = {"on_behalf_of": "post:fushizhang-jingji", "received_at": "2020-09-21T08:30:00+08:00"}
    assert problem(office(heyuan).post(f"{I}/approval", {"approved": True})) == (
        409, "act.office_needs_a_paper", "D-002",
    )  # fmt: skip
    answer = office(heyuan).post(f"{I}/approval", {"approved": True, **paper})
    assert answer.json["state"] == "approved"
    assert office(heyuan).get(I).json["approval"]["on_behalf_of"] == "post:fushizhang-jingji"


def test_a_leader_may_decline_with_a_reason(heyuan):
    leader = heyuan.as_("leader")
    assert fault(leader.post(f"{I}/approval", {"approved": False})) == [("reason", "missing")]
    assert leader.post(f"{I}/approval", {"approved": False, "reason": "已另行部署"}).json["state"] == "declined"
    assert problem(leader.post(f"{I}/approval", {"approved": True})) == (409, "interviews.cannot_decide", "D-101")


def test_the_office_lets_go_of_an_interview_only_once_its_ground_has_fallen(heyuan):
    said = {"approved": False, "reason": "通知书已作废"}
    assert problem(office(heyuan).post(f"{I}/approval", said)) == (409, "interviews.ground_stands", "D-100")
    office(heyuan).post("/notices/n-2020-0001/void", {"reason": "发错了单位"})
    head(heyuan).post("/notices/n-2020-0001/void/confirmation")
    assert office(heyuan).post(f"{I}/approval", said).json["state"] == "declined"
    assert office(heyuan).get(I).json["approval"]["post"] is None


def test_a_red_light_calls_for_the_principal_leader(heyuan):
    heyuan.clock.move_to(local("2020-11-05"))
    assert issue(heyuan, {"task_no": MISSED}, node="2020-10").status_code == 200
    said = office(heyuan).get("/interviews/i-2020-0002").json
    assert (said["level"], said["ground"], said["node"]) == (2, "light", "2020-10")
    assert [lit["light"] for lit in said["lights"]] == ["yellow", "red"]
    path = "/interviews/i-2020-0002/approval"
    refused = heyuan.as_("leader").post(path, {"approved": True})
    assert problem(refused) == (409, "interviews.for_a_higher_leader", "二(三)")
    assert heyuan.as_("principal_leader").post(path, {"approved": True}).json["state"] == "approved"


# --- convening and holding ---------------------------------------------------------------------------------------


def test_the_notice_is_drafted_by_one_and_issued_by_another(heyuan):
    go_to(heyuan, "approved")
    assert problem(head(heyuan).post(f"{I}/convening")) == (409, "interviews.not_drafted", "D-101")
    assert fault(office(heyuan).post(f"{I}/convening", {"reason": "x"})) == [("meets_at", "missing")]
    assert fault(office(heyuan).post(f"{I}/convening")) == [("meets_at", "missing")]
    drafted = office(heyuan).post(f"{I}/convening", MEETING)
    assert (drafted.json["state"], drafted.json["number"]) == ("approved", None)
    assert office(heyuan).get(I).json["draft"]["drafted_by"] == "test-office"
    assert "draft" not in heyuan.as_("leader").get(I).json
    issued = head(heyuan).post(f"{I}/convening", {**MEETING, "place": "二楼会议室"})
    assert (issued.json["state"], issued.json["number"]) == ("convened", "河督约〔2020〕1号")
    assert unit(heyuan).get(I).json["convening"]["place"] == "二楼会议室"


def test_a_meeting_put_off_is_convened_again_under_its_number(heyuan):
    go_to(heyuan, "convened")
    office(heyuan).post(f"{I}/convening", {**MEETING, "meets_at": "2020-09-30T09:30:00+08:00"})
    again = head(heyuan).post(f"{I}/convening")
    assert (again.json["number"], again.json["meets_at"]) == ("河督约〔2020〕1号", "2020-09-30T01:30:00Z")


@pytest.mark.parametrize(
    ("changes", "field", "reason"),
    [
        ({"held_at": "2020-10-28T09:30:00+08:00"}, "held_at", "held_in_the_future"),
        ({"host": "nobody"}, "host", "unknown_post"),
        ({"recorder": "无人"}, "recorder", "recorder_not_among_attendees"),
        ({"attendees": CITY_SIDE}, "attendees", "unit_not_among_attendees"),
    ],
)
def test_a_meeting_wrongly_filled_in_names_its_field(heyuan, changes, field, reason):
    go_to(heyuan, "convened")
    heyuan.clock.move_to(local("2020-09-28", "15:00"))
    assert fault(office(heyuan).post(f"{I}/holding", sitting(heyuan.unit, **changes))) == [(field, reason)]


def test_a_record_may_say_too_that_the_meeting_took_place(heyuan):
    go_to(heyuan, "convened")
    heyuan.clock.move_to(local("2020-09-29"))
    assert problem(office(heyuan).post(f"{I}/record", minutes())) == (409, "interviews.cannot_file", "D-102")
    assert fault(office(heyuan).post(f"{I}/record", {**minutes(), "host": "shizhang"})) == [("attendees", "missing")]
    filed = office(heyuan).post(f"{I}/record", {**sitting(heyuan.unit), **minutes()})
    assert (filed.status_code, filed.json["state"]) == (201, "filed")
    assert problem(office(heyuan).post(f"{I}/record", minutes())) == (409, "interviews.cannot_file", "D-102")


# --- the record --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("missing", ["matters", "statement", "cause", "requirements", "commitments"])
def test_a_record_that_lacks_a_content_is_refused_by_its_name(heyuan, missing):
    go_to(heyuan, "held")
    said = minutes()
    del said[missing]
    assert fault(office(heyuan).post(f"{I}/record", said)) == [(missing, "missing")]


@pytest.mark.parametrize(
    ("changes", "field", "reason"),
    [
        ({"commitments": []}, "commitments", "too_few_commitments"),
        ({"commitments": [{"text": "x"}]}, "commitments.0.due_on", "missing"),
        ({"commitments": [{"text": "x", "due_on": "2020-09-27"}]}, "commitments.0.due_on", "due_before_the_interview"),
        ({"files": ["0" * 64]}, "files.0", "unknown_file"),
        ({"statement": " "}, "statement", "blank"),
    ],
)
def test_a_record_wrongly_filled_in_names_its_field(heyuan, changes, field, reason):
    go_to(heyuan, "held")
    assert fault(office(heyuan).post(f"{I}/record", minutes(**changes))) == [(field, reason)]


def test_a_refused_signature_has_its_reason_and_a_witness_of_neither_side(heyuan):
    go_to(heyuan, "filed")
    refused = {"reason": "不认可原因认定", "witness": "李文"}
    path, said = f"{I}/signatures", {"side": "unit", "refused": refused}
    assert fault(office(heyuan).post(path, said)) == [("refused.witness", "witness_of_a_side")]
    assert fault(office(heyuan).post(path, {"side": "unit", "refused": {"reason": "x"}})) == [
        ("refused.witness", "missing")
    ]
    noted = office(heyuan).post(path, {"side": "unit", "refused": {**refused, "witness": "赵敏"}})
    assert (noted.status_code, noted.json["state"]) == (201, "filed")
    assert heyuan.as_("leader").post(path, {"side": "city"}).json["state"] == "signed"
    word = unit(heyuan).get(I).json["signatures"][0]
    assert (word["side"], word["signed"], word["witness"]) == ("unit", False, "赵敏")


def test_each_side_signs_for_itself_alone(heyuan):
    go_to(heyuan, "filed")
    path = f"{I}/signatures"
    assert problem(unit(heyuan).post(path, {"side": "city"})) == (409, "interviews.not_the_host", "D-102")
    assert problem(heyuan.as_("leader").post(path, {"side": "unit"})) == (409, "act.account_has_no_unit", "D-002")
    assert heyuan.as_("unit_clerk").post(path, {"side": "unit"}).status_code == 403
    paper = {"on_behalf_of": f"unit:{heyuan.unit}", "received_at": "2020-09-29T08:00:00+08:00"}
    assert office(heyuan).post(path, {"side": "unit", **paper}).status_code == 201
    assert problem(unit(heyuan).post(path, {"side": "unit"})) == (409, "interviews.signed_already", "D-102")


def test_nothing_is_archived_before_both_sides_had_their_word_and_the_leader_the_record(heyuan):
    go_to(heyuan, "filed")
    assert problem(office(heyuan).post(f"{I}/archive")) == (409, "interviews.cannot_archive", "D-102")
    assert problem(office(heyuan).post(f"{I}/report")) == (409, "interviews.cannot_report", "D-102")
    for role, side in (("leader", "city"), ("unit_head", "unit")):
        heyuan.as_(role).post(f"{I}/signatures", {"side": side})
    assert fault(office(heyuan).post(f"{I}/report", {"to": "fushizhang-jingji"})) == [
        ("to", "not_the_principal_leader")
    ]
    assert problem(office(heyuan).post(f"{I}/archive")) == (409, "interviews.cannot_archive", "D-102")
    assert office(heyuan).post(f"{I}/report", {"to": "shizhang"}).json["state"] == "reported"


# --- who may know of it ------------------------------------------------------------------------------------------


def test_a_unit_knows_of_its_interview_once_it_is_convened_and_of_no_other(heyuan):
    stranger = heyuan.as_("unit_head", unit=heyuan.other_unit)
    absent = office(heyuan).get("/interviews/i-2020-0999")
    go_to(heyuan, "approved")
    office(heyuan).post(f"{I}/convening", MEETING)
    assert (unit(heyuan).get(I).status_code, unit(heyuan).get("/interviews").json["items"]) == (404, [])
    head(heyuan).post(f"{I}/convening")
    assert [row["interview"] for row in unit(heyuan).get("/interviews").json["items"]] == ["i-2020-0001"]
    heyuan.clock.move_to(local("2020-09-29"))
    office(heyuan).post(f"{I}/record", {**sitting(heyuan.unit), **minutes()})
    for answer in (
        stranger.get(I), stranger.post(f"{I}/signatures", {"side": "unit"}),
        stranger.post(f"{I}/commitments/1/fulfilment", {"text": "x", "done_on": "2020-09-29"}),
    ):  # fmt: skip
        assert (answer.status_code, answer.json["type"]) == (404, absent.json["type"])
    assert stranger.get("/interviews").json["items"] == []
    assert stranger.get("/duties", query_string={"kind": "commitment"}).json["items"] == []


def test_the_leader_who_led_it_signs_and_disputes_though_another_is_in_charge_of_the_task(heyuan):
    go_to(heyuan, "convened")
    said = {"changes": {"leader": "shizhang"}, "reason": "分管调整"}
    assert office(heyuan).post(f"/tasks/{MISSED}/amendments", said).status_code == 201
    host = heyuan.as_("leader")
    assert (host.get(I).status_code, host.get("/interviews").json["items"]) == (404, []), "he has not led it yet"
    proof = a_file(office(heyuan))
    heyuan.clock.move_to(local("2020-09-29"))
    filed = office(heyuan).post(f"{I}/record", {**sitting(heyuan.unit), **minutes(files=[proof])})
    assert filed.status_code == 201, filed.json
    assert [row["interview"] for row in host.get("/interviews").json["items"]] == ["i-2020-0001"]
    assert host.get(I).json["record"]["statement"] == "资金没有及时到位"
    assert host.get(f"/files/{proof}").status_code == 200
    assert host.post(f"{I}/signatures", {"side": "city"}).status_code == 201
    dispute = {"field": "cause", "passage": "统筹不力", "claim": "会上未作此结论"}
    assert host.post(f"{I}/disputes", dispute).status_code == 201
    assert host.get(f"{I}/disputes").status_code == 200
    assert host.get(f"/tasks/{MISSED}").status_code == 404


def test_the_assessor_counts_interviews_and_reads_no_minutes(heyuan):
    go_to(heyuan, "filed")
    assessor = heyuan.as_("assessor")
    assert [row["state"] for row in assessor.get("/interviews").json["items"]] == ["filed"]
    said = assessor.get(I).json
    assert [said[name] for name in ("convening", "meeting", "record")] == [None, None, None]
    assert "资金没有及时到位" not in str(said)
    assert said["commitments"][0]["text"] is None
    for role in ("auditor", "principal_leader", "leader"):
        assert heyuan.as_(role).get(I).json["record"]["statement"] == "资金没有及时到位"


def test_interviews_are_listed_by_state_level_unit_and_task(heyuan):
    office(heyuan).post("/interviews", {"task_no": DONE, "level": 2, "reason": "瞒报进度"})

    def listed(**query):
        answer = office(heyuan).get("/interviews", query_string=query)
        assert answer.status_code == 200, answer.json
        return [row["interview"] for row in answer.json["items"]]

    assert listed() == ["i-2020-0001", "i-2020-0002"]
    assert (listed(level=2), listed(task_no=MISSED)) == (["i-2020-0002"], ["i-2020-0001"])
    assert (listed(unit=heyuan.unit, state="proposed"), listed(state="held")) == (
        ["i-2020-0001", "i-2020-0002"], [],
    )  # fmt: skip
    first = office(heyuan).get("/interviews", query_string={"limit": 1}).json
    assert listed(limit=1, cursor=first["next_cursor"]) == ["i-2020-0002"]


@pytest.mark.parametrize(
    ("role", "path"),
    [("leader", "convening"), ("unit_head", "record"), ("assessor", "signatures"), ("principal_leader", "archive"),
     ("admin", "approval"), ("auditor", "report"), ("unit_clerk", "approval")],
)  # fmt: skip
def test_powers_over_interviews(heyuan, role, path):
    assert heyuan.as_(role).post(f"{I}/{path}", {}).status_code == 403
