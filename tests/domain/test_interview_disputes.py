"""A filed record never changes: what is corrected, disputed, checked, resolved and read stands beside it."""

from datetime import date, timedelta
from typing import Any

import pytest

from domain import events as e
from domain import interview_disputes as disputes
from domain import interviews, record_versions
from domain.interview_disputes import Quote
from domain.record_versions import Change, Version
from tests.given import by, given
from tests.interviewed import CITY_SIGNED, FILED, LIFE, MEETS_AT, NAME

FILED_LIFE = (*LIFE[:5], by("banli", FILED))
ON = date(2020, 10, 12)
AT = MEETS_AT + timedelta(days=14)
WORDS = {"cause": "统筹不力，拨款迟缓", "place": "三楼会议室", "commitments.1": "完成主体工程"}
VERSIONS = (Version(None, WORDS),)
D = {name: name[0] * 64 for name in ("passage", "replacement", "reason", "claim")}
PROPOSED = e.RecordCorrectionProposed(NAME, 1, "cause", "p" * 64, "r" * 64, "r" * 64, None, ON)
OF_DISPUTE = e.RecordCorrectionProposed(NAME, 1, "cause", "p" * 64, "r" * 64, "r" * 64, 1, ON)
CORRECTED = e.RecordCorrected(NAME, 1, "cause", "p" * 64, "r" * 64, "r" * 64, None, "banli", ON)
OF_DISPUTE_CORRECTED = e.RecordCorrected(NAME, 1, "cause", "p" * 64, "r" * 64, "r" * 64, 1, "banli", ON)
DISPUTED = e.RecordDisputed(NAME, 1, "finance", None, "cause", "p" * 64, "c" * 64, (), ON)
CHECKED = e.DisputeChecked(NAME, 1, "office", "f" * 64, (), ON)
REJECTED = e.DisputeResolved(NAME, 1, "rejected", (), "w" * 64, "mayor", ON)


def record(*events: Any) -> Any:
    return given(*FILED_LIFE, *events, fold=interviews.evolve)


def propose(case: Any, passage: str = "统筹不力", replacement: str = "统筹不够", **named: Any) -> Any:
    usual: dict[str, Any] = {"replacement": replacement, "digests": D, "dispute": None, "on": ON}
    return case.when(disputes.propose_correction, Quote("cause", passage), WORDS, **{**usual, **named})


def confirm(case: Any, *persons: str, passage: str | None = "统筹不力", correction: int = 1) -> Any:
    asked = {"passage": passage, "persons": frozenset(persons or ("qianfa",)), "on": ON}
    return case.when(disputes.confirm_correction, correction, WORDS, **asked)


def dispute(case: Any, passage: str = "统筹不力", field: str = "cause", **who: Any) -> Any:
    usual: dict[str, Any] = {"unit": "finance", "post": None, "digests": D, "files": (), "on": ON}
    return case.when(disputes.dispute, Quote(field, passage), VERSIONS, **{**usual, **who})


def resolve(case: Any, outcome: str, *persons: str, number: int | None = 1) -> Any:
    asked = {"persons": frozenset(persons or ("qianfa",)), "reason": "w" * 64, "post": "mayor", "on": ON}
    return case.when(disputes.resolve, number, outcome, **asked)


def view(case: Any, account: str = "jiwei", what: str = "minutes", after: int = 0) -> Any:
    return case.when(disputes.view, account=account, post=None, what=what, at=AT + timedelta(seconds=after))


# --- corrections -------------------------------------------------------------------------------------------------


def test_a_correction_is_proposed_for_words_that_stand_exactly_once() -> None:
    propose(record()).then(
        e.RecordCorrectionProposed(NAME, 1, "cause", D["passage"], D["replacement"], D["reason"], None, ON)
    )
    propose(record(), "没有的话").invalid("passage", "not_in_the_record")
    propose(record(), "，").then(
        e.RecordCorrectionProposed(NAME, 1, "cause", D["passage"], D["replacement"], D["reason"], None, ON)
    )
    assert WORDS["cause"].count("，") == 1


