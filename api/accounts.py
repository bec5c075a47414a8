"""`/accounts`, `/activation`, `/tokens`: who may ask, with which secret, for whom (D-003, D-033, D-034)."""

from dataclasses import replace
from typing import Any

from marshmallow import fields

from api.fields import Day, Id, Line, Text, UnitCode, Whole, list_of, one_of
from api.frame_pages import paged
from api.routes import Answer, Ask, Family, receipt_of
from api.schemas import PAGE_LIMIT, In, Out, PageQuery, ReadQuery, WriteOut, envelope
from domain import ids
from domain.actors import ROLES
from domain.errors import RefusedError
from projections import frame
from projections.as_of import now
from service.close_account import close_account
from service.delegate_power import delegate_power, withdraw_delegation
from service.issue_token import issue_own_token, issue_token, revoke_token
from service.open_account import Opened, open_account, renew_activation

family = Family("accounts")


class AccountsQuery(PageQuery):
    limit = Whole(least=1, most=PAGE_LIMIT, load_default=PAGE_LIMIT)


class AccountIn(In):
    account = Id(required=True)
    role = one_of(*ROLES, required=True)
    posts = list_of(Id(), most=20, load_default=list)
    unit = UnitCode(load_default=None, allow_none=True)


class ReasonIn(In):
    reason = Text(required=True, limit=2000)


class DelegationIn(ReasonIn):
    to = Id(required=True)
    from_on = Day(required=True)
    to_on = Day(required=True)


class TokenIn(In):
    label = Line(required=True, limit=60)


class RevocationIn(ReasonIn):
    label = Line(required=True, limit=60)


class ActivationIn(In):
    account = Line(required=True, limit=64)
    code = Line(required=True, limit=64)
    password = fields.String(required=True)


class OwnTokenIn(TokenIn):
    account = Line(required=True, limit=64)
    password = fields.String(required=True)


class PasswordIn(In):
    password = fields.String(required=True)
    new_password = fields.String(required=True)


class DelegationOut(Out):
    to = fields.String(required=True)
    from_on = fields.Date(required=True)
    to_on = fields.Date(required=True)


class AccountOut(Out):
    """`tokens` are the labels of those in use; no secret is ever shown again."""

    account = fields.String(required=True)
    role = fields.String(required=True)
    posts = fields.List(fields.String(), required=True)
    unit = fields.String(required=True, allow_none=True)
    closed = fields.Boolean(required=True)
    delegations = fields.List(fields.Nested(DelegationOut), required=True)
    tokens = fields.List(fields.String(), required=True)


class SelfOut(Out):
    account = fields.String(required=True)
    role = fields.String(required=True)
    unit = fields.String(required=True, allow_none=True)
    posts = fields.List(fields.String(), required=True)
    person = fields.String(required=True, allow_none=True)
    delegated_by = fields.String(required=True, allow_none=True)


class AccountWritten(WriteOut):
    account = fields.String(required=True)


class CodeWritten(AccountWritten):
    """`code` activates the account once; null when the same request was answered before and the code was used."""

    code = fields.String(required=True, allow_none=True)


class TokenWritten(AccountWritten):
    """`token` is shown this once; null when the same request was answered before."""

    label = fields.String(required=True)
    token = fields.String(required=True, allow_none=True)


@family.get("/accounts", power="read_accounts", query=AccountsQuery, answer=envelope(AccountOut))
def list_accounts(ask: Ask) -> dict[str, Any]:
    """Return the accounts by name, closed ones included."""
    with ask.reading() as db:
        return paged(ask, frame.accounts(db), key="account", as_of=now(db))


@family.get("/accounts/self", power="read_own_account", query=ReadQuery, answer=SelfOut)
def own(ask: Ask) -> dict[str, Any]:
    """Return who the caller is: role, unit, posts, and whose powers it uses."""
    who = ask.actor
    return {
        "account": who.account,
        "role": who.role,
        "unit": who.unit,
        "posts": list(who.posts),
        "person": who.person,
        "delegated_by": who.delegated_by,
    }


@family.post("/accounts", power="open_account", body=AccountIn, answer=CodeWritten, status=201)
def open_(ask: Ask) -> dict[str, Any]:
    """Open an account; the answer holds its one-time activation code."""
    account = ask.body["account"]
    return _code(account, open_account(ask.app, ask.act(ids.account(account)), **ask.body))


