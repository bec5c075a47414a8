"""Every paper by name with its contract, and its writing as a file: template found, filled, same bytes each time."""

from hashlib import sha256
from io import BytesIO
from typing import Any

from api.papers import (
    bulletin,
    contract,
    docx,
    edition,
    interview_notice,
    interview_record,
    pdf,
    receipt,
    rectification,
    scorecard,
    slips,
    templates,
)
from api.papers.made import Made
from api.problems import AskError
from api.routes import Download
from service.settings import Settings

PDF, DOCX, JSON = "pdf", "docx", "json"
FORMATS = (PDF, DOCX, JSON)
MEDIA_TYPES = {PDF: pdf.MEDIA_TYPE, DOCX: docx.MEDIA_TYPE, JSON: "application/json"}
CONTRACTS: dict[str, dict[str, Any]] = {
    name: {**fields, "record": contract.RECORD}
    for name, fields in (
        (rectification.NAME, rectification.FIELDS), (interview_notice.NAME, interview_notice.FIELDS),
        (interview_record.NAME, interview_record.FIELDS), (bulletin.NAME, bulletin.FIELDS),
        (bulletin.SPECIAL, bulletin.SPECIAL_FIELDS), (edition.NAME, edition.FIELDS), (scorecard.NAME, scorecard.FIELDS),
        (receipt.NAME, receipt.FIELDS),
    )
} | {slips.NAME: dict(slips.FIELDS)}  # fmt: skip


def check_templates(settings: Settings) -> None:
    """Refuse templates of the operator's that cannot be used. Raises: TemplatesRefusedError."""
    templates.check(settings.templates_path, CONTRACTS)


def download(made: Made, format_: str, settings: Settings) -> Download:
    """Return the paper as a file. Raises: AskError 503 when there is no Chinese font to write a PDF with."""
    content = written(made, format_, settings)
    name = f"{made.paper}-{made.of}.{format_}"
    return Download(BytesIO(content), len(content), MEDIA_TYPES[format_], name, etag=sha256(content).hexdigest())


def written(made: Made, format_: str, settings: Settings) -> bytes:
    """Return the paper's bytes. Raises: as `download`."""
    if format_ == JSON:
        return made.content
    folder = settings.templates_path
    if format_ == DOCX:
        template = templates.find(folder, f"{made.paper}.docx")
        return docx.written(template.read_bytes(), made.context, at=made.recorded_at)
    template, page = templates.find(folder, f"{made.paper}.typ"), templates.find(folder, pdf.PAGE)
    try:
        return pdf.written(
            template.read_bytes(), page.read_bytes(), made.context, at=made.recorded_at, fonts=settings.font_dir,
            root=template.parent,
        )  # fmt: skip
    except pdf.NoFontError as error:
        wanted = "、".join(pdf.FACES["body"])
        raise AskError(503, "paper.no_font", folder=str(error.folder), wanted=wanted) from None
