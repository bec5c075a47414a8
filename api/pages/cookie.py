"""The cookie: signed, for pages alone; who is signed in, the language, the token that forms must bring back."""

from typing import Any

from flask import Flask, Request, session
from flask.sessions import SecureCookieSessionInterface, SessionMixin

from api import words
from domain.actors import Actor
from domain.errors import ForbiddenError
from service.app import App

_SESSION, _ACTING_FOR, _LANGUAGE = "s", "as", "l"
LANGUAGES = (words.HANS, words.HANT, words.ENGLISH)


class PageCookies(SecureCookieSessionInterface):
    """Flask's signed cookie everywhere but at the API, which knows bearer tokens only and would pay for it."""

    def __init__(self, api_prefix: str) -> None:
        self._api = f"{api_prefix}/"

    def open_session(self, app: Flask, request: Request) -> Any:
        return None if request.path.startswith(self._api) else super().open_session(app, request)

    def is_null_session(self, obj: object) -> bool:
        return not isinstance(obj, SessionMixin) or super().is_null_session(obj)

    def get_cookie_secure(self, app: Flask) -> bool:
        from flask import request

        return request.is_secure


def signed_in(app: App) -> Actor | None:
    """Return who is signed in at this browser, with lent powers if it was asked to use them; None for nobody.

    Raises: ForbiddenError when what was lent has been taken back.
    """
    word = session.get(_SESSION)
    now = app.clock.now()
    account = app.accounts.sessions.account_of(word, now) if word else None
    try:
        return app.accounts.actor_of(account, now, acting_for=session.get(_ACTING_FOR)) if account else None
    except ForbiddenError:
        act_for(None)  # the next page is one's own again
        raise


def sign_in(app: App, account: str) -> None:
    """Begin a session under a new word and a new form token: what was known of the cookie before opens nothing."""
    language = session.get(_LANGUAGE)
    session.clear()
    session[_SESSION] = app.accounts.sessions.begin(account, app.clock.now())
    if language:
        session[_LANGUAGE] = language


def sign_out(app: App, *, everywhere: Actor | None = None) -> None:
    """End this session, or every session of an account."""
    word = session.pop(_SESSION, None)
    session.pop(_ACTING_FOR, None)
    if everywhere is not None:
        app.accounts.sessions.end_all(everywhere.account)
    elif word:
        app.accounts.sessions.end(word)


def act_for(account: str | None) -> None:
    """Use the powers that an account has lent from the next page on, or one's own again."""
    session.pop(_ACTING_FOR, None)
    if account:
        session[_ACTING_FOR] = account


def language(accept: str, otherwise: str) -> str:
    """Return the language chosen at this browser, else the first one it asks for that is spoken here."""
    chosen = session.get(_LANGUAGE)
    return chosen if chosen in LANGUAGES else words.language_of(accept, otherwise)


def speak(chosen: str) -> None:
    session[_LANGUAGE] = chosen