def test_a_correction_is_confirmed_by_another_person_once() -> None:
    confirm(record(by("banli", PROPOSED))).then(CORRECTED)
    confirm(record(by("banli", PROPOSED)), "banli").refused("disputes.second_person", clause="D-104")
    confirm(record(by("banli", PROPOSED), CORRECTED)).refused("disputes.correction_confirmed")
    confirm(record(by("banli", PROPOSED)), passage="旧话").refused("disputes.passage_gone")
    confirm(record(by("banli", PROPOSED)), passage=None).refused("disputes.passage_gone")


def test_a_correction_answers_only_a_dispute_that_still_runs() -> None:
    propose(record(), dispute=1).invalid("dispute", "unknown_dispute")
    ended = (by("finance-1", DISPUTED), CHECKED, REJECTED)
    propose(record(*ended), dispute=1).refused("disputes.resolved_already")
    waiting = (by("finance-1", DISPUTED), by("banli", OF_DISPUTE), CHECKED, REJECTED)
    confirm(record(*waiting)).refused("disputes.resolved_already")


def test_the_record_as_filed_stays_what_it_was() -> None:
    state = record(by("banli", PROPOSED), CORRECTED).state
    assert state.record == FILED
    assert state.file.confirmed == (1,)


# --- disputes ----------------------------------------------------------------------------------------------------


def test_only_an_interviewed_unit_or_the_leader_who_led_it_disputes_a_record() -> None:
    dispute(record()).then(e.RecordDisputed(NAME, 1, "finance", None, "cause", D["passage"], D["claim"], (), ON))
    dispute(record(), unit=None, post="vm-1").then(
        e.RecordDisputed(NAME, 1, None, "vm-1", "cause", D["passage"], D["claim"], (), ON)
    )
    dispute(record(), unit="health").refused("disputes.not_a_party", clause="D-104")
    dispute(record(), unit=None, post="mayor").refused("disputes.not_a_party")


def test_before_filing_nothing_can_be_disputed_corrected_checked_or_read() -> None:
    held = given(*LIFE[:5], fold=interviews.evolve)
    for asked in (dispute(held), propose(held), confirm(held), resolve(held, "upheld"), view(held)):
        asked.refused("disputes.not_filed", clause="D-104")


@pytest.mark.parametrize("events", [(), (CITY_SIGNED,), LIFE[6:]], ids=["filed", "half signed", "archived"])
def test_a_record_can_be_disputed_from_its_filing_on_for_ever(events: Any) -> None:
    dispute(record(*events), "统筹 不力，").then(
        e.RecordDisputed(NAME, 1, "finance", None, "cause", D["passage"], D["claim"], (), ON)
    )


@pytest.mark.parametrize(
    ("events", "outcome", "persons", "reason"),
    [
        ((), "upheld", (), "disputes.not_checked"),
        ((CHECKED,), "upheld", ("banli",), "disputes.filer_may_not_resolve"),
        ((CHECKED,), "upheld", ("vice", "banli"), "disputes.filer_may_not_resolve"),
        ((CHECKED,), "upheld", ("finance-1",), "disputes.raiser_may_not_resolve"),
        ((CHECKED,), "corrected", (), "disputes.no_correction_confirmed"),
        ((CHECKED, by("banli", OF_DISPUTE)), "corrected", (), "disputes.no_correction_confirmed"),
        ((CHECKED, by("banli", PROPOSED), CORRECTED), "corrected", (), "disputes.no_correction_confirmed"),
        ((CHECKED, by("banli", OF_DISPUTE), OF_DISPUTE_CORRECTED), "upheld", (), "disputes.corrected_already"),
        ((CHECKED, REJECTED), "upheld", (), "disputes.resolved_already"),
    ],
)
def test_a_dispute_does_not_end_otherwise_than_it_was_dealt_with(
    events: Any, outcome: str, persons: tuple[str, ...], reason: str
) -> None:
    case = record(by("finance-1", DISPUTED), *events)
    resolve(case, outcome, *persons).refused(reason, clause="D-104")


