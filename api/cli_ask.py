"""`ducha score` and `ducha explain …`: figures with their reasons."""

import json
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import click

from api.cli_frame import as_json, opened, say
from api.vocabulary import chinese
from domain.errors import InvalidError


@click.command()
@click.option("--scheme", required=True)
@click.option("--unit", default=None)
@click.option("--formula", "formula_file", default=None, type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--known-at", default=None, help="A date, a moment with offset, or position:N.")
@as_json
def score(scheme: str, unit: str | None, formula_file: Path | None, known_at: str | None, plain: bool) -> None:
    """Print the units' scores, or one unit's with its entries; under another formula with --formula FILE.json."""
    from service.ask_scores import scores

    formula = _formula(formula_file) if formula_file else None
    answer = scores(opened(), scheme_id=scheme, unit=unit, formula=formula, known_at=known_at)
    say(answer, plain, lambda: "\n".join(_score_line(row) for row in answer["items"]))


def _formula(file: Path) -> dict[str, Any]:
    """Read a formula, or the parts of one. Raises: InvalidError when it is no JSON object."""
    try:
        said = json.loads(file.read_text(encoding="utf-8"))
    except ValueError as error:
        raise InvalidError("formula", "not_a_formula", detail=str(error)) from None
    if not isinstance(said, dict):
        raise InvalidError("formula", "not_a_formula", detail=type(said).__name__)
    return said


def _score_line(row: dict[str, Any]) -> str:
    group = chinese("assessment_group", row["group"])
    lines = [f"{group}  {row['rank'] or '—':>3} {row['score']:>7} {row['unit']}"]
    lines += [
        f"      {e['points']:>6} {chinese('score_cause', e['cause'])} {e['task_no'] or ''} {e['positions']}"
        for e in row.get("entries", [])
    ]
    return "\n".join(lines)


@click.group()
def explain() -> None:
    """Say why: a light, a due day."""


@explain.command()
@click.argument("task_no")
@click.argument("node")
@as_json
def light(task_no: str, node: str, plain: bool) -> None:
    """Explain the light of TASK_NO at NODE: the rule, the days counted, what was known then."""
    from service.explain_light import explain_light

    app = opened()
    answer = explain_light(app, task_no, node)
    say(answer, plain, lambda: _light_text(answer, app.settings.zone))


def _light_text(answer: dict[str, Any], zone: ZoneInfo) -> str:
    lines = [
        f"{answer['task_no']} {answer['node']}：{chinese('light', answer['light'])}（方案 {answer['scheme']} 第 "
        f"{answer['scheme_version']} 版，{answer['profile']}，{answer['case']}，依据 {answer['clause']}）",
        f"  期限 {answer['limit_on']}，完成 {answer['done_on'] or '未报完成'}，报送截止 {answer['due_on']} 24:00",
    ]
    lines += _days(answer["due_because"])
    known = answer["known"]
    lines += [f"  此前：{p['node']} {chinese('light', p['light'])}" for p in known.get("previous", [])]
    if known.get("report_no"):
        at = datetime.fromisoformat(known["report_at"]).astimezone(zone)
        lines.append(f"  依据报送：第 {known['report_no']} 号，{at:%Y-%m-%d %H:%M}")
    lines += [f"  理由：{answer['reason']}"] if answer["reason"] else []
    return "\n".join(lines)


@explain.command()
@click.argument("kind")
@click.argument("period")
@click.option("--scheme", default="heyuan-2020", show_default=True)
@click.option(
    "--role", default="lead", show_default=True, type=click.Choice(["lead", "construction", "responsible", "office"])
)
@as_json
def due(kind: str, period: str, scheme: str, role: str, plain: bool) -> None:
    """Explain the due day of KIND for PERIOD; from the bundled scheme and calendars, without a record."""
    from service.explain_due import explain_due

    answer = explain_due(kind, period, scheme_id=scheme, role=role)
    say(answer, plain, lambda: _due_text(answer))


def _due_text(answer: dict[str, Any]) -> str:
    lines = [f"{answer['due_on']}" + ("(暂定)" if answer["provisional"] else "") + f"  依据:{answer['clause']}"]
    return "\n".join(lines + _days(answer["because"]))


def _days(walked: list[dict[str, Any]]) -> list[str]:
    return [
        f"  {day['date']} {'计' if day['counted'] else '不计'} {chinese('day_counted', day['why'])}" for day in walked
    ]


COMMANDS = [score, explain]
