"""Every page can be read: by axe's rules, on a phone of 320 pixels, with room to touch; in each of the languages."""

from collections import Counter
from collections.abc import Iterator
from itertools import cycle

import pytest
from playwright.sync_api import Page

from tests.pages.crawler import walk
from tests.pages.people import HOMES, PEOPLE
from tests.pages.site import Site, axe_clean

PHONE = {"width": 320, "height": 640}  # WCAG 1.4.10: what 1280 pixels are at 400 %
ROTA = cycle(("zh_Hans", "zh_Hant", "en"))
MOST = ("office_head", "unit_head", "principal_leader", "assessor", "admin")  # who see what the others see, and more
SAMPLE = (
    ("banli", "/?scheme=heyuan-2020", "en"),
    ("banli", "/tasks/2020-012", "zh_Hant"),
    ("banli", "/office/nodes/2021-01?scheme=heyuan-2021", "en"),
    ("shizhang", "/calendar/2021", "en"),
    ("banli", "/duties?scheme=heyuan-2020", "en"),
    ("kaohe", "/assessments/heyuan-2020/units/caizheng", "en"),
    ("renshe-fuzeren", "/my", "en"),
)
# what is cut off at the right, the fields without a name, the headings that skip a level, and ids that stand twice
FAULTS = """() => {
  const all = selector => [...document.querySelectorAll(selector)], told = e => e.outerHTML.slice(0, 120);
  const wide = document.documentElement.scrollWidth, ids = all("[id]").map(e => e.id);
  const levels = all("h1,h2,h3,h4").map(e => +e.tagName[1]);
  return [
    ...(wide > innerWidth ? [`as wide as ${wide}`] : []),
    ...(all("h1").length === 1 ? [] : ["not one h1"]),
    ...levels.filter((level, n) => level > (levels[n - 1] || 0) + 1).map(level => `heading ${level} skips a level`),
    ...ids.filter((id, n) => ids.indexOf(id) !== n).map(id => `twice: ${id}`),
    ...all("form form, p form").map(told),
    ...all("input:not([type=hidden]),select,textarea")
      .filter(e => !(e.labels && e.labels.length) && !e.ariaLabel && !e.hasAttribute("aria-labelledby")).map(told),
    ...all("td,th,dd,.btn,.tag,.lt").filter(e => getComputedStyle(e).display !== "inline" && !e.closest(".vh")
      && e.clientWidth > 0 && e.clientWidth < 24 && e.textContent.trim().length > 8).map(told),
  ];
}"""


@pytest.mark.parametrize(("account", "address", "language"), SAMPLE)
def test_a_page_fits_a_small_phone_and_axe_finds_nothing(year: Site, account: str, address: str, language: str) -> None:
    page = year.as_(account, language=language)
    page.set_viewport_size(PHONE)
    page.goto(address)
    assert page.evaluate(FAULTS) == []
    axe_clean(page)


def test_the_keyboard_reaches_each_control_in_order_and_sees_where_it_is(year: Site) -> None:
    page = year.as_("qianfa")
    page.goto("/account/delegations")
    reached = list(_tabbed(page))
    wanted = page.eval_on_selector_all(
        "a[href],button,input:not([type=hidden])", "all => all.map(e => e.outerHTML.slice(0, 60))"
    )
    assert reached == wanted


@pytest.mark.faults
@pytest.mark.parametrize("role", MOST)
def test_every_page_of_a_role_fits_a_small_phone(year: Site, role: str) -> None:
    pages = {language: year.as_(PEOPLE[role], language=language) for language in ("zh_Hans", "zh_Hant", "en")}
    found: Counter[str] = Counter()
    for address in walk(year, PEOPLE[role], role, HOMES[role], of_a_kind=1).seen:
        if address == "/verify/saved":  # a file to take away
            continue
        page = pages[next(ROTA)]
        page.set_viewport_size(PHONE)
        page.goto(address)
        found.update(f"{address}: {fault}" for fault in page.evaluate(FAULTS))
    assert not found


def _tabbed(page: Page) -> Iterator[str]:
    """Press Tab until it leaves the page; each stop must show its outline."""
    for _ in range(60):
        page.keyboard.press("Tab")
        told = page.evaluate(
            "() => { const e = document.activeElement, s = getComputedStyle(e);"
            " const seen = [e.outerHTML.slice(0, 60), s.outlineStyle, parseInt(s.outlineWidth)];"
            " return e === document.body ? null : seen; }"
        )
        if told is None:
            return
        assert told[1] == "solid" and told[2] >= 2, told
        yield told[0]
