"""Posts: one holder at a time, an acting holder first."""

from datetime import date

import pytest

from domain import events as e
from domain import posts
from domain.errors import InvalidError, RefusedError

D = date


def post(*terms):
    state = posts.evolve(None, e.PostCreated("fgj-juzhang", "局长", "fagai", "unit_principal"))
    for person, from_on, to_on, acting in terms:
        state = posts.evolve(state, e.HolderAppointed("fgj-juzhang", person, from_on, to_on, acting))
    return state


def appoint(state, person, from_on, to_on=None, acting=False):
    return posts.appoint(state, person=person, from_on=from_on, to_on=to_on, acting=acting)


def test_two_holders_at_once_are_refused_naming_the_one_who_is_there():
    with pytest.raises(RefusedError) as caught:
        appoint(post(("张三", D(2020, 1, 1), None, False)), "李四", D(2020, 9, 1))
    assert caught.value.reason == "post.holder_overlaps"
    assert caught.value.details["holder"] == "张三"


def test_terms_touch_without_overlapping():
    held = post(("张三", D(2020, 1, 1), D(2020, 8, 31), False))
    assert appoint(held, "李四", D(2020, 9, 1)) == [
        e.HolderAppointed("fgj-juzhang", "李四", D(2020, 9, 1), None, False)
    ]
    with pytest.raises(RefusedError):
        appoint(held, "李四", D(2020, 8, 31))


def test_acting_holder_signs_while_there_is_one():
    held = post(("张三", D(2020, 1, 1), None, False), ("李四", D(2020, 9, 1), D(2020, 9, 30), True))
    assert [held.holder_on(D(2020, m, 15)).person for m in (8, 9, 10)] == ["张三", "李四", "张三"]
    assert held.holder_on(D(2019, 12, 31)) is None


def test_an_acting_holder_may_stand_beside_the_holder():
    held = post(("张三", D(2020, 1, 1), None, False))
    assert appoint(held, "李四", D(2020, 9, 1), D(2020, 9, 30), acting=True)


def test_appointing_from_the_same_day_again_ends_the_term():
    held = post(("张三", D(2020, 1, 1), None, False))
    (event,) = appoint(held, "张三", D(2020, 1, 1), D(2020, 8, 31))
    ended = posts.evolve(held, event)
    assert len(ended.holders) == 1 and ended.holder_on(D(2020, 9, 1)) is None
    assert appoint(ended, "李四", D(2020, 9, 1))


def test_the_same_appointment_twice_is_refused():
    with pytest.raises(RefusedError, match=r"post\.appointed_already"):
        appoint(post(("张三", D(2020, 1, 1), None, False)), "张三", D(2020, 1, 1))


def test_a_term_cannot_end_before_it_begins():
    with pytest.raises(InvalidError) as caught:
        appoint(post(), "张三", D(2020, 9, 2), D(2020, 9, 1))
    assert caught.value.field == "to_on"


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"rank": "king"}, "rank"),
        ({"unit_code": "nobody"}, "unit"),
        ({"title": " "}, "title"),
        ({"post_id": "局"}, "post"),
    ],
)
def test_a_post_that_cannot_be_is_refused_at_its_field(change, field):
    asked = {"post_id": "mayor", "title": "市长", "unit_code": None, "rank": "principal_leader"} | change
    with pytest.raises(InvalidError) as caught:
        posts.create(None, None, **asked)
    assert caught.value.field == field


def test_a_post_id_is_given_once():
    with pytest.raises(RefusedError, match=r"post\.taken"):
        posts.create(post(), None, post_id="fgj-juzhang", title="局长", unit_code=None, rank="staff")
