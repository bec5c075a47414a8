"""A filed interview record over HTTP: corrected, disputed, checked, resolved; read, compared with copies, given out."""

import hashlib
import io
import json
import zipfile

import pytest
from docx import Document

from service.verify_bundle import verify_bundle
from tests.api.interview_city import I, a_file, called, go_to, minutes
from tests.api.report_city import local

CAUSE = {"field": "cause", "passage": "统筹不力"}
CLAIM = {**CAUSE, "claim": "资金由市级统筹，不是本单位统筹不力"}
CORRECTION = {**CAUSE, "replacement": "资金拨付迟缓", "reason": "核对拨款凭证"}
SIGNED_TEXT = "八月节点任务未完成\n资金没有及时到位\n统筹不力\n十月底前完成\n完成主体工程"


@pytest.fixture
def heyuan(city):
    return go_to(called(city), "signed")


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


def corrected(city, **changes):
    """Dispute, propose and confirm."""
    unit(city).post(f"{I}/disputes", CLAIM)
    office(city).post(f"{I}/corrections", {**CORRECTION, "dispute": 1, **changes})
    answer = head(city).post(f"{I}/corrections/1/confirmation")
    assert answer.status_code == 200, answer.json
    return answer.json


# --- corrections -------------------------------------------------------------------------------------------------


def test_a_correction_stands_beside_the_record_as_filed(heyuan):
    said = corrected(heyuan)
    assert (said["correction"], said["proposed_by"], said["dispute"]) == (1, "test-office", 1)
    assert office(heyuan).get(I).json["record"]["cause"] == "统筹不力"
    told = unit(heyuan).get(f"{I}/disputes").json
    assert (told["filed"]["cause"], told["corrected"]["cause"]) == ("统筹不力", "资金拨付迟缓")
    (row,) = told["corrections"]
    assert (row["passage"], row["replacement"], row["reason"]) == ("统筹不力", "资金拨付迟缓", "核对拨款凭证")
    assert (row["proposed_by"]["account"], row["confirmed_by"]["account"]) == ("test-office", "test-office-head")


def test_a_unit_knows_of_a_correction_once_it_is_confirmed(heyuan):
    office(heyuan).post(f"{I}/corrections", CORRECTION)
    assert unit(heyuan).get(f"{I}/disputes").json["corrections"] == []
    assert [row["confirmed"] for row in office(heyuan).get(f"{I}/disputes").json["corrections"]] == [False]


def test_the_proposer_does_not_confirm_and_nobody_confirms_twice(heyuan):
    head(heyuan).post(f"{I}/corrections", CORRECTION)
    assert problem(head(heyuan).post(f"{I}/corrections/1/confirmation")) == (409, "disputes.second_person", "D-104")
    principal = heyuan.as_("principal_leader")
    assert principal.post(f"{I}/corrections/1/confirmation").status_code == 200
    again = principal.post(f"{I}/corrections/1/confirmation")
    assert problem(again) == (409, "disputes.correction_confirmed", "D-104")
    assert principal.post(f"{I}/corrections/7/confirmation").status_code == 404


def test_of_two_corrections_of_the_same_words_only_one_takes_effect(heyuan):
    for replacement in ("资金拨付迟缓", "征地滞后"):
        office(heyuan).post(f"{I}/corrections", {**CORRECTION, "replacement": replacement})
    assert head(heyuan).post(f"{I}/corrections/2/confirmation").status_code == 200
    assert problem(head(heyuan).post(f"{I}/corrections/1/confirmation"))[1] == "disputes.passage_gone"
    assert office(heyuan).get(f"{I}/disputes").json["corrected"]["cause"] == "征地滞后"


