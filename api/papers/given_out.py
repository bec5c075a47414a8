"""The words of every Word paper that a record may have been given out as: what copies are held against (D-106)."""

from api.papers import interview_record, papers
from domain import ids
from domain.events import RecordCorrected
from service.app import App
from service.as_known import lines_known
from service.reading_text import words_of


def words_given_out(app: App, interview: str) -> list[tuple[int | None, str]]:
    """Return, for each line that changed the paper, the latest correction in it and its words, oldest first."""
    lines = interview_record.moves(lines_known(app, ids.interview(interview), None))
    found = []
    with app.read.at() as db:
        for place in range(1, len(lines) + 1):
            known = lines[:place]
            corrections = [line.event.correction for line in known if isinstance(line.event, RecordCorrected)]
            document = papers.written(interview_record.made(app, db, known), papers.DOCX, app.settings)
            found.append((corrections[-1] if corrections else None, words_of(document)))
    return found
