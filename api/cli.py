"""The command line: `ducha …`. Exit 0: done; 1: refused or a check failed; 2: wrong use (docs/operate.md)."""

import sys
from typing import Any

import click
from environs import EnvValidationError

from api import cli_accounts, cli_ask, cli_export, cli_import, cli_record, cli_serve, cli_verify
from api.words import sentence_of
from domain.errors import DuchaError
from service.event_store import WrongClockError
from service.record_tables import RecordNotReadyError


class _Commands(click.Group):
    """Turns a refusal into its sentence and exit 1; anything else unexpected stays a traceback."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except DuchaError as error:
            click.echo(sentence_of(error), err=True)
        except (RecordNotReadyError, WrongClockError, EnvValidationError) as error:
            click.echo(f"{error}", err=True)
        return ctx.exit(1)


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="ducha")
def main() -> None:
    """Ducha 督查: supervision on the record. The folder is DUCHA_HOME, by default ./var."""


for _module in (cli_record, cli_verify, cli_serve, cli_import, cli_export, cli_accounts, cli_ask):
    for _command in _module.COMMANDS:
        main.add_command(_command)

if __name__ == "__main__":
    sys.exit(main())