@pytest.mark.parametrize(
    ("changes", "found"),
    [
        ({"passage": "没有这句"}, ("passage", "not_in_the_record")),
        ({"field": "causes"}, ("field", "no_such_passage_field")),
        ({"replacement": "统筹不力"}, ("replacement", "correction_changes_nothing")),
        ({"dispute": 3}, ("dispute", "unknown_dispute")),
        ({"reason": " "}, ("reason", "blank")),
        ({"field": "place", "passage": "室"}, None),
        ({"field": "statement", "passage": "金"}, None),
        ({"field": "commitments.1", "passage": "主体工程", "replacement": ""}, None),
        ({"field": "attendees", "passage": "局长"}, ("passage", "quoted_more_than_once")),
    ],
)
def test_a_correction_quotes_the_record_exactly_once(heyuan, changes, found):
    answer = office(heyuan).post(f"{I}/corrections", {**CORRECTION, **changes})
    assert answer.status_code == 201 if found is None else fault(answer) == [found]


# --- disputes ----------------------------------------------------------------------------------------------------


def test_a_dispute_is_checked_and_ends_with_the_correction_that_names_it(heyuan):
    raised = unit(heyuan).post(f"{I}/disputes", CLAIM)
    assert (raised.status_code, raised.json["dispute"], raised.json["state"]) == (201, 1, "open")
    auditor = heyuan.as_("auditor")
    found = auditor.post(f"{I}/checks", {"dispute": 1, "findings": "拨款凭证显示九月到账"})
    assert (found.status_code, found.json["checked_by"], found.json["state"]) == (201, "auditor", "checked")
    ended = {"dispute": 1, "outcome": "corrected", "reason": "已更正原因一栏"}
    assert problem(head(heyuan).post(f"{I}/resolution", ended)) == (409, "disputes.no_correction_confirmed", "D-104")
    office(heyuan).post(f"{I}/corrections", {**CORRECTION, "dispute": 1})
    head(heyuan).post(f"{I}/corrections/1/confirmation")
    refused = head(heyuan).post(f"{I}/resolution", {**ended, "outcome": "rejected"})
    assert problem(refused)[1] == "disputes.corrected_already"
    answer = head(heyuan).post(f"{I}/resolution", ended)
    assert (answer.status_code, answer.json["outcome"], answer.json["corrections"]) == (200, "corrected", [1])
    (row,) = unit(heyuan).get(f"{I}/disputes").json["disputes"]
    assert (row["state"], row["claim"], row["checks"][0]["findings"]) == (
        "resolved", CLAIM["claim"], "拨款凭证显示九月到账",
    )  # fmt: skip
    assert row["resolution"]["by"]["account"] == "test-office-head"


def test_several_disputes_run_each_under_its_number(heyuan):
    unit(heyuan).post(f"{I}/disputes", CLAIM)
    second = heyuan.as_("leader").post(f"{I}/disputes", {"field": "place", "passage": "三楼", "claim": "在四楼"})
    assert (second.json["dispute"], second.json["unit"], second.json["post"]) == (2, None, "fushizhang-jingji")
    assert fault(office(heyuan).post(f"{I}/checks", {"findings": "已查"})) == [("dispute", "name_the_dispute")]
    office(heyuan).post(f"{I}/checks", {"dispute": 2, "findings": "会议室登记在三楼"})
    head(heyuan).post(f"{I}/resolution", {"dispute": 2, "outcome": "rejected", "reason": "登记属实"})
    assert office(heyuan).post(f"{I}/checks", {"findings": "只剩一号"}).json["dispute"] == 1
    (row,) = office(heyuan).get("/interviews", query_string={"disputed": "open"}).json["items"]
    assert [(d["dispute"], d["state"], d["outcome"]) for d in row["disputes"]] == [
        (1, "checked", None), (2, "resolved", "rejected"),
    ]  # fmt: skip
    head(heyuan).post(f"{I}/resolution", {"outcome": "upheld", "reason": "异议附卷"})
    assert office(heyuan).get("/interviews", query_string={"disputed": "open"}).json["items"] == []
    assert len(office(heyuan).get("/interviews", query_string={"disputed": "resolved"}).json["items"]) == 1


