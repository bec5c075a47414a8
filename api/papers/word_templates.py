"""The Word templates as we ship them: `python -m api.papers.word_templates` draws them anew into `templates/`."""

from collections.abc import Callable

from api.papers.templates import OURS
from api.papers.word_page import LEVEL, TO, Page


def _rectification() -> Page:
    page = Page("督查整改通知书 {{ number }}")
    page.red_head("{{ office }}", "{{ number }}")
    page.title("督查整改通知书")
    page.when("voided", "{{ voided }}", TO)
    page.when("replaces", "{{ replaces }}", TO)
    page.para("{{ addressed }}：", TO)
    page.each("line in ground", "{{ line }}")
    page.para("一、有关情况", LEVEL)
    page.each("line in facts", "{{ line }}")
    page.para("二、整改要求", LEVEL)
    page.each("line in requirements", "{{ line }}")
    page.para("三、责任分工", LEVEL)
    page.each("party in parties", "{{ party.role }}：{{ party.units }}。")
    page.signed("{{ office }}", "{{ issued_on }}")
    page.imprint("copies", "{{ office }}", "{{ issued_on }}")
    return page


PAGES: dict[str, Callable[[], Page]] = {
    "rectification": _rectification,
}


def draw() -> None:
    for name, page in PAGES.items():
        (OURS / f"{name}.docx").write_bytes(page().bytes())


if __name__ == "__main__":
    draw()
