"""What was erased by law leaves the disk; tried again each day, for whatever stood in the way before (D-015)."""

import logging
import sqlite3
from collections.abc import Iterable

from projections import erasure_file
from service.app import App

_log = logging.getLogger("ducha.erasures")


def remove_erased(app: App, files: Iterable[str] | None = None) -> int:
    """Remove erased files, all of them unless some are named, and return how many were still there.

    What cannot be removed now is logged and tried again by the daily tick: the erasure itself is on record.
    """
    if files is None:
        with app.read.at() as db:
            files = erasure_file.erased_files(db)
    removed = sum(_removed(app, file) for file in files)
    try:
        empty = app.store.empty_wal()
    except sqlite3.Error as error:
        _log.warning("wal_not_emptied reason=%s", error)
    else:
        if not empty:
            _log.warning("wal_not_emptied reason=reader_in_the_way")
    return removed


def _removed(app: App, file: str) -> bool:
    try:
        return app.files.remove(file)
    except OSError as error:
        _log.error("file_not_erased file=%s reason=%s", file, error)
        return False
