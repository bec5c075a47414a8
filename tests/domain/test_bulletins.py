"""Bulletins: drafted over frozen figures, published and corrected by second persons, numbered, each special once."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from domain import bulletin_corrections, bulletins, duties, fulfilment, office_desk, scheme
from domain import events as e
from domain.bulletins import Bulletin, Form, Known, Said
from domain.errors import InvalidError
from domain.references import References, UnitFound
from tests.given import by, given
from tests.lit_tasks import CALENDAR, CONTENT, HEYUAN, entered, task_of

NAME, DAY, TEXT = "b-2020-0001", date(2020, 9, 7), "t" * 64
FIGURES = {"position": 40, "lights": {"green": 3}}
UNITS = References({"财政局": UnitFound("finance"), "finance": UnitFound("finance"), "group": UnitFound("g", True)})
KNOWN = Known(UNITS, {"2020-001": task_of(entered(lead=("finance",), co=("health",)))})
FORM = Form("regular", "2020-08", "八月通报", TEXT)
MENTION = Said("财政局", "2020-001", "m" * 64, True)


def draft(form: Form = FORM, *before: Any, known: Known = KNOWN, today: date = DAY, rules: Any = HEYUAN) -> Any:
    return given(*before, fold=bulletins.evolve).when(
        bulletins.draft, form, bulletin=NAME, scheme=rules, known=known, position=40, figures=FIGURES, today=today
    )


def drafted(**changes: Any) -> e.BulletinDrafted:
    usual = e.BulletinDrafted(
        NAME, "heyuan-2020", "regular", "2020-08", "八月通报", TEXT, (), (), (), (), 40, FIGURES, DAY
    )
    return replace(usual, **changes)


def published(**changes: Any) -> e.BulletinPublished:
    usual = e.BulletinPublished(
        NAME, "heyuan-2020", "regular", "2020-08", "第1期", 1, "八月通报", TEXT, (), (), (), (), 40, FIGURES, "clerk",
        DAY, None, 0,
    )  # fmt: skip
    return replace(usual, **changes)


def publish(*before: Any, persons: Sequence[str] = ("head",), others: Sequence[Bulletin] = (), on: date = DAY) -> Any:
    return given(*before, fold=bulletins.evolve).when(
        bulletins.publish, NAME, scheme=HEYUAN, issue=1, calendar=CALENDAR, today=on, persons=persons, others=others
    )


def special(period: str = "2020-08", name: str = "b-2020-0009") -> Bulletin:
    told = published(bulletin=name, kind="livelihood", period=period)
    return bulletins.evolve(None, told)


def test_a_draft_freezes_its_figures_with_their_line() -> None:
    draft(replace(FORM, praise=(MENTION,))).then(
        drafted(praise=(e.Mention("finance", "2020-001", True),), praise_texts=("m" * 64,))
    )


def test_a_draft_made_anew_takes_the_place_of_the_one_before() -> None:
    draft(replace(FORM, title="改题"), by("clerk", drafted())).then(drafted(title="改题"))
    draft(FORM, by("clerk", drafted()), published()).refused("bulletin.published", clause="二(四)")


@pytest.mark.parametrize(
    ("mentions", "field"),
    [
        ((replace(MENTION, unit="nobody"),), "praise.0.unit"),
        ((replace(MENTION, unit="group"),), "praise.0.unit"),
        ((replace(MENTION, task_no="2020-009"),), "praise.0.task_no"),
        ((MENTION, replace(MENTION, unit="finance")), "praise.1"),
    ],
)
def test_a_mention_names_a_unit_and_a_task_it_has_a_part_in(mentions: tuple[Said, ...], field: str) -> None:
    draft(replace(FORM, praise=mentions)).invalid(field)
    outsider = Known(UNITS, {"2020-001": task_of(entered(lead=("health",), co=()))})
    draft(replace(FORM, praise=(MENTION,)), known=outsider).invalid("praise.0.unit", "unit_has_no_part")


def test_a_mention_may_speak_of_no_task_in_particular() -> None:
    draft(replace(FORM, criticism=(Said("finance", None, "m" * 64, False),))).then(
        drafted(criticism=(e.Mention("finance", None, False),), criticism_texts=("m" * 64,))
    )


def test_a_special_is_for_a_month_that_is_owed_and_over() -> None:
    form = replace(FORM, kind="livelihood")
    draft(form, today=date(2020, 8, 31)).refused("bulletin.period_not_over", clause="二(四)")
    draft(form, today=date(2020, 9, 1)).then(drafted(kind="livelihood", drafted_on=date(2020, 9, 1)))
    draft(replace(form, period="2020-07")).refused("duty.not_owed")
    draft(replace(FORM, period="2023-07")).invalid("period", "period_outside_scheme")
    draft(form, known=replace(KNOWN, others=(special(),))).refused("bulletin.special_published")


def test_another_person_publishes_under_the_number_given() -> None:
    publish(by("clerk", drafted())).then(published())
    publish(by("clerk", drafted()), persons=("head", "clerk")).refused("bulletin.drafter_may_not_publish")
    publish(by("clerk", drafted()), published()).refused("bulletin.published")


def test_a_special_published_late_says_by_how_many_working_days() -> None:
    draft_ = by("clerk", drafted(kind="livelihood"))
    told = published(kind="livelihood", due_on=date(2020, 9, 7))
    publish(draft_).then(told)
    publish(draft_, on=date(2020, 9, 9)).then(replace(told, published_on=date(2020, 9, 9), late_days=2))
    publish(draft_, others=(special(),)).refused("bulletin.special_published")


def test_a_scheme_that_asks_for_no_special_has_them_without_a_due_day() -> None:
    duties_ = [rule for rule in CONTENT["duties"] if rule["kind"] != "office_special"]
    plain = {name: part for name, part in {**CONTENT, "duties": duties_}.items() if name != "bulletins"}
    rules = scheme.parse(plain)
    assert (rules.bulletins.names, rules.bulletins.number) == ({}, "第{n}期")
    assert bulletins.special_due(rules, "2020-07", CALENDAR) is None
    draft(replace(FORM, kind="livelihood", period="2020-07"), rules=rules).then(
        drafted(kind="livelihood", period="2020-07")
    )


@pytest.mark.parametrize(
    ("part", "path"),
    [
        ({"names": {"poem": "诗"}}, "bulletins.names.poem"),
        ({"number": "第期"}, "bulletins.number"),
        ({"number": "第{n}期{year}"}, "bulletins.number"),
    ],
)
def test_what_a_scheme_says_of_bulletins_is_checked(part: dict[str, Any], path: str) -> None:
    with pytest.raises(InvalidError) as refused:
        scheme.parse({**CONTENT, "bulletins": {**CONTENT["bulletins"], **part}})
    assert refused.value.field == path


# --- corrections -------------------------------------------------------------------------------------------------

OUT = (
    by("clerk", drafted()),
    published(criticism=(e.Mention("finance", None, False),), criticism_texts=(TEXT,)),
)
GONE = (e.Withdrawn("criticism", 1),)


def propose(*before: Any, withdraws: Sequence[e.Withdrawn] = (), public: bool | None = None) -> Any:
    return given(*before, fold=bulletins.evolve).when(
        bulletin_corrections.propose, NAME, text=TEXT, reason="不实", withdraws=withdraws, public=public
    )


def confirm(*before: Any, correction: int = 1, persons: Sequence[str] = ("head",)) -> Any:
    return given(*before, fold=bulletins.evolve).when(
        bulletin_corrections.confirm, NAME, correction, today=DAY, persons=persons
    )


def proposed(number: int = 1, withdraws: tuple[e.Withdrawn, ...] = (), public: bool = True) -> Any:
    return by("clerk", e.BulletinCorrectionProposed(NAME, number, TEXT, "不实", withdraws, public))


def test_a_correction_is_public_unless_it_takes_back_what_the_public_never_read() -> None:
    propose(*OUT).then(proposed()[1])
    propose(*OUT, withdraws=GONE).then(proposed(1, GONE, False)[1])
    propose(*OUT, withdraws=GONE, public=True).then(proposed(1, GONE, True)[1])


def test_only_what_is_published_is_corrected_and_only_what_was_said_taken_back() -> None:
    propose(by("clerk", drafted())).refused("bulletin.not_published")
    propose(*OUT, withdraws=(e.Withdrawn("criticism", 2),)).invalid("withdraws.0.mention", "unknown_mention")
    propose(*OUT, withdraws=(*GONE, *GONE)).invalid("withdraws.1.mention", "mention_withdrawn_already")


def test_a_second_person_confirms_a_correction_once() -> None:
    corrected = e.BulletinCorrected(NAME, 1, TEXT, "不实", GONE, False, "clerk", DAY)
    waiting = (*OUT, proposed(1, GONE, False))
    confirm(*waiting).then(corrected)
    confirm(*waiting, persons=("clerk",)).refused("bulletin.second_person", clause="D-120")
    confirm(*waiting, corrected).refused("bulletin.correction_confirmed")
    confirm(*waiting, proposed(2, GONE, False), corrected, correction=2).refused("bulletin.correction_overtaken")


# --- what the office owes ----------------------------------------------------------------------------------------


def test_the_office_owes_a_special_five_working_days_after_each_month() -> None:
    owed = duties.owed_by_office(HEYUAN, CALENDAR)
    assert [(d.period, d.due.due_on.isoformat(), d.unit, d.to) for d in owed][:2] == [
        ("2020-08", "2020-09-07", "office", "city"), ("2020-09", "2020-10-14", "office", "city"),
    ]  # fmt: skip
    first = owed[0]
    assert duties.state_of(first, fulfilment.by_office(first, None, None)) == ("open", 0)
    assert duties.state_of(first, fulfilment.by_office(first, None, special())) == ("met", 0)
    missed = e.DutyMissed("office_special", "heyuan-2020", "office", "office", None, "2020-08", date(2020, 9, 7))
    desk = office_desk.evolve(None, missed)
    assert duties.state_of(first, fulfilment.by_office(first, desk, None)) == ("missed", 0)
    late = bulletins.evolve(None, published(kind="livelihood", late_days=2))
    assert duties.state_of(first, fulfilment.by_office(first, desk, late)) == ("late", 2)
