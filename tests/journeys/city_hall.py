"""A city hall that begins with an empty record and is spoken to over HTTP alone; its clock is moved by hand."""

from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from werkzeug.test import Client, TestResponse

from api.app import PREFIX, create_app
from service import app as parts
from service.open_record import open_record
from service.settings import Settings
from service.tick import tick
from tests.fakes import START, FixedClock

SCHEME = "heyuan-2020"
ADMIN_PASSWORD = "a long and quiet afternoon"
Json = dict[str, Any]


def settings_of(home: Path) -> Settings:
    return Settings(
        home=home, zone=ZoneInfo("Asia/Shanghai"), locale="zh_Hans", clock=None, trusted_proxies=0,
        log_format="console", timer=False,
    )  # fmt: skip


def local(text: str) -> datetime:
    """Return a moment of Heyuan, `2020-09-01 10:00`."""
    return datetime.fromisoformat(f"{text}:00+08:00").astimezone(UTC)


class CityHall:
    """The application over HTTP; everybody who has a token; every refusal that was met."""

    def __init__(self, app: parts.App, clock: FixedClock, people: dict[str, str]) -> None:
        self.app = app
        self.clock = clock
        self.people = people
        self.client = Client(create_app(app))
        self.refusals: list[Json] = []
        self.no: dict[str, str] = {}  # the story's name of a task → its number
        self.seen: dict[str, Any] = {}  # what the story noted down for its end

    @classmethod
    def on(cls, home: Path, *, people: dict[str, str], at: datetime) -> "CityHall":
        """Open a record that is there."""
        clock = FixedClock(at)
        return cls(parts.build(settings_of(home), clock=clock), clock, people)

    def at(self, text: str) -> None:
        """Let time pass to a local moment; the machine's own timer ticks on the way."""
        self.clock.move_to(local(text))
        tick(self.app)

    def as_(self, account: str) -> "Person":
        return Person(self, account, self.people[account])

    def anybody(self) -> "Person":
        return Person(self, "anybody", None)

    def close(self) -> None:
        self.app.close()


class Person:
    """One account asking over HTTP: `get`, `post` and `put` must succeed, `refused` must not."""

    def __init__(self, hall: CityHall, account: str, token: str | None) -> None:
        self.hall = hall
        self.account = account
        self._headers = {"Authorization": f"Bearer {token}"} if token else {}

    def ask(self, method: str, path: str, body: Any = None, *, match: Any = None, **query: Any) -> TestResponse:
        """Ask and return whatever the answer is; `match` is the ETag seen."""
        headers = dict(self._headers)
        if match is not None:
            headers["If-Match"] = match if str(match).startswith('"') else f'"{match}"'
        given: Json = {"json": body} if body is not None else {}
        return self.hall.client.open(PREFIX + path, method=method, headers=headers, query_string=query, **given)

    def get(self, path: str, **query: Any) -> Any:
        return self._heard(self.ask("GET", path, **query), path)

    def post(self, path: str, body: Any = None, **more: Any) -> Any:
        return self._heard(self.ask("POST", path, body, **more), path)

    def put(self, path: str, body: Any = None, **more: Any) -> Any:
        return self._heard(self.ask("PUT", path, body, **more), path)

    def upload(self, content: bytes, name: str) -> str:
        """Upload a file and return the name reports use for it."""
        given: Json = {"data": {"file": (BytesIO(content), name)}}
        answer = self.hall.client.open(f"{PREFIX}/files", method="POST", headers=self._headers, **given)
        return str(self._heard(answer, "/files")["file"])

    def refused(
        self, path: str, body: Any = None, *, reason: str, clause: str | None = None, status: int = 409,
        method: str = "POST", match: Any = None,
    ) -> Json:  # fmt: skip
        """Be refused for that reason; by a rule (409) always with its clause and a Chinese sentence."""
        answer = self.ask(method, path, body, match=match)
        assert answer.content_type == "application/problem+json", answer.data
        told: Json = answer.json
        assert (answer.status_code, told["type"]) == (status, f"/problems/{reason}"), told
        assert told.get("clause") == clause, told
        assert told["detail"] not in ("", reason), "a refusal has its sentence"
        self.hall.refusals.append(told)
        return told

    def every(self, path: str, **query: Any) -> list[Json]:
        """Return all pages of a list."""
        rows: list[Json] = []
        page = self.get(path, **query)
        while True:
            rows += page["items"]
            if page["next_cursor"] is None:
                return rows
            page = self.get(path, **query, cursor=page["next_cursor"])

    def _heard(self, answer: TestResponse, path: str) -> Any:
        assert answer.status_code in (200, 201, 204), (self.account, path, answer.status_code, answer.json)
        return answer.json if answer.data else None


def begin(home: Path, *, at: datetime = START) -> tuple[CityHall, str]:
    """Make the empty record as `ducha init --demonstration` does; return the hall and the one-time code."""
    clock = FixedClock(at)
    opening = open_record(settings_of(home), scheme_id=SCHEME, demonstration=True, clock=clock)
    return CityHall(parts.build(settings_of(home), clock=clock), clock, {}), opening.code
