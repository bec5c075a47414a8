"""`make screens`: take the pictures of docs/screens/ anew from a demonstration year."""

import sys
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

from service.demonstration import demonstrate
from tests.pages.conftest import chromium_path, settings_of
from tests.pages.site import Site

# file → who looks (None: anybody), at what, in which window and language
PICTURES: dict[str, tuple[str | None, str, str, str]] = {
    "board.png": ("banli", "/?scheme=heyuan-2020", "wide", "zh_Hans"),
    "task.png": ("banli", "/tasks/2020-027", "wide", "zh_Hans"),
    "my.png": ("yuancheng-jingban", "/my", "wide", "zh_Hans"),
    "lighting.png": ("banli", "/office/nodes/2021-01?scheme=heyuan-2021", "wide", "zh_Hans"),
    "interview.png": ("shenji", "/interviews/i-2020-0002", "wide", "zh_Hant"),
    "score.png": ("kaohe", "/assessments/heyuan-2020/units/shangwu", "wide", "en"),
    "bulletin.png": (None, "/public", "narrow", "zh_Hans"),
}


def main(folder: Path) -> None:
    """Play the year, look at it, write the pictures."""
    with tempfile.TemporaryDirectory(prefix="ducha-screens-") as home, sync_playwright() as playwright:
        settings = settings_of(Path(home))
        demonstrate(settings, progress=lambda done, total: None)
        browser = playwright.chromium.launch(executable_path=chromium_path(), args=["--no-sandbox"])
        site = Site(settings, browser)
        for name, (account, address, window, language) in PICTURES.items():
            page = site.as_(account, window=window, language=language)
            page.goto(address)
            page.screenshot(path=folder / name)
        site.close()
        browser.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
