"""`ducha serve`: gunicorn with our own settings, the daily tick beside it."""

import os
import sys
from collections.abc import Iterator

import click

from api.vocabulary import chinese
from service.settings import Settings, load


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", default=8000, show_default=True, type=int)
@click.option("--workers", default=None, type=int, help="Default: one for each core.")
@click.option("--threads", default=16, show_default=True, type=int)
def serve(host: str, port: int, workers: int | None, threads: int) -> None:
    """Serve the API until Ctrl-C."""
    settings = load()
    _check_papers(settings)
    if not settings.record_path.exists():
        raise click.UsageError(f"{settings.record_path} 不存在：请先运行 ducha init 或 ducha demo")
    from api import notify
    from service.demonstration_clock import go_on

    if settings.notify and not notify.is_installed():
        raise click.UsageError("DUCHA_NOTIFY_URLS 已设置，但未安装 apprise：pip install '.[notify]'")

    go_on(settings)
    command = [sys.executable, "-m", "gunicorn", "--config", "python:api.gunicorn_conf", "--bind", f"{host}:{port}",
               "--threads", str(threads)]  # fmt: skip
    if workers:
        command += ["--workers", str(workers)]
    click.echo(f"http://{host}:{port}\n接口说明：http://{host}:{port}/docs", err=True)
    for line in _logins(settings):
        click.echo(line, err=True)
    os.execv(sys.executable, [*command, "api.wsgi:application"])  # the same process, so Ctrl-C reaches it


def _check_papers(settings: Settings) -> None:
    """Refuse templates that cannot be used before any worker starts. Raises: click.ClickException."""
    from api.papers.papers import check_templates
    from api.papers.templates import TemplatesRefusedError

    try:
        check_templates(settings)
    except TemplatesRefusedError as error:
        raise click.ClickException(str(error)) from None


def _logins(settings: Settings) -> Iterator[str]:
    """Give a played demonstration's logins, each with what it may do; nothing for a real record."""
    from service.accounts import Accounts
    from service.clock import SystemClock
    from service.demonstration_clock import logins

    accounts = Accounts(settings.accounts_path, settings.zone)
    for account, token in logins(settings.home).items():
        actor = accounts.actor_of(account, SystemClock().now())
        who = f"{chinese('role', actor.role)} {actor.unit or ''}" if actor else ""
        yield f"  {account:<18} {token}  {who}"
    accounts.close()


COMMANDS = [serve]
