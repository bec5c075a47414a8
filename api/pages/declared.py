"""The declaration of a page: method, address, power, handler; beside each form the page that shows it again."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from domain.actors import MAY

Handler = Callable[..., Any]  # (visit, **names of the address) -> flask.Response


@dataclass(frozen=True, slots=True)
class Page:
    """One page as registered: what the view and the tests over all pages are made from."""

    family: str
    method: str
    path: str  # Flask's notation
    power: str
    handler: Handler
    again: Handler | None  # for a form: the page that shows it again, filled, when it is refused

    @property
    def endpoint(self) -> str:
        return f"page {self.method} {self.path}"


class Pages:
    """The pages of one file. Files of one name share templates and catalogue: `board.py`, `board_task.py`."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.pages: list[Page] = []

    def get(self, path: str, *, power: str) -> Callable[[Handler], Handler]:
        return self._page("GET", path, power, None)

    def post(self, path: str, *, power: str, again: Handler) -> Callable[[Handler], Handler]:
        """Register what a form does; `again` shows its page, `visit.refusal` and `visit.form` being set."""
        return self._page("POST", path, power, again)

    def _page(self, method: str, path: str, power: str, again: Handler | None) -> Callable[[Handler], Handler]:
        """Register a handler. Raises: ValueError for a power that is not in the table: nothing is open by oversight."""
        if power not in MAY:
            raise ValueError(f"{method} {path}: no such power {power!r} in domain.actors.MAY")

        def register(handler: Handler) -> Handler:
            self.pages.append(Page(self.name, method, path, power, handler, again))
            return handler

        return register
