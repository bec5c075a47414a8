"""DOCX by docxtpl: an operator's Word template filled with fields; the same fields give the same bytes."""

import zipfile
from datetime import UTC, datetime
from io import BytesIO
from typing import Any

from jinja2 import StrictUndefined
from jinja2.sandbox import SandboxedEnvironment

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_EPOCH = (1980, 1, 1, 0, 0, 0)  # the first moment a zip can tell: files say their time in docProps


def environment() -> SandboxedEnvironment:
    return SandboxedEnvironment(autoescape=True, undefined=StrictUndefined)


def written(template: bytes, context: dict[str, Any], *, at: datetime) -> bytes:
    """Return the document. Raises: jinja2.TemplateError, ValueError for a template that does not hold together."""
    from docxtpl import DocxTemplate

    document = DocxTemplate(BytesIO(template))
    document.render(context, jinja_env=environment(), autoescape=True)
    about = document.docx.core_properties
    about.created = about.modified = at.astimezone(UTC).replace(tzinfo=None)
    about.last_modified_by, about.revision = about.author, 1
    out = BytesIO()
    document.docx.save(out)
    return fixed(out.getvalue())


def fixed(content: bytes) -> bytes:
    """Return the same document without the times at which its parts were packed."""
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as packed, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as again:
        for part in packed.infolist():
            entry = zipfile.ZipInfo(part.filename, _EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            again.writestr(entry, packed.read(part))
    return out.getvalue()
