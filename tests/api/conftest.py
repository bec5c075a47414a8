"""`city`: a demonstration record in a temporary folder with one account of every role, asked over HTTP."""

import shutil
from collections.abc import Iterator
from dataclasses import fields, replace
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from flask import Flask
from werkzeug.test import Client, TestResponse

from api.app import PREFIX, create_app
from domain import actors
from service import app as parts
from service import bundled
from service.act import Act
from service.create_post import create_post
from service.issue_token import issue_token
from service.open_account import open_account
from service.open_record import open_record
from service.settings import Settings
from tests.fakes import FixedClock

SCHEME = "heyuan-2020"
UNIT, OTHER_UNIT, CONSTRUCTION = "fagai", "caizheng", "gaoxin"
LEADER_POST, PRINCIPAL_POST = "fushizhang-jingji", "shizhang"
_POSTS = {actors.LEADER: (LEADER_POST,), actors.PRINCIPAL: (PRINCIPAL_POST,)}
_SETTING_UP = actors.Actor("setting-up", actors.ADMIN)


class Caller:
    """One account asking over HTTP."""

    def __init__(self, client: Client, token: str | None) -> None:
        self._client = client
        self._headers = {"Authorization": f"Bearer {token}"} if token else {}

    def ask(
        self, method: str, path: str, *, key: str | None = None, match: int | str | None = None,
        headers: dict[str, str] | None = None, **given: Any,
    ) -> TestResponse:  # fmt: skip
        """Ask `/api/v1` + path. `key` is the Idempotency-Key, `match` the version for If-Match."""
        said = {**self._headers, **(headers or {})}
        if key is not None:
            said["Idempotency-Key"] = key
        if match is not None:
            said["If-Match"] = f'"{match}"'
        return self._client.open(PREFIX + path, method=method, headers=said, **given)

    def get(self, path: str, **given: Any) -> TestResponse:
        return self.ask("GET", path, **given)

    def post(self, path: str, json: Any = None, **given: Any) -> TestResponse:
        return self.ask("POST", path, **({"json": json} if json is not None else {}), **given)

    def put(self, path: str, json: Any = None, **given: Any) -> TestResponse:
        return self.ask("PUT", path, **({"json": json} if json is not None else {}), **given)

    def delete(self, path: str, **given: Any) -> TestResponse:
        return self.ask("DELETE", path, **given)


class _Served:
    """One Flask for all tests, over each test's own parts: making its addresses costs more than most tests."""

    def __init__(self) -> None:
        self._app: parts.App | None = None
        self._flask: Flask | None = None

    def over(self, app: parts.App) -> Flask:
        if self._app is None or self._flask is None:
            self._app = replace(app)
            self._flask = create_app(self._app)
        for part in fields(app):
            setattr(self._app, part.name, getattr(app, part.name))
        return self._flask


_SERVED = _Served()


class _OwnParts:
    """The one Flask as a WSGI application that answers, each time, from its own test's parts."""

    def __init__(self, app: parts.App) -> None:
        self._app = app

    def __call__(self, environ: Any, start_response: Any) -> Any:
        return _SERVED.over(self._app)(environ, start_response)


class City:
    """A running application and everybody's tokens."""

    scheme, unit, other_unit, construction = SCHEME, UNIT, OTHER_UNIT, CONSTRUCTION

    def __init__(self, app: parts.App, clock: FixedClock, tokens: dict[tuple[str, str | None], str]) -> None:
        self.app = app
        self.clock = clock
        self.tokens = tokens
        self.flask = _OwnParts(app)
        self.client = Client(self.flask)

    def as_(self, role: str, *, unit: str | None = None) -> Caller:
        """Return somebody of this role; a unit role is `fagai`'s unless another unit is named."""
        unit = (unit or UNIT) if role in actors.UNIT_ROLES else None
        if (role, unit) not in self.tokens:
            self.tokens[role, unit] = _token(self.app, role, unit)
        return Caller(self.client, self.tokens[role, unit])

    def visitor(self, account: str | None) -> Client:
        """Return a browser's client at which the account is signed in; None for a stranger's."""
        flask, client = _SERVED.over(self.app), Client(self.flask)
        if account is not None:
            said = {"s": self.app.accounts.sessions.begin(account, self.clock.now()), "l": "zh_Hans"}
            client.set_cookie("ducha", flask.session_interface.get_signing_serializer(flask).dumps(said))
        return client

    def anonymous(self) -> Caller:
        return Caller(self.client, None)

    def bearer(self, token: str) -> Caller:
        return Caller(self.client, token)


@pytest.fixture(scope="session")
def founded(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[tuple[str, str | None], str]]:
    """Found the city once: scheme, units, calendars, posts, an account of every role; every test gets a copy."""
    home = tmp_path_factory.mktemp("founded")
    settings, clock = _settings(home), FixedClock()
    open_record(settings, scheme_id=SCHEME, demonstration=True, clock=clock)
    app = parts.build(settings, clock=clock)
    for post in bundled.ledger(SCHEME).posts:
        create_post(app, _act(), post=post.post, title=post.title, rank=post.rank)
    tokens = {}
    for role in actors.ROLES:
        unit = UNIT if role in actors.UNIT_ROLES else None
        tokens[role, unit] = _token(app, role, unit)
    app.close()
    return home, tokens


@pytest.fixture
def city(founded: tuple[Path, dict[tuple[str, str | None], str]], tmp_path: Path) -> Iterator[City]:
    home, tokens = founded
    shutil.copytree(home, tmp_path / "home", ignore=shutil.ignore_patterns("read.db*"))
    clock = FixedClock()
    app = parts.build(_settings(tmp_path / "home"), clock=clock)
    yield City(app, clock, dict(tokens))
    app.close()


def _settings(home: Path) -> Settings:
    return Settings(
        home=home, zone=ZoneInfo("Asia/Shanghai"), locale="zh_Hans", clock=None, trusted_proxies=0,
        log_format="console", timer=False,
    )  # fmt: skip


def _token(app: parts.App, role: str, unit: str | None) -> str:
    """Open an account of the role and return a token for it."""
    account = f"test-{role.replace('_', '-')}" + (f"-{unit}" if unit else "")
    open_account(app, _act(), account=account, role=role, posts=_POSTS.get(role, ()), unit=unit)
    token = issue_token(app, _act(), account=account, label="tests").token
    assert token is not None
    return token


def _act() -> Act:
    return Act(_SETTING_UP, "setting-up", "setting-up")