def test_a_dispute_ends_only_after_a_check_by_somebody_who_did_not_file_the_record(city):
    called(city)
    go_to(city, "held")
    city.clock.move_to(local("2020-09-29"))
    assert head(city).post(f"{I}/record", minutes()).status_code == 201
    unit(city).post(f"{I}/disputes", CLAIM)
    ended = {"outcome": "rejected", "reason": "记录属实"}
    assert problem(head(city).post(f"{I}/resolution", ended)) == (409, "disputes.not_checked", "D-104")
    office(city).post(f"{I}/checks", {"findings": "录音与记录一致"})
    assert problem(head(city).post(f"{I}/resolution", ended)) == (409, "disputes.filer_may_not_resolve", "D-104")
    assert city.as_("principal_leader").post(f"{I}/resolution", ended).status_code == 200
    again = city.as_("principal_leader").post(f"{I}/resolution", {**ended, "dispute": 1})
    assert problem(again) == (409, "disputes.resolved_already", "D-104")


def test_words_are_found_whatever_their_width_and_spaces(heyuan):
    answer = unit(heyuan).post(f"{I}/disputes", {**CLAIM, "passage": " 统筹\n不力　"})
    assert answer.status_code == 201
    assert fault(unit(heyuan).post(f"{I}/disputes", {**CLAIM, "passage": "统筹得力"})) == [
        ("passage", "not_in_the_record")
    ]


def test_a_dispute_on_paper_is_entered_by_the_office(heyuan):
    paper = {"on_behalf_of": f"unit:{heyuan.unit}", "received_at": "2020-09-29T08:00:00+08:00"}
    answer = office(heyuan).post(f"{I}/disputes", {**CLAIM, **paper})
    assert (answer.status_code, answer.json["unit"]) == (201, heyuan.unit)
    assert office(heyuan).post(f"{I}/disputes", CLAIM).json["type"] == "/problems/act.office_needs_a_paper"
    other = {**paper, "on_behalf_of": f"unit:{heyuan.other_unit}"}
    assert problem(office(heyuan).post(f"{I}/disputes", {**CLAIM, **other})) == (409, "disputes.not_a_party", "D-104")


def test_another_unit_knows_nothing_of_any_of_it(heyuan):
    stranger = heyuan.as_("unit_clerk", unit=heyuan.other_unit)
    unit(heyuan).post(f"{I}/disputes", CLAIM)
    for answer in (
        stranger.get(f"{I}/disputes"), stranger.get(f"{I}/viewings"), stranger.get(f"{I}/evidence"),
        stranger.post(f"{I}/disputes", CLAIM), stranger.post(f"{I}/copy-check", {"text": SIGNED_TEXT}),
    ):  # fmt: skip
        assert answer.status_code == 404


def test_before_the_record_is_filed_there_is_nothing_to_dispute(city):
    go_to(called(city), "held")
    for answer in (
        unit(city).post(f"{I}/disputes", CLAIM), office(city).post(f"{I}/corrections", CORRECTION),
        unit(city).post(f"{I}/copy-check", {"text": "x"}), unit(city).get(f"{I}/evidence"),
    ):  # fmt: skip
        assert problem(answer) == (409, "disputes.not_filed", "D-104")
    assert unit(city).get(I).status_code == 200
    assert unit(city).get(f"{I}/viewings").json["items"] == []


def test_a_repeated_dispute_is_one(heyuan):
    first = unit(heyuan).post(f"{I}/disputes", CLAIM, key="k-1")
    again = unit(heyuan).post(f"{I}/disputes", CLAIM, key="k-1")
    assert first.json == again.json
    assert len(unit(heyuan).get(f"{I}/disputes").json["disputes"]) == 1


def test_the_list_of_interviews_comes_to_the_same_when_made_anew(heyuan):
    corrected(heyuan)
    unit(heyuan).post(f"{I}/copy-check", {"text": SIGNED_TEXT})
    read = heyuan.app.read
    before = read.digest(("interview_file",))
    read.rebuild(("interview_file",))
    assert read.digest(("interview_file",)) == before


# --- readings ----------------------------------------------------------------------------------------------------


