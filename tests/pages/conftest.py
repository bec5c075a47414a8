"""`year` and `fresh_year`: the demonstration year served; visitors by a form-filling client or a real browser."""

import fcntl
import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Browser, sync_playwright

from service.demonstration import demonstrate
from service.settings import Settings
from tests.pages.site import Site


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Let every check look through the wide window in 简体; the fault tests look through the others too."""
    for item in items:
        seen = getattr(item, "callspec", None)
        if seen is not None and item.path.parent == Path(__file__).parent:
            elsewhere = seen.params.get("window") == "narrow" or seen.params.get("language") in ("zh_Hant", "en")
            if elsewhere:
                item.add_marker(pytest.mark.faults)


@pytest.fixture(scope="session")
def played(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Play the demonstration year once for all test processes; nobody writes to this copy."""
    shared = tmp_path_factory.getbasetemp()
    shared = shared.parent if "PYTEST_XDIST_WORKER" in os.environ else shared
    home = shared / "demonstration"
    with (shared / "demonstration.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not home.exists():
            demonstrate(settings_of(shared / "playing"), progress=lambda done, total: None)
            (shared / "playing").rename(home)
    return home


@pytest.fixture(scope="session")
def year(played: Path, tmp_path_factory: pytest.TempPathFactory, chromium: Browser) -> Iterator[Site]:
    """Serve the year to read from: no test may write to it."""
    yield from _served(played, tmp_path_factory.mktemp("year") / "home", chromium)


@pytest.fixture
def fresh_year(played: Path, tmp_path: Path, chromium: Browser) -> Iterator[Site]:
    """Serve a copy of the year that the test may write to."""
    yield from _served(played, tmp_path / "home", chromium)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        arguments = ["--no-sandbox", "--disable-background-networking", "--disable-gpu"]
        browser = playwright.chromium.launch(executable_path=chromium_path(), args=arguments)
        yield browser
        browser.close()


def chromium_path() -> str:
    path = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    assert path, "the pages are tested in a real browser: `make browser` installs Debian's chromium"
    return path


def settings_of(home: Path) -> Settings:
    return Settings(
        home=home, zone=ZoneInfo("Asia/Shanghai"), locale="zh_Hans", clock=None, trusted_proxies=0,
        log_format="console", timer=False,
    )  # fmt: skip


def _served(played: Path, home: Path, chromium: Browser) -> Iterator[Site]:
    shutil.copytree(played, home)
    site = Site(settings_of(home), chromium)
    yield site
    site.close()