@family.post("/accounts/<account>/activation", power="renew_activation", body=ReasonIn, answer=CodeWritten, status=201)
def renew(ask: Ask, account: str) -> dict[str, Any]:
    """Hand out a new one-time code to somebody who lost the password, which ends with it."""
    opened = renew_activation(ask.app, ask.act(ids.account(account)), account=account, **ask.body)
    return _code(account, opened)


@family.post("/accounts/<account>/closure", power="close_account", body=ReasonIn, answer=AccountWritten, status=201)
def close(ask: Ask, account: str) -> dict[str, Any]:
    """Close an account for good; its tokens and password end at once."""
    written = close_account(ask.app, ask.act(ids.account(account)), account=account, **ask.body)
    return {"account": account, "receipt": receipt_of(written)}


@family.post("/accounts/<account>/tokens", power="issue_token", body=TokenIn, answer=TokenWritten, status=201)
def issue(ask: Ask, account: str) -> dict[str, Any]:
    """Issue a token for a unit's own system or a script."""
    written, token = issue_token(ask.app, ask.act(ids.account(account)), account=account, **ask.body)
    label = ask.body["label"].strip()
    return {"account": account, "label": label, "token": token, "receipt": receipt_of(written)}


@family.post(
    "/accounts/<account>/tokens/revocation", power="issue_token", body=RevocationIn, answer=AccountWritten, status=201
)
def revoke(ask: Ask, account: str) -> dict[str, Any]:
    """Revoke the token under a label."""
    written = revoke_token(ask.app, ask.act(ids.account(account)), account=account, **ask.body)
    return {"account": account, "receipt": receipt_of(written)}


@family.post(
    "/accounts/<account>/delegations", power="delegate_power", body=DelegationIn, answer=AccountWritten, status=201
)
def delegate(ask: Ask, account: str) -> dict[str, Any]:
    """Lend one's own powers to another account from a day to a day, both included."""
    written = delegate_power(ask.app, ask.act(ids.account(account)), account=account, **ask.body)
    return {"account": account, "receipt": receipt_of(written)}


@family.post(
    "/accounts/<account>/delegations/<to>/withdrawal",
    power="delegate_power",
    body=ReasonIn,
    answer=AccountWritten,
    status=201,
)
def withdraw(ask: Ask, account: str, to: str) -> dict[str, Any]:
    """Take back at once what is lent to an account."""
    written = withdraw_delegation(ask.app, ask.act(ids.account(account)), account=account, to=to, **ask.body)
    return {"account": account, "receipt": receipt_of(written)}


@family.post("/activation", power="activate_account", body=ActivationIn, status=200)
def activate(ask: Ask) -> Answer:
    """Set the first password by the one-time code. A wrong code and an unknown account answer alike."""
    said = ask.body
    right = ask.app.accounts.activate(
        said["account"].strip(), said["code"], said["password"], ask.app.clock.now(), address=_address(ask)
    )
    if not right:
        raise RefusedError("account.wrong_code", clause="D-033")
    return Answer(None)


@family.post("/tokens", power="issue_own_token", body=OwnTokenIn, answer=TokenWritten, status=201)
def issue_own(ask: Ask) -> dict[str, Any]:
    """Issue a token to oneself by one's password. A wrong one and an unknown account answer alike."""
    account, now = ask.body["account"].strip(), ask.app.clock.now()
    right = ask.app.accounts.check_password(account, ask.body["password"], now, address=_address(ask))
    actor = ask.app.accounts.actor_of(account, now) if right else None
    if actor is None:
        raise RefusedError("account.wrong_login", clause="D-033")
    label = ask.body["label"].strip()
    written, token = issue_own_token(ask.app, replace(ask.act(), actor=actor), label=label)
    return {"account": account, "label": label, "token": token, "receipt": receipt_of(written)}


@family.post("/accounts/self/password", power="change_own_credential", body=PasswordIn, status=200)
def change_password(ask: Ask) -> Answer:
    """Replace one's own password by the old one."""
    ask.app.accounts.change_password(
        ask.actor.account, ask.body["password"], ask.body["new_password"], ask.app.clock.now(), address=_address(ask)
    )
    return Answer(None)


def _address(ask: Ask) -> str | None:
    return ask.environ.get("REMOTE_ADDR")


def _code(account: str, opened: Opened) -> dict[str, Any]:
    return {"account": account, "code": opened.code, "receipt": receipt_of(opened.written)}
