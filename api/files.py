"""`/files`: one attachment as multipart, and back; the answer's `file` is the name reports and answers use."""

from typing import Any

from flask import request
from marshmallow import fields

from api.problems import AskError
from api.routes import Ask, Download, Family
from api.schemas import Out
from domain.errors import AbsentError
from service.files import SIZE_LIMIT, Stored
from service.keep_file import keep_file
from service.read_file import know_file, read_file

family = Family("files")
UPLOAD_LIMIT = SIZE_LIMIT + 64 * 1024  # the multipart's own lines
_OFFICE_PAPER = "application/vnd.openxmlformats-officedocument"
MEDIA_TYPES = {
    "pdf": "application/pdf",
    "docx": f"{_OFFICE_PAPER}.wordprocessingml.document",
    "xlsx": f"{_OFFICE_PAPER}.spreadsheetml.sheet",
    "jpg": "image/jpeg",
    "png": "image/png",
}
_SHOWN = 16  # letters of the digest in a file's name: enough to find it again, its own name is not kept


class FileOut(Out):
    file = fields.String(required=True)
    sha256 = fields.String(required=True)
    sm3 = fields.String(required=True)
    size = fields.Integer(required=True)
    kind = fields.String(required=True)


@family.post("/files", power="upload_file", answer=FileOut, status=201, upload=True)
def upload(ask: Ask) -> dict[str, Any]:
    """Keep a file (pdf docx xlsx jpg png, at most 20 MB); the same bytes again are the same file."""
    if request.mimetype != "multipart/form-data":
        raise AskError(415, "not_multipart")
    parts = request.files.getlist("file")
    extra = [*(name for name in request.files if name != "file"), *request.form]
    if extra:
        raise AskError(422, "invalid_body", errors=[{"field": name, "reason": "unknown_field"} for name in extra])
    if len(parts) != 1:
        reason = "repeated" if parts else "missing"
        raise AskError(422, "invalid_body", errors=[{"field": "file", "reason": reason}])
    return _facts(keep_file(ask.app, ask.actor, source=parts[0].stream, name=parts[0].filename or ""))


@family.get("/files/<sha256>", power="read_files", downloads=tuple(MEDIA_TYPES.values()), may_be_gone=True)
def download(ask: Ask, sha256: str) -> Download:
    """Return a file, to whoever may read a line that names it, and for a day to who has uploaded it."""
    stored = read_file(ask.app, ask.reader(), sha256=sha256)
    file = ask.app.files.open(sha256)
    if file is None:  # erased in this very moment
        raise AbsentError("file", sha256)
    name = f"{sha256[:_SHOWN]}.{stored.kind}"
    return Download(file, stored.size, MEDIA_TYPES[stored.kind], name, etag=sha256)


@family.get("/files/<sha256>/facts", power="read_files", answer=FileOut, may_be_gone=True)
def facts(ask: Ask, sha256: str) -> dict[str, Any]:
    """Return what is known of a file, to whoever may read it."""
    return _facts(know_file(ask.app, ask.actor, sha256=sha256))


def _facts(stored: Stored) -> dict[str, Any]:
    return {
        "file": stored.sha256,
        "sha256": stored.sha256,
        "sm3": stored.sm3,
        "size": stored.size,
        "kind": stored.kind,
    }
