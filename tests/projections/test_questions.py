"""What the models answer for duties, notices, scores, burden, the frame and the audit log."""

from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from domain import assessment
from domain import events as e
from domain.actors import ASSESSOR, AUDITOR, CLERK, HEAD, LEADER, OFFICE, Actor
from domain.errors import AbsentError
from domain.scheme import parse
from projections import audit_log, burden, frame, open_notices, unit_performance, what_is_due
from projections.as_of import DEFAULT_ZONE, AsOf, now
from projections.store import ReadStore
from service import bundled
from tests import builders as make

HEAD_OF_OFFICE = Actor("head", HEAD)
REPORT = {"kind": "progress_report", "unit": "gxj"}
FORMULA = parse(bundled.scheme_content("heyuan-2020")).formula


@pytest.fixture
def record() -> make.Record:
    record = make.Record()
    for year in bundled.calendar_years():
        if year.year in (2020, 2021):
            record.add(year)
    record.add(make.scheme_issued())
    for code in ("gxj", "fgj", "jsdw"):
        record.add(e.UnitRegistered(code, f"{code}局", f"河源市{code}局", "municipal"))
    record.add(make.task_entered(1))
    return record


@pytest.fixture
def store(tmp_path: Path, record: make.Record) -> ReadStore:
    return ReadStore(tmp_path / "read.db", record)


def owed(store: ReadStore, viewer: Actor = HEAD_OF_OFFICE, as_of: AsOf | None = None, **wanted: Any) -> list[Any]:
    with store.at() as db:
        return what_is_due.list_duties(db, viewer=viewer, as_of=as_of or now(db), **wanted)["items"]


def issue_notice(record: make.Record) -> e.NoticeIssued:
    notice = e.NoticeIssued(
        "n-2020-0001", "河督改〔2020〕1号", "heyuan-2020", "2020-001", "2020-08", "yellow",
        (e.Addressee("gxj", "lead"), e.Addressee("fgj", "co")), {"report_no": None}, "责令整改", date(2020, 9, 18),
        ("leader-1",), date(2020, 9, 4),
    )  # fmt: skip
    record.on(date(2020, 9, 4)).add(notice)
    return notice


# --- duties ------------------------------------------------------------------------------------------------------


def test_the_lead_owes_a_plan_and_a_report_a_node_each_with_its_days(store: ReadStore) -> None:
    found = owed(store, unit="gxj")
    assert [(d["kind"], d["period"], d["due_on"]) for d in found] == [
        ("node_plan", "2020", "2020-08-17"),
        ("progress_report", "2020-08", "2020-09-03"),
        ("progress_report", "2020-10", "2020-11-04"),
        ("progress_report", "2020-12", "2021-01-06"),
    ]
    assert [day["date"] for day in found[1]["due_because"] if day["counted"]] == [
        "2020-09-01", "2020-09-02", "2020-09-03",
    ]  # fmt: skip
    assert {d["state"] for d in found} == {"open"}


def test_a_report_is_late_and_before_that_was_open_and_missed(store: ReadStore, record: make.Record) -> None:
    record.on(date(2020, 9, 4))
    missed = record.add(
        e.DutyMissed("progress_report", "heyuan-2020", "gxj", "lead", "2020-001", "2020-08", date(2020, 9, 3))
    )
    record.on(date(2020, 9, 7)).add(make.report(effective_at=datetime(2020, 9, 7, 2, tzinfo=UTC), late_days=2))
    (august,) = owed(store, **REPORT, due_before=date(2020, 9, 4))
    assert (august["state"], august["late_days"], august["settled_on"]) == ("late", 2, "2020-09-07")
    for position, state in ((missed.position, "missed"), (missed.position - 1, "open")):
        assert owed(store, as_of=AsOf(position), **REPORT)[0]["state"] == state
    assert owed(store, as_of=AsOf(record.position(), None, date(2020, 9, 5)), **REPORT)[0]["state"] == "open"
    assert [d["period"] for d in owed(store, state="late")] == ["2020-08"]


