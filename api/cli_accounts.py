"""`ducha account add`, `account import` and `ducha token issue`: for whoever holds the machine."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import click

from api.cli_frame import act, as_json, opened, say
from domain.actors import ADMIN, ROLES
from service.app import App

_NEW_FILE = click.Path(dir_okay=False, path_type=Path)


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
@click.option("--slips", "paper", type=_NEW_FILE, help="Write activation slips to FILE.pdf or FILE.docx.")
@as_json
@click.pass_context
def import_(ctx: click.Context, file: Path, whole: bool, paper: Path | None, plain: bool) -> None:
    """Open the accounts of a workbook; print each one's one-time activation code, this once."""
    from api import workbook_accounts as list_of
    from api.workbooks import read_book
    from service.confirm_mapping import mapped_headings
    from service.open_accounts import open_accounts
    from service.row_by_row import ALL, EACH, Upload

    if paper is not None:
        _try_slips(paper)
    app = opened()
    mapped = mapped_headings(app, list_of.FORM)
    book = read_book(file, list_of.HEADINGS, required=list_of.REQUIRED, mapped=mapped)
    upload = Upload(list_of.FORM, None, None, ALL if whole else EACH)
    answered, codes = open_accounts(app, act(ADMIN), upload, list_of.rows_of(book))
    opened_ones = [_opened(row.line.event, codes) for row in answered.accepted]
    refused = [_refused(row) for row in answered.refused]
    if paper is not None and opened_ones:
        _write_slips(app, paper, opened_ones)
    said = {"accounts": opened_ones, "refused": refused, "unknown_headings": book.unknown}
    say(said, plain, lambda: _listed(opened_ones, refused))
    if refused:
        ctx.exit(1)


def _try_slips(paper: Path) -> None:
    """See that slips can be written there before any code exists. Raises: click.ClickException; as `slips`."""
    from api import words
    from api.papers.slips import slips
    from api.problems import AskError

    if paper.suffix.lower() not in (".pdf", ".docx"):
        raise click.UsageError("--slips 只能写成 .pdf 或 .docx")
    if paper.exists() or not paper.parent.is_dir():
        raise click.UsageError(f"{paper} 已存在，或其文件夹不存在")
    try:
        slips([], paper.suffix.lower().removeprefix("."))
    except AskError as error:  # no font for a PDF
        raise click.ClickException(words.sentence(error.reason, error.details)) from None


def _write_slips(app: App, paper: Path, opened_ones: list[dict[str, Any]]) -> None:
    """Write the slips for their owner's eyes alone, with names instead of codes and ids."""
    from api.papers.slips import slips
    from api.workbook_names import names_of
    from projections.as_of import now

    with app.read.at() as db:
        names = names_of(db, now(db))
    rows = [
        {**one, "unit": names.unit(one["unit"]), "posts": [names.post(post) for post in one["posts"]]}
        for one in opened_ones
    ]
    paper.touch(mode=0o600)
    paper.write_bytes(slips(rows, paper.suffix.lower().removeprefix("."), app.settings))


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
