"""How far a sheet that is being taken in has come: for whoever sent it, in any process (decision 149)."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from hashlib import sha256
from pathlib import Path

from service.act import Act
from service.app import App

_STEPS = 50  # as often as a bar moves visibly
_MOST = 200  # files; one is left behind only where a process died over its sheet
Progress = Callable[[int, int], None]


@contextmanager
def shown(app: App, act: Act) -> Iterator[Progress]:
    """Give a function that says (done, of how many); without a key nobody can ask, and nothing is kept."""
    if act.key is None:
        yield lambda done, total: None
        return
    place = _place(app, act.actor.account, act.key)
    with suppress(OSError):  # a full disk is for the record to refuse, not for a bar
        place.parent.mkdir(exist_ok=True)
        _forget_oldest(place.parent)
    last = -1

    def say(done: int, total: int) -> None:
        nonlocal last
        if (step := done * _STEPS // max(1, total)) != last:
            last = step
            with suppress(OSError):
                _replace(place, f"{done} {total}")

    try:
        yield say
    finally:
        with suppress(OSError):
            place.unlink(missing_ok=True)


def progress_of(app: App, account: str, key: str) -> tuple[int, int | None]:
    """Return (done, of how many) of the account's sheet with that key; (0, None) when none is being taken in."""
    try:
        done, total = _place(app, account, key).read_text().split()
    except (OSError, ValueError):
        return 0, None
    return int(done), int(total)


def _place(app: App, account: str, key: str) -> Path:
    return app.settings.home / "imports" / sha256(f"{account}\n{key}".encode()).hexdigest()


def _replace(place: Path, text: str) -> None:
    fresh = place.with_suffix(f".{os.getpid()}")
    fresh.write_text(text)
    fresh.replace(place)


def _forget_oldest(folder: Path) -> None:
    found = sorted(folder.iterdir(), key=lambda path: path.stat().st_mtime)
    for path in found[: max(0, len(found) - _MOST)]:
        path.unlink(missing_ok=True)
