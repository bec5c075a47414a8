"""Signing in and out, the first password, one's own account, the language: what every visitor has."""

from typing import Any

from flask import Response, current_app, redirect, request
from werkzeug.datastructures import MultiDict
from werkzeug.exceptions import HTTPException

from api import accounts
from api.pages import cookie
from api.pages.declared import Page, Pages
from api.pages.visit import Visit
from api.problems import Told
from domain import actors
from domain.errors import InvalidError, RefusedError
from service.demonstration_clock import logins

pages = Pages("base")
KEPT = "kept."
_HOME = {
    actors.OFFICE: "/office",
    actors.HEAD: "/office",
    actors.CLERK: "/my",
    actors.UNIT_HEAD: "/my",
    actors.LEADER: "/my",
    actors.PRINCIPAL: "/my",
    actors.ASSESSOR: "/assessments",
    actors.AUDITOR: "/audit",
    actors.ADMIN: "/admin",
}


def home_of(role: str) -> str:
    """Return the page a role's day begins with."""
    return _HOME[role]


@pages.get("/sign-in", power="activate_account")
def show_sign_in(visit: Visit) -> Response:
    """Show the sign-in page; a demonstration offers one login for each role."""
    kept = [(n.removeprefix(KEPT), v) for n, v in visit.form.items(multi=True) if n.startswith(KEPT)]
    to = visit.form.get("to") or visit.query.get("to", "")
    return visit.show("base/sign_in.html", to=_own(to), kept=kept, logins=_logins(visit), came_back=bool(kept))


@pages.post("/sign-in", power="activate_account", again=show_sign_in)
def sign_in(visit: Visit) -> Response:
    """Sign in by password. A wrong one and an unknown account answer alike."""
    account, now = visit.form.get("account", "").strip(), visit.app.clock.now()
    password = visit.form.get("password", "")
    if not visit.app.accounts.check_password(account, password, now, address=visit.remote):
        raise RefusedError("account.wrong_login", clause="D-033")
    return _come_in(visit, account)


@pages.post("/sign-in/demonstration", power="activate_account", again=show_sign_in)
def sign_in_to_the_demonstration(visit: Visit) -> Response:
    """Sign in as one of the people of a played demonstration; nowhere else is there anybody to sign in as."""
    account = visit.form.get("account", "")
    if account not in logins(visit.app.settings.home):
        raise RefusedError("account.wrong_login", clause="D-033")
    return _come_in(visit, account)


@pages.get("/activation", power="activate_account")
def show_activation(visit: Visit) -> Response:
    """Show where the first password is set by the code of the printed slip."""
    return visit.show("base/activation.html")


@pages.post("/activation", power="activate_account", again=show_activation)
def activate(visit: Visit) -> Response:
    """Set the first password and sign in with it."""
    _require_repeated(visit, "password")
    visit.do(accounts.activate)
    return _come_in(visit, visit.form["account"].strip())


@pages.get("/account", power="read_own_account")
def show_account(visit: Visit) -> Response:
    """Show one's own account: who one is here, whose powers one may use, one's password."""
    return visit.show("base/account.html", lenders=_lenders(visit))


@pages.post("/account/password", power="change_own_credential", again=show_account)
def change_password(visit: Visit) -> Response:
    """Replace one's password; every other browser is signed out."""
    _require_repeated(visit, "new_password")
    visit.do(accounts.change_password)
    cookie.sign_in(visit.app, visit.actor.account)
    return visit.go("/account?changed=1")


@pages.post("/account/acting-for", power="change_own_credential", again=show_account)
def act_for(visit: Visit) -> Response:
    """Use the powers another account has lent, or one's own again."""
    lender = visit.form.get("lender", "")
    if lender:
        visit.app.accounts.actor_of(visit.actor.account, visit.app.clock.now(), acting_for=lender)
    cookie.act_for(lender or None)
    return visit.go("/")


@pages.post("/sign-out", power="change_own_credential", again=show_account)
def sign_out(visit: Visit) -> Response:
    """Sign out here, or at every browser."""
    cookie.sign_out(visit.app, everywhere=visit.actor if visit.form.get("everywhere") else None)
    return visit.go("/sign-in")


@pages.get("/language/<code>", power="activate_account")
def choose_language(visit: Visit, code: str) -> Response:
    """Speak this language at this browser from now on."""
    if code in cookie.LANGUAGES:
        cookie.speak(code)
    return visit.go(_own(visit.query.get("to", "")) or "/")


def _come_in(visit: Visit, account: str) -> Response:
    """Begin the session and go where the visitor was going; a form that was kept is shown again, filled."""
    cookie.sign_in(visit.app, account)
    actor = visit.app.accounts.actor_of(account, visit.app.clock.now())
    assert actor is not None
    to = _own(visit.form.get("to", ""))
    kept = MultiDict((n.removeprefix(KEPT), v) for n, v in visit.form.items(multi=True) if n.startswith(KEPT))
    if not kept or not to:
        return redirect(to or home_of(actor.role), 303)  # type: ignore[return-value]
    return _form_again(visit, actor, to, kept)


def _form_again(visit: Visit, actor: actors.Actor, to: str, kept: MultiDict[str, str]) -> Response:
    from api.pages.door import show_again
    from api.pages.families import BY_ENDPOINT

    try:
        endpoint, names = current_app.create_url_adapter(request).match(to.partition("?")[0], method="POST")  # type: ignore[union-attr]
    except HTTPException:
        return redirect(home_of(actor.role), 303)  # type: ignore[return-value]
    page: Page | None = BY_ENDPOINT.get(endpoint)
    if page is None or actor.role not in actors.MAY[page.power]:
        return redirect(home_of(actor.role), 303)  # type: ignore[return-value]
    visit.actor, visit.form = actor, kept
    return show_again(page, visit, Told(401, "signed_in_again"), dict(names))


def _require_repeated(visit: Visit, name: str) -> None:
    if visit.form.get(name) != visit.form.pop(f"{name}_again", None):
        raise InvalidError(f"{name}_again", "password_not_repeated")


def _lenders(visit: Visit) -> list[dict[str, Any]]:
    """Return the accounts whose powers this one may use today, each with what it is."""
    lenders = visit.app.accounts.lenders_to(visit.actor.account, visit.today)
    return [{"account": lender.account, "role": lender.role, "unit": lender.unit} for lender in lenders]


def _logins(visit: Visit) -> list[dict[str, Any]]:
    now = visit.app.clock.now()
    people = (visit.app.accounts.actor_of(account, now) for account in logins(visit.app.settings.home))
    return [{"account": one.account, "role": one.role, "unit": one.unit, "posts": one.posts} for one in people if one]


def _own(address: str) -> str:
    """Return the address when it is a page of ours; anything else is dropped, so that no link leads elsewhere."""
    here = address.startswith("/") and not address.startswith(("//", "/\\")) and address.isprintable()
    return address if here and "\\" not in address else ""