def test_every_reading_is_on_record_and_the_unit_sees_it(heyuan):
    version = heyuan.as_("auditor").get(I).json["version"]
    heyuan.clock.advance(seconds=40)
    assert heyuan.as_("auditor").get(I).json["version"] == version, "still the same reading"
    heyuan.clock.advance(seconds=40)
    heyuan.as_("auditor").get(I)
    heyuan.as_("assessor").get(I)
    items = unit(heyuan).get(f"{I}/viewings").json["items"]
    assert [(item["account"], item["what"]) for item in items] == [("test-auditor", "minutes")] * 2
    sentence = heyuan.as_("auditor").get("/audit", query_string={"event": "interview.viewed"}).json["items"][0]
    assert "test-auditor 查阅约谈 i-2020-0001" in sentence["sentence"]


# --- copies ------------------------------------------------------------------------------------------------------


def test_the_signed_text_is_known_again_whatever_its_spaces(heyuan):
    answer = unit(heyuan).post(f"{I}/copy-check", {"text": SIGNED_TEXT.replace("\n", "\r\n　　")})
    said = answer.json
    assert (answer.status_code, said["verdict"], said["said"]) == (200, "as_filed", "与入档的记录一致。")
    english = unit(heyuan).post(f"{I}/copy-check", {"text": SIGNED_TEXT}, headers={"Accept-Language": "en"}).json
    assert english["said"] == "It agrees with the record as filed."
    assert said["filed_by"]["account"] == "test-office"
    assert [(s["side"], s["signed"]) for s in said["signatures"]] == [("city", True), ("unit", True)]
    assert said["differences"] == []


def test_an_altered_copy_is_none_and_shows_where(heyuan):
    altered = SIGNED_TEXT.replace("十月底前完成", "十二月底前完成")
    said = unit(heyuan).post(f"{I}/copy-check", {"text": altered}).json
    assert (said["verdict"], said["nearest"]) == ("no_copy", None)
    (difference,) = said["differences"]
    assert "十二月底前完成" in difference["copy"]
    assert "十二月底" not in difference["record"]
    lines = heyuan.app.store.raw_stream("interview/i-2020-0001")
    assert lines[-1][2] == "interview.copy_checked.v1"
    assert "十二月" not in lines[-1][4].decode()


def test_a_copy_may_be_of_the_corrected_record(heyuan):
    corrected(heyuan)
    after = SIGNED_TEXT.replace("统筹不力", "资金拨付迟缓")
    said = office(heyuan).post(f"{I}/copy-check", {"text": after}).json
    assert (said["verdict"], said["correction"]) == ("with_correction", 1)
    assert office(heyuan).post(f"{I}/copy-check", {"text": SIGNED_TEXT}).json["verdict"] == "as_filed"


def test_a_repeated_question_gets_the_same_answer_after_a_correction(heyuan):
    body = {"text": SIGNED_TEXT.replace("统筹不力", "资金拨付迟缓")}
    first = unit(heyuan).post(f"{I}/copy-check", body, key="k").json
    corrected(heyuan)
    assert unit(heyuan).post(f"{I}/copy-check", body, key="k").json == first
    assert first["verdict"] == "no_copy"


def test_a_document_is_read_and_an_attachment_known_by_its_bytes(city):
    go_to(called(city), "held")
    city.clock.move_to(local("2020-09-29"))
    attached = a_file(office(city))
    office(city).post(f"{I}/record", minutes(files=[attached]))
    assert unit(city).post(f"{I}/copy-check", {"file": attached}).json["verdict"] == "attachment"
    document, out = Document(), io.BytesIO()
    for line in SIGNED_TEXT.splitlines():
        document.add_paragraph(line)
    document.save(out)
    out.seek(0)
    sent = unit(city).post("/files", data={"file": (out, "copy.docx")}).json["file"]
    assert unit(city).post(f"{I}/copy-check", {"file": sent}).json["verdict"] == "as_filed"
    for body, found in (
        ({}, ("text", "text_or_file")), ({"text": "x", "file": sent}, ("text", "text_or_file")),
        ({"file": "0" * 64}, ("file", "unknown_file")),
    ):  # fmt: skip
        assert fault(unit(city).post(f"{I}/copy-check", body)) == [found]


