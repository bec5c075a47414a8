"""`/livez` (the process answers), `/readyz` (record and read models decide; the rest are warnings), `/metrics`."""

from typing import Any

import msgspec
from flask import Flask, Response

from api import requests
from api.metrics import CONTENT_TYPE, Metrics
from domain import ids
from domain.actors import SYSTEM, Actor
from domain.frame import SchemeState
from projections.frame import scheme_ids
from projections.store import NotCaughtUpError
from service.act import Act
from service.app import App
from service.event_store import ClockRefusedError, NotWrittenError

_PROBE = Act(Actor("readyz", SYSTEM), "readyz", "readyz")


def register(flask: Flask, app: App, metrics: Metrics) -> None:
    """Add the three addresses; they need no token and say nothing of the business."""
    flask.add_url_rule("/livez", "livez", lambda: _json({"status": "alive"}))
    flask.add_url_rule("/readyz", "readyz", lambda: _readiness(app))
    flask.add_url_rule(
        "/metrics", "metrics", lambda: Response(metrics.text(), content_type=CONTENT_TYPE, headers=requests.ALWAYS)
    )


def _readiness(app: App) -> Response:
    faults: list[str] = []
    warnings: list[str] = []
    position = _try_record(app, faults, warnings)
    read = None if position is None else _try_read_models(app, faults, warnings)  # they are judged by the record
    said = {
        "status": "unready" if faults else "ready",
        "position": position,
        "read_position": read,
        "lag": None if position is None or read is None else max(position - read, 0),
        "faults": faults,
        "warnings": warnings,
    }
    return _json(said, 503 if faults else 200)


def _try_record(app: App, faults: list[str], warnings: list[str]) -> int | None:
    """Take an empty turn as a writer would: it needs the lock, the file and a believable clock, and writes nothing."""
    try:
        if refused := clock_refused(app):
            warnings.append(f"clock_refused: {refused}")
    except NotWrittenError as error:
        faults.append(f"record_not_writable: {error}")
        return None
    return app.store.position()


def clock_refused(app: App) -> str | None:
    """Return why the record does not believe the machine's clock, or None. Raises: NotWrittenError."""
    try:
        app.store.write(_PROBE, lambda turn: [])
    except ClockRefusedError as refused:
        return str(refused)
    return None


def _try_read_models(app: App, faults: list[str], warnings: list[str]) -> int | None:
    try:
        with app.read.at() as db:
            position: int = db.position
            schemes = scheme_ids(db)
        warnings += [f"model_parked: {name}: {why}" for name, why in app.read.parked().items()]
    except NotCaughtUpError as behind:
        faults.append(f"read_models_behind: {behind}")
        return None
    warnings += [f"calendar_gap: {year}" for year in _missing_years(app, schemes)]
    return position


def _missing_years(app: App, schemes: list[str]) -> list[int]:
    """Return the years whose working days are not published though a scheme counts in them.

    The last reports of a programme year fall due in January of the next.
    """
    states = (app.store.fold(ids.scheme(name)) for name in schemes)
    years = {state.scheme.year + more for state in states if isinstance(state, SchemeState) for more in (0, 1)}
    return sorted(year for year in years if app.store.fold(ids.calendar(year)) is None)


def _json(said: dict[str, Any], status: int = 200) -> Response:
    return Response(msgspec.json.encode(said), status, content_type="application/json", headers=requests.ALWAYS)
