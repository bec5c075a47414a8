"""The key that signs cookies: the one of the settings, else one made once and kept in the home, for its owner alone."""

import os
import secrets
from contextlib import suppress
from pathlib import Path

from service.settings import Settings

_FILE = "secret.key"


def secret_key(settings: Settings) -> str:
    """Return the key; every worker of a home gets the same."""
    if settings.secret_key is not None:
        return settings.secret_key
    path = settings.home / _FILE
    if not path.exists():
        _make(path)
    return path.read_text().strip()


def _make(path: Path) -> None:
    """Make the file in one step: of two workers that start together, one wins and both read it."""
    own = path.with_name(f"{_FILE}.{os.getpid()}")
    with os.fdopen(os.open(own, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o600), "w") as file:
        file.write(secrets.token_urlsafe(32))
    with suppress(FileExistsError):
        path.hardlink_to(own)
    own.unlink()
