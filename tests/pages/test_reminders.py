"""催办 in the browser: who was reminded of what, led to from where it matters; what went out and what did not."""

import re
from datetime import date, timedelta

import pytest

from domain import ids
from domain.actors import CLERK, SYSTEM, Actor
from domain.events import ReminderDelivered, ReminderFailed
from domain.record import Fact
from projections.reminders import listed
from service.act import Act
from tests.pages.site import Site, axe_clean

_ALL = "/reminders?scheme=heyuan-2020"
_RENSHE = Actor("renshe-jingban", CLERK, unit="renshe")
_SENDER = Act(Actor("system", SYSTEM), "deliver", "deliver")
SILENT = re.compile(r'href="(/reminders\?scheme=[^"]+)"')


@pytest.mark.faults
@pytest.mark.parametrize("account", ["banli", "fushizhang-jingji", "renshe-jingban"])
@pytest.mark.parametrize("window", ["wide", "narrow"])
def test_the_reminders_are_accessible_to_who_may_read_them(year: Site, account: str, window: str) -> None:
    page = year.as_(account, window=window)
    page.goto(_ALL)
    axe_clean(page)


def test_a_unit_sees_its_own_and_the_office_all(year: Site) -> None:
    office = year.client("banli").get(_ALL).text
    assert "市人力资源社会保障局" in _rows(office)
    own = year.client("renshe-jingban").get(_ALL).text
    assert set(re.findall(r'scope="row">([^<]+)<', _rows(own))) == {"市人力资源社会保障局"}
    assert 'id="unit"' not in own
    one = year.client("banli").get("/reminders?scheme=heyuan-2020&unit=renshe").text
    assert _rows(one) == _rows(own)


def test_a_page_says_plainly_that_no_channel_is_configured(year: Site) -> None:
    assert "没有配置发送渠道" in year.client("banli").get(_ALL).text


def test_what_went_out_and_what_did_not_is_told_beside_each_reminder(fresh_year: Site) -> None:
    visitor = fresh_year.client("renshe-jingban")
    assert _rows(visitor.get(_ALL).text).count("没有发送") > 0
    with fresh_year.app.read.at() as db:
        day = date.fromisoformat(listed(db, viewer=_RENSHE, scheme="heyuan-2020", limit=1)[0]["day"])
    again_at = fresh_year.app.clock.now() + timedelta(minutes=5)
    office = ids.reminder_delivery("office", "wecombot")
    failed = ReminderFailed("office", "wecombot", day, 1, again_at)
    delivered = ReminderDelivered("office", "wecombot", day, 2, ("renshe",))
    fresh_year.app.store.write(_SENDER, lambda turn: [Fact(office, failed), Fact(office, delivered)])
    told = _rows(visitor.get(_ALL).text)
    assert "未送出（督查室 wecombot，第 1 次发送）" in told
    assert "已送出（督查室 wecombot，第 2 次发送）" in told


def test_each_place_that_speaks_of_a_reminder_leads_to_it(year: Site) -> None:
    for account, address in (
        ("banli", "/office"), ("banli", "/duties?scheme=heyuan-2020&state=missed"), ("renshe-jingban", "/my"),
        ("fushizhang-jingji", "/my"),
    ):  # fmt: skip
        visitor = year.client(account)
        text = visitor.get(address).text
        link = SILENT.search(text) or re.search(r'href="(/reminders)"', text)
        assert link, f"{account} {address}"
        assert visitor.get(link[1].replace("&amp;", "&")).status_code == 200


def test_a_number_that_is_no_tasks_is_told_and_the_list_stays(year: Site) -> None:
    shown = year.client("banli").get("/reminders?scheme=heyuan-2020&task_no=x")
    assert (shown.status_code, 'role="alert"' in shown.text) == (422, True)


def _rows(page: str) -> str:
    return page.partition("<tbody")[2].partition("</table>")[0]