def test_a_returned_report_is_owed_again(store: ReadStore, record: make.Record) -> None:
    record.add(make.report())
    record.add(e.ReportReturned("2020-001", 1, "office", "数据不实", date(2020, 9, 8)))
    assert owed(store, **REPORT)[0]["state"] == "open"
    record.add(make.report(report_no=2, replaces=1))
    assert owed(store, **REPORT)[0]["state"] == "met"


def test_a_withdrawn_task_owes_nothing_more(store: ReadStore, record: make.Record) -> None:
    record.on(date(2020, 9, 2)).add(e.TaskWithdrawn("2020-001", "撤销", date(2020, 9, 2)))
    assert [(d["period"], d["state"]) for d in owed(store, **REPORT)] == [("2020-08", "lapsed")]


def test_an_unpublished_year_is_provisional_until_it_is_published(tmp_path: Path) -> None:
    record = make.Record()
    record.add(make.scheme_issued())
    record.add(make.task_entered(1))
    store = ReadStore(tmp_path / "read.db", record)
    assert {d["state"] for d in owed(store, **REPORT)} == {"provisional"}
    for year in bundled.calendar_years():
        if year.year == 2020:
            record.add(year)
    assert [d["state"] for d in owed(store, **REPORT)] == ["open", "open", "provisional"]


def test_the_tick_is_shown_where_something_open_has_fallen_due(store: ReadStore, record: make.Record) -> None:
    record.add(e.ItemEntered("2020-1", "heyuan-2020", "一", "一", "事项", ("fgj",), ("市发改局",), (), (), "fgj"))
    record.add(make.node_plan())
    with store.at() as db:
        found = what_is_due.candidates(db, before=date(2020, 8, 18))
        assert what_is_due.candidates(db, before=date(2020, 8, 13)) == []
    assert [(c.stream, c.items) for c in found] == [("task/2020-001", ()), ("plan/heyuan-2020/fgj", ("2020-1",))]


def test_a_unit_sees_what_it_owes_and_what_is_owed_to_it(store: ReadStore) -> None:
    seen = {d["unit"] for d in owed(store, Actor("c", CLERK, unit="gxj"))}
    assert seen == {"gxj", "jsdw"}
    assert {d["unit"] for d in owed(store, Actor("c", CLERK, unit="jsdw"))} == {"jsdw"}
    assert owed(store, Actor("c", CLERK, unit="fgj")) == []
    assert owed(store, Actor("l", LEADER, posts=("leader-2",))) == []
    assert owed(store, Actor("l", LEADER, posts=("leader-1",)))


def test_duties_are_paged_by_due_day(store: ReadStore) -> None:
    with store.at() as db:
        first = what_is_due.list_duties(db, viewer=HEAD_OF_OFFICE, as_of=now(db), limit=5)
        cursor = first["next_cursor"]
        rest = what_is_due.list_duties(db, viewer=HEAD_OF_OFFICE, as_of=now(db), limit=50, cursor=cursor)
    pages = [d["duty_id"] for d in first["items"] + rest["items"]]
    assert pages == [d["duty_id"] for d in owed(store)] and rest["next_cursor"] is None


# --- notices -----------------------------------------------------------------------------------------------------


def test_a_notice_tells_who_signed_and_answered_and_the_verdict(store: ReadStore, record: make.Record) -> None:
    issue_notice(record)
    record.add(e.NoticeServed("n-2020-0001", ("gxj", "fgj"), "system"))
    record.add(e.NoticeReceived("n-2020-0001", "gxj"))
    record.add(e.NoticeAnswered("n-2020-0001", "gxj", "0" * 64, None, (), record.now, 0))
    record.add(e.NoticeVerified("n-2020-0001", False, "未见成效", date(2020, 9, 20)))
    with store.at() as db:
        told = open_notices.one(db, notice_id="n-2020-0001", viewer=HEAD_OF_OFFICE)
    assert (told["state"], told["verdict"]["rectified"], told["version"]) == ("not_rectified", False, 5)
    lead, co = told["addressees"]
    assert all(lead[when] for when in ("served_at", "received_at", "answered_at"))
    assert co["served_at"] and co["received_at"] is None


