"""What every command shares: opening the application, saying who acts, printing, and bars for long work."""

import getpass
import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import click

from domain.actors import Actor
from service.act import Act
from service.app import App, build
from service.clock import new_id
from service.settings import load

Progress = Callable[[int, int], None]  # done, of how many

as_json = click.option("--json", "plain", is_flag=True, help="Print JSON.")


def opened() -> App:
    """Build the application of DUCHA_HOME. Raises: as `service.app.build`."""
    return build(load())


def act(role: str) -> Act:
    """Return an act of whoever holds the machine: recorded as account `cli` with their login name."""
    cause = f"cli:{new_id()}"
    return Act(Actor("cli", role, person=getpass.getuser()), cause, cause)


def say(data: Any, plain: bool, text: str | Callable[[], str] = "") -> None:
    """Print `data` as JSON, or `text` for people."""
    if plain:
        click.echo(json.dumps(data, ensure_ascii=False, indent=2, default=str))
    else:
        click.echo(text() if callable(text) else text)


@contextmanager
def bar(title: str) -> Iterator[Progress]:
    """Give a function that moves a progress bar on standard error; silent when that is no terminal."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    console = Console(stderr=True)
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console, disable=not console.is_terminal, transient=True) as shown:
        task = shown.add_task(title, total=None)
        yield lambda done, total: shown.update(task, completed=done, total=total)
