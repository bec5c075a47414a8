"""`POST /files`: one attachment as multipart; the answer's `file` is the name reports and answers use."""

from typing import Any

from flask import request
from marshmallow import fields

from api.problems import AskError
from api.routes import Ask, Family
from api.schemas import Out
from service.files import SIZE_LIMIT

family = Family("files")
UPLOAD_LIMIT = SIZE_LIMIT + 64 * 1024  # the multipart's own lines


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
    stored = ask.app.files.put(parts[0].stream, parts[0].filename or "")
    return {
        "file": stored.sha256,
        "sha256": stored.sha256,
        "sm3": stored.sm3,
        "size": stored.size,
        "kind": stored.kind,
    }
