"""`/admin`: accounts with their codes, tokens and lent powers; each change is an event, no secret is in one (D-033)."""

from typing import Any

from flask import Response

from api import accounts, health, workbook_uploads
from api.pages.declared import Pages
from api.pages.visit import Visit
from domain import actors
from domain.errors import AbsentError

pages = Pages("admin")
SHOWN = 100


@pages.get("/admin", power="read_posts")
def show_desk(visit: Visit) -> Response:
    """Show what there is to administer, as far as the reader may."""
    refused = health.clock_refused(visit.app) if visit.may("accept_clock") else None
    years = (visit.today.year, visit.today.year + 1)
    return visit.show("admin/desk.html", here="/admin", years=years, refused=refused)


@pages.get("/admin/accounts", power="read_accounts")
def list_accounts(visit: Visit) -> Response:
    """List the accounts, those that match what is looked for."""
    sought = visit.query.get("q", "").strip()
    rows = [row for row in visit.every(accounts.list_accounts) if _matches(visit, row, sought)]
    shown = rows if visit.query.get("all") else rows[:SHOWN]
    return visit.show("admin/accounts.html", here="/admin", rows=shown, total=len(rows), sought=sought)


@pages.get("/admin/accounts/new", power="open_account")
def show_new_account(visit: Visit) -> Response:
    """Show where an account is opened."""
    return visit.show("admin/account_new.html", here="/admin", roles=actors.ROLES)


@pages.post("/admin/accounts/new", power="open_account", again=show_new_account)
def open_account(visit: Visit) -> Response:
    """Open an account and show its slip, this once."""
    written = visit.do(accounts.open_)
    return visit.show("admin/slips.html", here="/admin", slips=[_slip(visit, written)], refused=[])


@pages.get("/admin/accounts/import", power="open_account")
def show_import(visit: Visit) -> Response:
    """Show where a list of accounts is uploaded."""
    return visit.show("admin/accounts_import.html", here="/admin")


@pages.post("/admin/accounts/import", power="open_account", again=show_import)
def import_accounts(visit: Visit) -> Response:
    """Open the accounts of a list and show their slips, this once, beside the rows that were refused."""
    answered = visit.do(workbook_uploads.accounts)
    slips = [_slip(visit, row) for row in answered["accepted"]]
    return visit.show("admin/slips.html", here="/admin", slips=slips, refused=answered["refused"])


@pages.get("/admin/accounts/of/<account>", power="read_accounts")
def show_account(visit: Visit, account: str) -> Response:
    """Show one account: role, posts, tokens, lent powers."""
    return visit.show("admin/account.html", here="/admin", row=_account(visit, account))


@pages.post("/admin/accounts/of/<account>/activation", power="renew_activation", again=show_account)
def renew(visit: Visit, account: str) -> Response:
    """Hand out a new code; the password and every session end with it."""
    written = visit.do(accounts.renew, account=account)
    return visit.show("admin/slips.html", here="/admin", slips=[_slip(visit, written)], refused=[])


@pages.post("/admin/accounts/of/<account>/closure", power="close_account", again=show_account)
def close(visit: Visit, account: str) -> Response:
    """Close the account for good."""
    return visit.go(f"/admin/accounts/of/{account}", visit.do(accounts.close, account=account))


@pages.post("/admin/accounts/of/<account>/tokens", power="issue_token", again=show_account)
def issue_token(visit: Visit, account: str) -> Response:
    """Issue a token for a unit's own system and show it, this once."""
    written = visit.do(accounts.issue, account=account)
    return visit.show("admin/token.html", here="/admin", account=account, written=written)


@pages.post("/admin/accounts/of/<account>/revocation", power="issue_token", again=show_account)
def revoke_token(visit: Visit, account: str) -> Response:
    """Revoke a token by its label."""
    return visit.go(f"/admin/accounts/of/{account}", visit.do(accounts.revoke, account=account))


@pages.get("/account/delegations", power="delegate_power")
def show_delegations(visit: Visit) -> Response:
    """Show where one lends one's own powers, and to whom they are lent."""
    lent = visit.app.accounts.lent_by(visit.actor.account)
    return visit.show("admin/delegations.html", here="", lent=lent)


@pages.post("/account/delegations", power="delegate_power", again=show_delegations)
def delegate(visit: Visit) -> Response:
    """Lend one's powers from a day to a day."""
    return visit.go("/account/delegations", visit.do(accounts.delegate, account=visit.actor.account))


@pages.post("/account/delegations/<to>/withdrawal", power="delegate_power", again=show_delegations)
def withdraw(visit: Visit, to: str) -> Response:
    """Take back at once what was lent."""
    return visit.go("/account/delegations", visit.do(accounts.withdraw, account=visit.actor.account, to=to))


def _account(visit: Visit, account: str) -> dict[str, Any]:
    found = [row for row in visit.every(accounts.list_accounts) if row["account"] == account]
    if not found:
        raise AbsentError("account", account)
    return found[0]


def _matches(visit: Visit, row: dict[str, Any], sought: str) -> bool:
    said = [row["account"], visit.names.unit(row["unit"]), *map(visit.names.post, row["posts"])]
    return not sought or any(sought in part for part in said)


def _slip(visit: Visit, written: dict[str, Any]) -> dict[str, Any]:
    return {**_account(visit, written["account"]), "code": written["code"]}
