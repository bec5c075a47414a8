"""The data that comes with Ducha: complete in itself, and in agreement with the notice where that is at hand."""

from pathlib import Path

import pytest

from domain.items import item_id
from service import bundled
from service.reading_notices import read_notice
from service.reading_text import fold

SCHEME = "heyuan-2020"
SEED = Path(__file__).parents[3] / "shared" / "seed" / "notice-2020-45.txt"


def test_the_bundled_ledger_has_the_items_of_the_notice_and_says_what_is_illustrative() -> None:
    ledger = bundled.ledger(SCHEME)
    assert (len(ledger.items), len({item.aspect for item in ledger.items})) == (43, 12)
    assert sum(len(item.units) for item in ledger.items) == 210
    livelihood = [task for task in ledger.tasks if task.category == "livelihood"]
    assert len(livelihood) == 10
    assert all("示例" in task.note and "示例" in task.title for task in livelihood)
    assert all(task.targets for task in ledger.tasks if task.category != "livelihood")


def test_every_name_in_the_bundled_ledger_is_defined_in_it() -> None:
    ledger = bundled.ledger(SCHEME)
    units = {unit.code for unit in ledger.units}
    groups = {group.group for group in ledger.groups}
    posts = {post.post for post in ledger.posts}
    assert {code for item in ledger.items for code in item.units} <= units | groups
    assert {code for group in ledger.groups for code in group.members} <= units
    for task in ledger.tasks:
        roles = (*task.lead, *task.co, *task.construction)
        assert set(roles) <= units
        assert len(roles) == len(set(roles)), task.title
        assert {task.leader, task.coordinator} <= posts


def test_calendars_of_nine_years_come_with_their_sources() -> None:
    years = bundled.calendar_years()
    assert [year.year for year in years] == list(range(2018, 2027))
    assert all(year.source and year.days_off for year in years)


@pytest.mark.skipif(not SEED.exists(), reason="the customer's own document is not beside the project")
def test_the_bundled_items_name_the_units_that_the_notice_names() -> None:
    ledger = bundled.ledger(SCHEME)
    codes = {name: unit.code for unit in ledger.units for name in (unit.name, *unit.aliases)}
    codes |= {group.name: group.group for group in ledger.groups}
    read = {
        item_id(2020, item["label"]): tuple(dict.fromkeys(codes[fold(unit)] for unit in item["units"]))
        for item in read_notice(SEED)["items"]
    }
    assert read == {item.item: item.units for item in ledger.items}