def test_a_checked_dispute_ends_upheld_rejected_or_corrected() -> None:
    case = record(by("finance-1", DISPUTED), CHECKED)
    resolve(case, "rejected").then(REJECTED)
    resolve(case, "upheld", number=None).then(e.DisputeResolved(NAME, 1, "upheld", (), "w" * 64, "mayor", ON))
    done = record(by("finance-1", DISPUTED), CHECKED, by("banli", OF_DISPUTE), OF_DISPUTE_CORRECTED)
    resolve(done, "corrected").then(e.DisputeResolved(NAME, 1, "corrected", (1,), "w" * 64, "mayor", ON))
    resolve(case, "forgotten").invalid("outcome", "unknown_outcome")
    resolve(case, "upheld", number=2).invalid("dispute", "unknown_dispute")


def test_who_means_which_dispute_must_say_so_when_several_run() -> None:
    case = record(by("finance-1", DISPUTED), by("finance-1", e.RecordDisputed(NAME, 2, "finance", None, "place",
                  "p" * 64, "c" * 64, (), ON)))  # fmt: skip
    asked: dict[str, Any] = {"checked_by": "auditor", "findings": "f" * 64, "files": (), "on": ON}
    case.when(disputes.check, None, **asked).invalid("dispute", "name_the_dispute")
    case.when(disputes.check, 2, **asked).then(e.DisputeChecked(NAME, 2, "auditor", "f" * 64, (), ON))


# --- readings ----------------------------------------------------------------------------------------------------


def test_the_same_account_reading_again_within_a_minute_is_one_reading() -> None:
    first = e.RecordViewed(NAME, "jiwei", None, "minutes", AT)
    view(record()).then(first)
    view(record(first), after=59).then()
    view(record(first), after=60).then(e.RecordViewed(NAME, "jiwei", None, "minutes", AT + timedelta(minutes=1)))
    view(record(first), account="finance-1").then(e.RecordViewed(NAME, "finance-1", None, "minutes", AT))
    view(record(first), what="evidence").then(e.RecordViewed(NAME, "jiwei", None, "evidence", AT))


def test_readings_long_past_are_not_carried_along() -> None:
    seen = [e.RecordViewed(NAME, f"a-{n}", None, "minutes", AT + timedelta(minutes=n)) for n in range(50)]
    assert len(record(*seen).state.file.readings) == 1


# --- versions and copies -----------------------------------------------------------------------------------------

TOLD = {"matters": "节点未完成。", "statement": "资金不足。", "cause": "统筹不力。", "requirements": "尽快完成。",
        "commitments.1": "年底完成。", "place": "三楼"}  # fmt: skip


def versions() -> list[Version]:
    changes = [Change(2, "cause", "不力", "不够"), Change(1, "requirements", "尽快", "年内")]
    return record_versions.versions(TOLD, changes)


def forms() -> list[tuple[Version, str]]:
    return [(version, record_versions.body(version.words)) for version in versions()]


def test_every_version_can_be_read_in_the_order_corrections_took_effect() -> None:
    assert [version.correction for version in versions()] == [None, 2, 1]
    assert [version.words["cause"] for version in versions()] == ["统筹不力。", "统筹不够。", "统筹不够。"]


@pytest.mark.parametrize(
    ("copy", "correction"),
    [
        ("节点未完成。 资金不足。\n统筹不力。\r\n尽快完成。　年底完成。", None),
        ("节点未完成。资金不足。统筹不够。尽快完成。年底完成｡", 2),
        ("节点未完成。资金不足。统筹不够。年内完成。年底完成。", 1),
    ],
)
def test_a_copy_is_known_by_its_words_not_by_spaces_or_width(copy: str, correction: int | None) -> None:
    found = record_versions.identical(copy, forms())
    assert found is not None
    assert found.correction == correction


def test_a_copy_of_no_version_shows_the_sentences_that_differ() -> None:
    copy = "节点未完成。资金不足。统筹不够。年外完成。年底完成。"
    assert record_versions.identical(copy, forms()) is None
    nearest = record_versions.nearest(copy, forms())
    assert nearest.version.correction in (1, 2)
    assert [d.copy for d in nearest.differences] == ["年外完成。"]


def test_one_letter_makes_another_record() -> None:
    whole = record_versions.body(TOLD)
    for place in range(len(whole)):
        if whole[place].strip():
            assert record_versions.identical(whole[:place] + "改" + whole[place + 1 :], forms()) is None