# --- evidence ----------------------------------------------------------------------------------------------------


@pytest.fixture
def bundle(heyuan, tmp_path):
    heyuan.as_("auditor").get(I)
    corrected(heyuan)
    return downloaded(unit(heyuan), tmp_path)


def downloaded(caller, folder):
    answer = caller.get(f"{I}/evidence")
    assert (answer.status_code, answer.content_type) == (200, "application/zip")
    path = folder / "evidence.zip"
    path.write_bytes(answer.data)
    return path


def test_a_bundle_proves_itself_and_holds_the_whole_case(heyuan, bundle):
    result = verify_bundle(bundle)
    assert result.clean, result
    with zipfile.ZipFile(bundle) as packed:
        lines = json.loads(packed.read("lines.json"))
        minutes, report = packed.read("minutes.txt").decode(), packed.read("report.txt").decode()
        about = json.loads(packed.read("about.json"))
    names = [line["name"] for line in lines]
    assert {"task.light_set.v1", "notice.issued.v1", "notice.verified.v1", "interview.record_filed.v1",
            "interview.signed.v1", "interview.viewed.v1", "interview.corrected.v1"} <= set(names)  # fmt: skip
    assert "interview.convening_drafted.v1" not in names
    assert "interview.correction_proposed.v1" not in names
    assert result.omitted == 2
    assert "统筹不力" in minutes
    assert "经第1号更正后" in minutes
    assert "尚无签名检查点" in report
    assert result.root in report
    assert (about["number"], about["task_no"], about["notices"]) == ("河督约〔2020〕1号", "2020-001", ["n-2020-0001"])
    assert heyuan.app.store.edge(result.size).size == result.size


def test_the_office_gets_the_drafts_too(heyuan, tmp_path):
    office(heyuan).post(f"{I}/corrections", CORRECTION)
    result = verify_bundle(downloaded(office(heyuan), tmp_path))
    assert (result.clean, result.omitted) == (True, 0)


def test_giving_it_out_is_a_reading(heyuan, bundle):
    items = unit(heyuan).get(f"{I}/viewings").json["items"]
    assert ("test-unit-head-fagai", "evidence") in [(item["account"], item["what"]) for item in items]


def test_any_altered_byte_is_found(bundle, tmp_path):
    whole = bundle.read_bytes()
    altered = tmp_path / "altered.zip"
    for place in range(0, len(whole), max(1, len(whole) // 97)):
        altered.write_bytes(whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :])
        assert not verify_bundle(altered).clean, place


@pytest.mark.parametrize(
    ("member", "change", "fault_found"),
    [
        ("lines.json", lambda text: text.replace("三楼会议室", "四楼会议室"), "line_changed"),
        ("texts.json", lambda text: text.replace("统筹不力", "统筹得力"), "text_changed"),
        ("tree.json", lambda text: text.replace('"root": "', '"root": "0'), "line_not_in_tree"),
        ("minutes.txt", lambda text: text.replace("统筹不力", "统筹得力"), "minutes_differ"),
    ],
)
def test_a_forger_who_repairs_the_list_is_found_all_the_same(bundle, tmp_path, member, change, fault_found):
    with zipfile.ZipFile(bundle) as packed:
        members = {name: packed.read(name) for name in packed.namelist()}
    members[member] = change(members[member].decode()).encode()
    members["SHA256SUMS"] = "".join(
        f"{hashlib.sha256(content).hexdigest()}  {name}\n" for name, content in members.items() if name != "SHA256SUMS"
    ).encode()
    forged = tmp_path / "forged.zip"
    with zipfile.ZipFile(forged, "w") as packed:
        for name, content in members.items():
            packed.writestr(name, content)
    assert verify_bundle(forged).fault == fault_found


@pytest.mark.parametrize(("role", "status"), [("leader", 403), ("assessor", 403), ("admin", 403), ("auditor", 200),
                                              ("principal_leader", 200)])  # fmt: skip
def test_who_is_given_evidence(heyuan, role, status):
    assert heyuan.as_(role).get(f"{I}/evidence").status_code == status
