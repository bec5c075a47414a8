"""`ducha export …`: the lists as workbooks, for whoever holds the machine."""

from pathlib import Path

import click

from api.cli_frame import as_json, opened, say
from domain.actors import AUDITOR, Actor

_FORMS = ("ledger", "duties", "lights", "scores", "audit")


@click.command()
@click.argument("form", type=click.Choice(_FORMS))
@click.argument("file", type=click.Path(dir_okay=False, writable=True, path_type=Path))
@click.option("--scheme", default="heyuan-2020", show_default=True)
@as_json
def export(form: str, file: Path, scheme: str, plain: bool) -> None:
    """Write ledger, duties, lights, scores or audit to FILE as a workbook."""
    from api import workbook_sheet
    from api.workbook_forms import FORMS, Wanted
    from projections.as_of import resolve

    app = opened()
    with app.read.at() as db:
        wanted = Wanted(app, Actor("cli", AUDITOR), db, resolve(db, zone=app.settings.zone), {"scheme": scheme})
        content = workbook_sheet.written(FORMS[form](wanted), wanted.about(form))
    file.write_bytes(content)
    say({"file": str(file), "bytes": len(content), "position": wanted.as_of.position}, plain, f"已写出 {file}。")


COMMANDS = [export]
