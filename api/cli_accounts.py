"""`ducha account add`, `account import` and `ducha token issue`: for whoever holds the machine."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import click

from api.cli_frame import act, as_json, opened, say
from domain.actors import ADMIN, ROLES


@click.group()
def account() -> None:
    """Accounts."""


@account.command()
@click.argument("name")
@click.option("--role", required=True, type=click.Choice(ROLES))
@click.option("--post", "posts", multiple=True, help="May be given more than once.")
@click.option("--unit", default=None)
@as_json
def add(name: str, role: str, posts: tuple[str, ...], unit: str | None, plain: bool) -> None:
    """Open an account; print its one-time activation code."""
    from service.open_account import open_account

    _, code = open_account(opened(), act(ADMIN), account=name, role=role, posts=posts, unit=unit)
    say({"account": name, "code": code}, plain, f"账号:{name}\n一次性激活码:{code}")


@account.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--all", "whole", is_flag=True, help="Open all accounts of the list, or none.")
@as_json
@click.pass_context
def import_(ctx: click.Context, file: Path, whole: bool, plain: bool) -> None:
    """Open the accounts of a workbook; print each one's one-time activation code, this once."""
    from api import workbook_accounts as list_of
    from api.workbooks import read_book
    from service.confirm_mapping import mapped_headings
    from service.open_accounts import open_accounts
    from service.row_by_row import ALL, EACH, Upload

    app = opened()
    mapped = mapped_headings(app, list_of.FORM)
    book = read_book(file, list_of.HEADINGS, required=list_of.REQUIRED, mapped=mapped)
    upload = Upload(list_of.FORM, None, None, ALL if whole else EACH)
    answered, codes = open_accounts(app, act(ADMIN), upload, list_of.rows_of(book))
    opened_ones = [_opened(row.line.event, codes) for row in answered.accepted]
    refused = [_refused(row) for row in answered.refused]
    said = {"accounts": opened_ones, "refused": refused, "unknown_headings": book.unknown}
    say(said, plain, lambda: _listed(opened_ones, refused))
    if refused:
        ctx.exit(1)


def _opened(event: Any, codes: Mapping[str, str | None]) -> dict[str, Any]:
    return {
        "account": event.account, "role": event.role, "unit": event.unit, "posts": list(event.posts),
        "code": codes[event.account],
    }  # fmt: skip


def _refused(row: Any) -> dict[str, Any]:
    from api import words

    detail = words.sentence(row.reason, row.details)
    return {"sheet": row.sheet, "row": row.row, "cell": row.cell, "reason": row.reason, "detail": detail}


def _listed(opened_ones: list[dict[str, Any]], refused: list[dict[str, Any]]) -> str:
    from api.closed_words import chinese

    lines = [f"已开通 {len(opened_ones)} 个账号,未开通 {len(refused)} 个。一次性激活码只显示这一次："]
    lines += [
        f"  {one['account']:<20} {one['code']}  {chinese('role', one['role'])} {one['unit'] or ''}".rstrip()
        for one in opened_ones
    ]
    lines += [f"  未开通 {row['sheet']}!{row['cell']}：{row['detail']}" for row in refused]
    return "\n".join(lines)


@click.group()
def token() -> None:
    """Tokens for units' own systems and for scripts."""


@token.command()
@click.argument("account")
@click.option("--label", default="cli", show_default=True)
def issue(account: str, label: str) -> None:
    """Issue a token and print it alone; it is shown this once."""
    from service.issue_token import issue_token

    _, secret = issue_token(opened(), act(ADMIN), account=account, label=label)
    click.echo(secret)


COMMANDS = [account, token]
