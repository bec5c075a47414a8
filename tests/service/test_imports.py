"""A notice and a ledger workbook go on a real record: all of it or nothing, each refusal at its place."""

import dataclasses
from collections.abc import Iterator
from pathlib import Path

import pytest
from openpyxl import Workbook

from api.ledger_workbook import read_ledger
from domain import actors, ids
from domain.actors import Actor
from domain.errors import ForbiddenError, InvalidError
from service.act import Act
from service.app import App, build
from service.clock import StandingClock
from service.demonstration.stage import moment
from service.import_ledger import import_ledger
from service.import_notice import import_notice
from service.open_account import open_account
from service.open_record import open_record
from service.reading_notices import read_paragraphs
from service.settings import load

OFFICE = Act(Actor("banli", actors.OFFICE), "test", "test")
HEADINGS = [
    "编号",
    "督查重点任务",
    "类别",
    "对应重点工作",
    "市分管领导",
    "协调副秘书长",
    "牵头承办单位",
    "协办单位",
    "建设主体责任单位",
]
SCHEME = "heyuan-2020"


@pytest.fixture
def app(tmp_path: Path) -> Iterator[App]:
    settings = dataclasses.replace(load(), home=tmp_path, clock=None)
    clock = StandingClock(moment("2020-08-11 09:00"))
    open_record(settings, scheme_id=SCHEME, demonstration=True, clock=clock)
    opened = build(settings, clock=clock)
    yield opened
    opened.close()


def ledger(tmp_path: Path, *rows: list[str]) -> list:
    book = Workbook()
    assert book.active is not None
    for row in (HEADINGS, *rows):
        book.active.append(row)
    book.save(tmp_path / "ledger.xlsx")
    return read_ledger(tmp_path / "ledger.xlsx")


def enter(app: App, rows: list, *, dry_run: bool = False) -> dict:
    return import_ledger(app, OFFICE, scheme_id=SCHEME, rows=rows, dry_run=dry_run, progress=lambda *_: None)


def test_a_notice_in_traditional_characters_finds_the_registered_units(app: App) -> None:
    read = read_paragraphs(["一、預期目標是:增長。(市發展改革局、市府直屬各單位)", "二、辦好民生實事。(見附件3)"])
    written = import_notice(app, OFFICE, scheme=SCHEME, read=read)
    first, second = (line.event for line in written.lines)
    assert (first.item, first.units, first.presumed_lead) == ("2020-1", ("fagai", "shifu-zhishu"), "fagai")
    assert first.as_written == ("市發展改革局", "市府直屬各單位")
    assert (second.item, second.units, second.presumed_lead) == ("2020-2", (), None)


def test_a_notice_that_names_unregistered_units_enters_nothing_and_lists_them(app: App) -> None:
    before = app.store.position()
    read = read_paragraphs(["一、抓甲。(市发展改革局)", "二、抓乙。(市不存在局、市也没有局)"])
    with pytest.raises(InvalidError) as refused:
        import_notice(app, OFFICE, scheme=SCHEME, read=read)
    assert refused.value.details["units"] == "市不存在局、市也没有局"
    assert app.store.position() == before


def test_a_ledger_is_entered_in_order_and_unknown_leaders_become_posts(app: App, tmp_path: Path) -> None:
    rows = ledger(
        tmp_path,
        [
            "",
            "建成人行天桥",
            "硬任務",
            "",
            "副市长甲",
            "副秘书长乙",
            "市住房城鄉建設局",
            "市自然资源局、市公安局",
            "源城区政府",
        ],
        ["2020-017", "老旧小区改造", "十件民生实事", "", "副市长甲", "", "市住房城乡建设局", "", ""],
        ["", "公交电动化", "", "", "", "", "市交通运输局", "", ""],
    )
    answer = enter(app, rows)
    assert [t["task_no"] for t in answer["tasks"]] == ["2020-001", "2020-017", "2020-018"]
    assert [p["title"] for p in answer["posts_created"]] == ["副市长甲", "副秘书长乙"]
    first, second = (app.store.fold(ids.task(no)) for no in ("2020-001", "2020-017"))
    assert (first.lead, first.co, first.construction) == (("zhujian",), ("ziran", "gongan"), ("yuancheng",))
    assert (first.category, second.category, first.leader) == ("hard_task", "livelihood", second.leader)


def with_principals(tmp_path: Path, *rows: tuple[str, str, str]) -> list:
    """Return rows of title, lead and principal."""
    book = Workbook()
    assert book.active is not None
    for row in (("督查重点任务", "牵头单位", "主要负责人"), *rows):
        book.active.append(row)
    book.save(tmp_path / "principals.xlsx")
    return read_ledger(tmp_path / "principals.xlsx")


