"""`make screens`: take the pictures of docs/screens/ anew from a demonstration year."""

import sys
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

from service.demonstration import demonstrate
from tests.pages.conftest import chromium_path, settings_of
from tests.pages.site import Site

# file → who looks, at what, in which window and language
PICTURES = {
    "board.png": ("banli", "/?scheme=heyuan-2020", "wide", "zh_Hans"),
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
