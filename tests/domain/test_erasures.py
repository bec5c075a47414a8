"""Lawful erasure is proposed by one person, confirmed by another, once, and says what goes by what law (D-015)."""

import pytest

from domain import erasures
from domain import events as e
from domain.attachments import ATTACHMENTS, named_by
from domain.erasures import Content
from domain.record import Meta, Recorded
from tests.builders import START, report
from tests.given import by, given

TEXT, FILE, SCAN = "0f" * 32, "ab" * 32, "cd" * 32
LAW = "个人信息保护法第四十七条"
WHAT = Content((TEXT,), (FILE,), (812,))
PROPOSED = e.ContentErasureProposed("e-2020-0001", (TEXT,), (FILE,), (812,), LAW, "写入了群众电话")
DONE = e.ContentErased("e-2020-0001", (TEXT,), (FILE,), LAW, "xiaoli")


def proposed():
    return given(by("xiaoli", PROPOSED), fold=erasures.evolve)


def test_a_proposal_names_what_goes_the_law_and_the_reason():
    told = {"erasure": "e-2020-0001", "ground": f" {LAW} ", "reason": "写入了群众电话"}
    assert erasures.propose(WHAT, **told) == [PROPOSED]


@pytest.mark.parametrize(
    ("what", "words", "field"),
    [
        (Content((), (), ()), {}, "texts"),
        (Content((TEXT, TEXT), (), (1,)), {}, "texts.1"),
        (Content((), (FILE, FILE), (1,)), {}, "files.1"),
        (WHAT, {"ground": " "}, "ground"),
        (WHAT, {"reason": ""}, "reason"),
    ],
)
def test_a_proposal_that_names_nothing_or_gives_no_ground_is_not_understood(what, words, field):
    told = {"erasure": "e-2020-0001", "ground": LAW, "reason": "申请删除", **words}
    given().when(lambda _: erasures.propose(what, **told)).invalid(field)


def test_a_second_person_confirms_what_was_proposed_and_nothing_else():
    proposed().when(erasures.confirm, persons={"zhuren"}).then(DONE)


@pytest.mark.parametrize("persons", [{"xiaoli"}, {"zhuren", "xiaoli"}])
def test_who_proposed_it_does_not_confirm_it_not_even_by_a_lent_power(persons):
    proposed().when(erasures.confirm, persons=persons).refused("erasure.second_person", clause="D-015")


def test_what_is_erased_is_not_erased_again():
    done = given(by("xiaoli", PROPOSED), by("zhuren", DONE), fold=erasures.evolve)
    done.when(erasures.confirm, persons={"zhuren"}).refused("erasure.done_already")


def test_a_line_names_the_files_handed_in_with_it_and_the_scan_of_its_paper():
    event = report(files=(FILE, SCAN))
    meta = Meta("e1", START, "office", "office", "test", "test", paper=SCAN)
    line = Recorded(1, "task/2020-001", 1, "report.submitted.v1", event, meta, b"")
    assert named_by(line) == (FILE, SCAN)


def test_an_erasure_hands_no_file_in():
    assert {"report.submitted.v1", "notice.answered.v1", "inspection.recorded.v1"} <= set(ATTACHMENTS)
    assert not {name for name in ATTACHMENTS if name.startswith("content.")}