def test_the_heads_of_lead_units_become_holders_of_their_posts_once(app: App, tmp_path: Path) -> None:
    rows = [("建桥", "市公安局", "王一"), ("修路", "市公安局", "王一"), ("种树", "市林业局、市教育局", "李二、赵三")]
    answer = enter(app, with_principals(tmp_path, *rows))
    assert answer["principals"] == [
        {"unit": "gongan", "person": "王一"}, {"unit": "linye", "person": "李二"}, {"unit": "jiaoyu", "person": "赵三"},
    ]  # fmt: skip
    post = app.store.fold(ids.post("gongan-principal"))
    assert (post.title, post.unit, post.rank) == ("市公安局主要负责人", "gongan", "unit_principal")
    assert [holder.person for holder in post.holders] == ["王一"]
    again = enter(app, with_principals(tmp_path, ("再建桥", "市公安局", "市公安局主要负责人 王一")))
    assert again["principals"] == []


def test_a_title_without_a_name_enters_nobody(app: App, tmp_path: Path) -> None:
    assert enter(app, with_principals(tmp_path, ("建桥", "市公安局", "市公安局主要负责人")))["principals"] == []


def test_whoever_a_list_made_head_is_shown_beside_the_acts_of_the_account(app: App, tmp_path: Path) -> None:
    enter(app, with_principals(tmp_path, ("建桥", "市公安局", "王一")))
    admin = Act(Actor("admin", actors.ADMIN), "test", "test")
    posts = ("gongan-principal",)
    open_account(app, admin, account="gongan-head", role=actors.UNIT_HEAD, posts=posts, unit="gongan")
    actor = app.accounts.actor_of("gongan-head", app.clock.now())
    assert actor is not None
    assert actor.person == "王一"


def test_a_list_does_not_replace_the_head_of_a_unit(app: App, tmp_path: Path) -> None:
    enter(app, with_principals(tmp_path, ("建桥", "市公安局", "王一")))
    before = app.store.position()
    with pytest.raises(InvalidError) as refused:
        enter(app, with_principals(tmp_path, ("修路", "市公安局", "周四")))
    assert (refused.value.field, refused.value.reason) == ("C2", "ledger.principal_is_another")
    assert app.store.position() == before


def test_a_dry_run_says_the_same_and_enters_nothing(app: App, tmp_path: Path) -> None:
    before = app.store.position()
    answer = enter(app, ledger(tmp_path, ["", "建桥", "", "", "", "", "市住房城乡建设局", "", ""]), dry_run=True)
    assert [t["task_no"] for t in answer["tasks"]] == ["2020-001"]
    assert app.store.position() == before


@pytest.mark.parametrize(
    ("row", "cell", "reason"),
    [
        (["", "建桥", "", "", "", "", "市不存在局", "", ""], "G3", "unknown_unit"),
        (["", "建桥", "不知类别", "", "", "", "市公安局", "", ""], "C3", "unknown_category"),
        (["", "建桥", "", "", "", "", "市公安局", "市公安局", ""], "H3", "unit_has_a_role_already"),
        (["", "建桥", "", "三(九)", "", "", "市公安局", "", ""], "D3", "unknown_item"),
        (["2021-001", "建桥", "", "", "", "", "市公安局", "", ""], "A3", "not_of_the_schemes_year"),
        (["2020-001", "建桥", "", "", "", "", "市公安局", "", ""], "A3", "task_number_twice"),
        (["", "建桥", "", "", "", "", "市府直属各单位", "", ""], "G3", "unit_group_owes_nothing"),
    ],
)
def test_a_wrong_cell_is_named_and_nothing_is_entered(
    app: App, tmp_path: Path, row: list[str], cell: str, reason: str
) -> None:
    before = app.store.position()
    rows = ledger(tmp_path, ["2020-001", "好的一行", "", "", "", "", "市公安局", "", ""], row)
    with pytest.raises(InvalidError) as refused:
        enter(app, rows)
    assert (refused.value.field, refused.value.reason) == (cell, reason)
    assert app.store.position() == before


def test_a_unit_cannot_import(app: App) -> None:
    clerk = Act(Actor("clerk", actors.CLERK, unit="zhujian"), "test", "test")
    with pytest.raises(ForbiddenError):
        import_notice(app, clerk, scheme=SCHEME, read={"units": [], "items": []})
