"""Files a request names must have been uploaded before."""

from collections.abc import Iterable

from domain.errors import InvalidError
from service.app import App


def check_files(app: App, field: str, files: Iterable[str]) -> None:
    """Let pass when every file is there. Raises: InvalidError naming the place, such as `files.0`."""
    for place, file in enumerate(files):
        if not app.files.has(file):
            raise InvalidError(f"{field}.{place}", "unknown_file", file=file)
