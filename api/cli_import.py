"""`ducha import …`: a notice, a ledger workbook, a calendar year."""

import json
from pathlib import Path
from typing import Any

import click

from api.cli_frame import act, as_json, bar, opened, say
from domain.actors import OFFICE
from domain.errors import InvalidError

_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
_dry_run = click.option("--dry-run", is_flag=True, help="Say what would be entered; enter nothing.")
_scheme = click.option("--scheme", default="heyuan-2020", show_default=True)


@click.group("import")
def import_() -> None:
    """Read a document into the record."""


@import_.command()
@click.argument("file", type=_FILE)
@_dry_run
@_scheme
@as_json
def notice(file: Path, dry_run: bool, scheme: str, plain: bool) -> None:
    """Enter the items of a notice (.txt, .docx). With --dry-run no record is needed."""
    from service.reading_notices import read_notice

    read = read_notice(file)
    if dry_run:
        say(read, plain, lambda: _described(read))
        return
    from service.import_notice import import_notice

    written = import_notice(opened(), act(OFFICE), scheme=scheme, read=read)
    entered = [line.event.item for line in written.lines]
    say({"items": entered}, plain, f"已录入 {len(entered)} 项重点工作。")


@import_.command()
@click.argument("file", type=_FILE)
@_dry_run
@_scheme
@as_json
def ledger(file: Path, dry_run: bool, scheme: str, plain: bool) -> None:
    """Enter the tasks of a workbook with the columns of annexes 2 and 3; all of them or none."""
    from api.ledger_workbook import read_ledger
    from service.confirm_mapping import mapped_headings
    from service.import_ledger import import_ledger

    app = opened()
    with bar("读取清单") as progress:
        rows = read_ledger(file, mapped_headings(app, "ledger"))
        answer = import_ledger(app, act(OFFICE), scheme_id=scheme, rows=rows, dry_run=dry_run, progress=progress)
    say(answer, plain, lambda: _ledger_described(answer, dry_run))


@import_.command()
@click.argument("file", type=_FILE)
@as_json
def calendar(file: Path, plain: bool) -> None:
    """Publish a calendar year from JSON: {"year", "days_off", "workdays", "source"}."""
    from datetime import date

    from service.publish_calendar import publish_calendar

    try:
        content = json.loads(file.read_text(encoding="utf-8"))
        days = {name: [date.fromisoformat(day) for day in content[name]] for name in ("days_off", "workdays")}
        year, source = int(content["year"]), str(content["source"])
    except (ValueError, KeyError, TypeError) as error:
        raise InvalidError("file", "not_a_calendar", detail=str(error)) from None
    written = publish_calendar(opened(), act(OFFICE), year=year, source=source, **days)
    say({"year": year, "position": written.lines[0].position}, plain, f"{year} 年工作日历已公布。")


def _described(read: dict[str, Any]) -> str:
    mentions = sum(len(item["units"]) for item in read["items"])
    lines = [
        f"{read['aspects']} 个方面,{len(read['items'])} 项,单位提及 {mentions} 次,不同名称 {len(read['units'])} 个,"
        f"其中集合 {len(read['groups'])} 个。"
    ]
    lines += [f"  {item['label']} {item['title']}:{'、'.join(item['units']) or '—'}" for item in read["items"]]
    lines += [f"疑为同一单位,请人工确认:{a} / {b}" for a, b in read["alias_suggestions"]]
    lines += [f"与文中自述不符:{d['what']} 文中 {d['stated']},读到 {d['found']}" for d in read["differences"]]
    return "\n".join(lines)


def _ledger_described(answer: dict[str, Any], dry_run: bool) -> str:
    verb = "将录入" if dry_run else "已录入"
    lines = [f"{verb} {len(answer['tasks'])} 项任务。"]
    lines += [f"  {task['task_no']} {task['title']}" for task in answer["tasks"]]
    lines += [f"新设职务:{post['title']}" for post in answer["posts_created"]]
    lines += [f"记入主要负责人：{head['unit']} {head['person']}" for head in answer["principals"]]
    return "\n".join(lines)


COMMANDS = [import_]
