"""`ducha serve`: gunicorn with our own settings, the daily tick beside it."""

import os
import sys

import click

from service.settings import load


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", default=8000, show_default=True, type=int)
@click.option("--workers", default=None, type=int, help="Default: one for each core.")
@click.option("--threads", default=16, show_default=True, type=int)
def serve(host: str, port: int, workers: int | None, threads: int) -> None:
    """Serve the API until Ctrl-C."""
    settings = load()
    if not settings.record_path.exists():
        raise click.UsageError(f"{settings.record_path} 不存在:请先运行 ducha init 或 ducha demo")
    from service.demonstration_clock import go_on, logins

    go_on(settings)
    command = [sys.executable, "-m", "gunicorn", "--config", "python:api.gunicorn_conf", "--bind", f"{host}:{port}",
               "--threads", str(threads)]  # fmt: skip
    if workers:
        command += ["--workers", str(workers)]
    click.echo(f"http://{host}:{port}", err=True)
    for account, token in logins(settings.home).items():
        click.echo(f"  {account:<16} {token}", err=True)
    os.execv(sys.executable, [*command, "api.wsgi:application"])  # the same process, so Ctrl-C reaches it


COMMANDS = [serve]
