"""A filed interview record as verbs on it find it: its words in every version, whoever it was signed by (D-104)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from domain import events as e
from domain import ids, interview_disputes, record_versions
from domain.dispute_file import DisputeFile
from domain.interviews import Interview
from domain.posts import Post
from domain.record_versions import Change, Version, Words
from service.app import App
from service.known import Folds


@dataclass(frozen=True, slots=True)
class Filed:
    """`texts` are by content digest, those of the record and its corrections; what was erased by law is absent."""

    interview: Interview
    record: e.InterviewRecordFiled
    texts: Mapping[str, str]
    versions: tuple[Version, ...]

    @property
    def latest(self) -> Words:
        return self.versions[-1].words


def filed(app: App, turn: Folds, interview: Interview) -> Filed:
    """Return the record with its words. Raises: RefusedError before it is filed."""
    record = interview_disputes.on_file(interview)
    texts = app.store.contents(_digests(record, interview.file))
    words = record_versions.as_filed(record, texts, titles(turn, (a.post for a in record.attendees)))
    found = record_versions.versions(words, _changes(interview.file, texts))
    return Filed(interview, record, texts, tuple(found))


def titles(turn: Folds, posts: Iterable[str | None]) -> dict[str, str]:
    """Return the titles of those that are posts on record; a title written in words is its own."""
    found = {post: turn.fold(ids.post(post)) for post in posts if post}
    return {post: state.title for post, state in found.items() if isinstance(state, Post)}


def _digests(record: e.InterviewRecordFiled, file: DisputeFile) -> list[str]:
    of_record = (record.matters, record.statement, record.cause, record.requirements, *record.commitment_texts)
    return [*of_record, *(digest for c in file.corrections for digest in (c.passage, c.replacement))]


def _changes(file: DisputeFile, texts: Mapping[str, str]) -> list[Change]:
    confirmed = (file.corrections[number - 1] for number in file.confirmed)
    return [
        Change(c.correction, c.field, texts[c.passage], texts[c.replacement])
        for c in confirmed
        if c.passage in texts and c.replacement in texts
    ]