def test_a_notice_is_known_to_its_units_and_its_leader_and_nobody_else(store: ReadStore, record: make.Record) -> None:
    issue_notice(record)
    knowing = (Actor("c", CLERK, unit="fgj"), Actor("l", LEADER, posts=("leader-1",)))
    others = (Actor("c", CLERK, unit="wjw"), Actor("l", LEADER, posts=("leader-2",)), Actor("l", LEADER))
    with store.at() as db:
        for viewer in knowing:
            assert len(open_notices.list_notices(db, viewer=viewer, as_of=now(db))["items"]) == 1
        for viewer in others:
            assert open_notices.list_notices(db, viewer=viewer, as_of=now(db))["items"] == []
            with pytest.raises(AbsentError):
                open_notices.one(db, notice_id="n-2020-0001", viewer=viewer)


def test_a_proposal_to_void_is_not_shown_to_the_unit(store: ReadStore, record: make.Record) -> None:
    issue_notice(record)
    record.add(e.NoticeVoidProposed("n-2020-0001", "误发"))
    with store.at() as db:
        assert "误发" not in str(
            open_notices.one(db, notice_id="n-2020-0001", viewer=Actor("c", CLERK, unit="gxj"))
        )  # fmt: skip
        assert open_notices.one(db, notice_id="n-2020-0001", viewer=HEAD_OF_OFFICE)["void_proposed"]["reason"] == "误发"


# --- scores ------------------------------------------------------------------------------------------------------


def test_what_was_found_missing_and_came_late_stays_an_entry_at_nothing(record: make.Record, store: ReadStore) -> None:
    missed = e.DutyMissed("progress_report", "heyuan-2020", "gxj", "lead", "2020-001", "2020-08", date(2020, 9, 3))
    found = record.on(date(2020, 9, 4)).add(missed).position
    at = datetime(2020, 9, 7, 2, tzinfo=UTC)
    late = record.on(date(2020, 9, 7)).add(make.report(effective_at=at, late_days=2)).position
    with store.at() as db:
        (row,) = (x for x in unit_performance.facts(db, as_of=now(db), scheme="heyuan-2020") if x.unit == "gxj")
    told = [(x.cause, x.points, x.positions, x.why) for x in assessment.entries(row.facts, FORMULA)]
    assert told == [
        ("report_late", Decimal("-0.1"), (late,), "counted"),
        ("report_missing", Decimal(0), (found,), "handed_in_late"),
    ]


def scores(store: ReadStore, as_of: AsOf | None = None) -> dict[str, Decimal]:
    with store.at() as db:
        rows = unit_performance.standings(db, as_of=as_of or now(db), scheme="heyuan-2020", formula=FORMULA)
    return {row.unit: row.score for row in rows}


def test_a_light_a_late_report_and_a_verdict_cost_those_they_concern(store: ReadStore, record: make.Record) -> None:
    record.add(make.report(late_days=1))
    record.add(make.light_set(light="yellow"))
    issue_notice(record)
    record.add(e.NoticeVerified("n-2020-0001", False, "未见成效", date(2020, 9, 20)))
    assert scores(store) == {"gxj": Decimal("98.4"), "fgj": Decimal("99.25"), "jsdw": Decimal("99.5")}


def test_a_corrected_light_no_longer_counts_but_did_when_it_was_known(store: ReadStore, record: make.Record) -> None:
    position = record.add(make.light_set(light="red")).position
    record.add(make.light_corrected(light="green"))
    assert scores(store)["gxj"] == 100
    assert scores(store, AsOf(position))["gxj"] == 98


