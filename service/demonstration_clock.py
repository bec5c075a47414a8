"""How a demonstration goes on: its clock continues from its last line, and its logins are kept to be shown."""

import json
from datetime import datetime
from pathlib import Path

from service.clock import SystemClock
from service.record_reader import RecordReader
from service.settings import Settings

_CLOCK = "demonstration.clock"
_LOGINS = "demonstration.logins"


def clock_setting(home: Path) -> str | None:
    """Return the clock that a played demonstration goes by, for `service.clock.clock_of`; None for any other record."""
    path = home / _CLOCK
    return path.read_text().strip() if path.exists() else None


def go_on(settings: Settings) -> None:
    """Let a played demonstration's clock start again from its last line, so that time stands still between visits."""
    if clock_setting(settings.home) is None:
        return
    reader = RecordReader(settings.record_path)
    try:
        line = reader.line(reader.position())
    finally:
        reader.close()
    if line is not None:
        start_from(settings.home, line.meta.recorded_at)


def start_from(home: Path, moment: datetime) -> None:
    """Let the demonstration's clock go on from `moment` from now on."""
    now = SystemClock().now()
    (home / _CLOCK).write_text(f"from:{moment.isoformat()}@{now.isoformat()}\n")


def keep_logins(home: Path, tokens: dict[str, str]) -> None:
    """Keep a demonstration's tokens to show at every start. Never done for a real record."""
    path = home / _LOGINS
    path.touch(mode=0o600)
    path.write_text(json.dumps(tokens, indent=2))


def logins(home: Path) -> dict[str, str]:
    """Return account → token of a played demonstration; empty for any other record."""
    path = home / _LOGINS
    return dict(json.loads(path.read_text())) if path.exists() else {}
