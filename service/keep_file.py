"""Somebody uploads a file, to be named by what is handed in next (`POST /files`)."""

from typing import IO

from domain import actors
from domain.actors import Actor
from domain.errors import RefusedError
from projections import erasure_file
from service.app import App
from service.files import Stored, Upload


def keep_file(app: App, actor: Actor, *, source: IO[bytes], name: str) -> Stored:
    """Keep the bytes and who uploaded them.

    Raises: as `Files.put`; RefusedError for bytes that were erased by law.
    """
    actors.require("upload_file", actor)

    def admit(sha256: str) -> None:
        with app.read.at() as db:
            gone = erasure_file.of_file(db, sha256)
        if gone is not None:
            raise RefusedError("file.was_erased", clause=gone["ground"], erasure=gone["erasure"])

    return app.files.put(source, name, upload=Upload(actor.account, app.clock.now()), admit=admit)