def test_a_light_stays_with_the_unit_of_that_moment(store: ReadStore, record: make.Record) -> None:
    record.add(make.light_set(light="red"))
    record.add(e.TaskTransferred("2020-001", "lead", "gxj", "zjj", date(2020, 9, 10), True, "移交"))
    record.add(make.light_corrected(light="yellow"))
    found = scores(store)
    assert (found["gxj"], found["zjj"]) == (Decimal("99.5"), 100)


def test_a_unit_that_gave_its_only_task_away_keeps_its_row_for_the_light_it_got(
    store: ReadStore, record: make.Record
) -> None:
    record.add(e.TaskTransferred("2020-001", "lead", "gxj", "zjj", date(2020, 8, 20), True, "移交"))
    assert "gxj" not in scores(store), "nothing was its own"
    record.add(make.light_set(light="green", node="2020-08"))
    record.add(e.TaskTransferred("2020-001", "lead", "zjj", "gxj", date(2020, 9, 10), True, "移回"))
    assert scores(store)["zjj"] == 100


def test_facts_name_the_lines_they_rest_on(store: ReadStore, record: make.Record) -> None:
    position = record.add(make.light_set(light="yellow")).position
    with store.at() as db:
        (mine,) = unit_performance.facts(db, as_of=now(db), scheme="heyuan-2020", unit="gxj")
    assert [(f.cause, f.role, f.positions) for f in mine.facts] == [("yellow", "lead", (position,))]
    assert (mine.group, mine.tasks, mine.lights) == ("municipal", 1, {"yellow": 1})
    assert [(last.task_no, last.light) for last in mine.year_end] == [("2020-001", "yellow")]


# --- burden, frame, audit ----------------------------------------------------------------------------------------


def test_every_request_counts_in_its_month(store: ReadStore, record: make.Record) -> None:
    issue_notice(record)
    record.add(make.report())
    record.add(e.ReportReturned("2020-001", 1, "office", "数据不实", date(2020, 9, 8)))
    with store.at() as db:
        found = burden.requests(db, as_of=now(db), unit="gxj", from_month="2020-09", to_month="2020-09")
    assert [(line["kind"], line["requests"]) for line in found] == [
        ("notice_answer", 1), ("progress_report", 1), ("rectification_notice", 1), ("report_returned", 1),
    ]  # fmt: skip


def test_a_unit_is_named_and_grouped_as_on_the_day(store: ReadStore, record: make.Record) -> None:
    record.add(e.UnitRenamed("gxj", "工业和信息化局", date(2020, 9, 1), "机构改革"))
    record.add(e.UnitRegrouped("gxj", "zone", date(2020, 10, 1), "调整"))
    with store.at() as db:
        for day, name, group in (
            (date(2020, 8, 31), "gxj局", "municipal"),
            (date(2020, 10, 1), "工业和信息化局", "zone"),
        ):
            (row,) = (u for u in frame.units(db, as_of=AsOf(db.position, None, day)) if u["code"] == "gxj")
            assert (row["name"], row["group"]) == (name, group)
        assert [u["code"] for u in frame.units(db, as_of=now(db), group="zone")] == []


def test_drafts_are_not_in_everybodys_audit_log(store: ReadStore, record: make.Record) -> None:
    record.add(e.LightingDrafted("heyuan-2020", "2020-08", ({"task_no": "2020-001", "reason": "草拟的理由"},), "x"))

    def found(role: str) -> int:
        with store.at() as db:
            page = audit_log.lines(db, viewer=Actor("x", role), as_of=now(db), zone=DEFAULT_ZONE, q="草拟的理由")
        return len(page["items"])

    assert (found(OFFICE), found(AUDITOR), found(ASSESSOR)) == (1, 1, 0)


def test_digests_of_narratives_are_no_words_of_the_log(store: ReadStore, record: make.Record) -> None:
    record.add(make.report(text="a" * 64))
    with store.at() as db:
        page = audit_log.lines(db, viewer=HEAD_OF_OFFICE, as_of=now(db), zone=DEFAULT_ZONE, q="a" * 64)
    assert page["items"] == []
