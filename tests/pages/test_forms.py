"""From a form to a body: what people type in fields of a kind is what JSON has; what cannot be read stays as typed."""

from zoneinfo import ZoneInfo

import pytest
from werkzeug.datastructures import MultiDict

from api.pages.forms import body_of
from api.schemas_assessments import EntryIn
from api.schemas_bulletins import MentionIn, RedraftIn

ZONE = ZoneInfo("Asia/Shanghai")


@pytest.mark.parametrize(
    ("typed", "said"), [("0.5", 0.5), (" -2 ", -2.0), ("+1.25", 1.25), ("half", "half"), ("nan", "nan"), ("1e3", "1e3")]
)
def test_points_are_numbers_when_they_are_written_as_numbers(typed: str, said: float | str) -> None:
    assert body_of(EntryIn(), MultiDict({"points": typed}), ZONE) == {"points": said}


@pytest.mark.parametrize(("chosen", "said"), [("true", True), ("false", False), ("maybe", "maybe")])
def test_yes_and_no_are_told_apart_from_nothing_chosen(chosen: str, said: bool | str) -> None:
    assert body_of(MentionIn(), MultiDict({"public": chosen}), ZONE) == {"public": said}
    assert body_of(MentionIn(), MultiDict({"public": ""}), ZONE) == {}


def test_rows_keep_their_order_and_an_empty_row_is_none() -> None:
    rows = {"praise.2.unit": "市科技局", "praise.0.unit": "市教育局", "praise.1.unit": " ", "criticism.0.text": ""}
    assert body_of(RedraftIn(), MultiDict(rows), ZONE) == {"praise": [{"unit": "市教育局"}, {"unit": "市科技局"}]}
