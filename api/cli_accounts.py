"""`ducha account add` and `ducha token issue`: for whoever holds the machine."""

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
