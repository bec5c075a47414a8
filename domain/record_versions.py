"""The words of a filed interview record in each of its versions, and whether a copy is one of them (D-104, D-106)."""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from domain.events import InterviewRecordFiled
from domain.interview_record import TEXTS

COMMITMENT = "commitments."
_END_OF_SENTENCE = re.compile("(?<=[。!?;])")  # after folding, so half-width
Words = Mapping[str, str]  # field → its words; a field whose text was erased by law is absent


@dataclass(frozen=True, slots=True)
class Change:
    """A confirmed correction with its words."""

    correction: int
    field: str
    passage: str
    replacement: str


@dataclass(frozen=True, slots=True)
class Version:
    correction: int | None  # the latest correction in it; None: the record as filed
    words: Words


@dataclass(frozen=True, slots=True)
class Difference:
    """Sentences that stand at one place of the record and of the copy, folded; empty: there are none there."""

    record: str
    copy: str


@dataclass(frozen=True, slots=True)
class Compared:
    version: Version
    differences: tuple[Difference, ...]


def as_filed(record: InterviewRecordFiled, texts: Words, titles: Words) -> dict[str, str]:
    """Return the record's words by field. `texts` by content digest; `titles` of posts by id."""
    digests = {name: getattr(record, name) for name in TEXTS}
    for commitment, digest in zip(record.commitments, record.commitment_texts, strict=True):
        digests[f"{COMMITMENT}{commitment.commitment}"] = digest
    told = {field: texts[digest] for field, digest in digests.items() if digest in texts}
    sitting = (f"{a.person} {titles.get(a.post, a.post)}" for a in record.attendees)
    return {**told, "place": record.place, "recorder": record.recorder, "attendees": "\n".join(sitting)}


def versions(filed: Words, changes: Iterable[Change]) -> list[Version]:
    """Return the record as filed and after each change, in the order in which they took effect."""
    found = [Version(None, dict(filed))]
    for change in changes:
        words = dict(found[-1].words)
        if change.field in words:
            words[change.field] = words[change.field].replace(change.passage, change.replacement, 1)
        found.append(Version(change.correction, words))
    return found


def body(words: Words) -> str:
    """Return the narrative alone, as it was dictated: the four texts, then the commitments."""
    commitments = (field for field in words if field.startswith(COMMITMENT))
    return "\n".join(words[field] for field in (*TEXTS, *commitments) if field in words)


def fold(text: str) -> str:
    """Return the text without spaces and line ends, full and half width as one: what two copies must share."""
    return "".join(unicodedata.normalize("NFKC", text).split())


def identical(copy: str, forms: Iterable[tuple[Version, str]]) -> Version | None:
    """Return the version the copy is identical to, the earliest of several; None: it is a copy of none.

    `forms` are the ways each version may be written out.
    """
    folded = fold(copy)
    return next((version for version, text in forms if fold(text) == folded), None)


def nearest(copy: str, forms: Iterable[tuple[Version, str]]) -> Compared:
    """Return the version most like the copy, and where they differ. `forms`: as for `identical`, at least one."""
    sentences = _sentences(fold(copy))
    pairs = [(version, _sentences(fold(text))) for version, text in forms]
    matched = [(version, record, SequenceMatcher(None, record, sentences)) for version, record in pairs]
    version, record, found = max(matched, key=lambda pair: pair[2].ratio())
    return Compared(version, tuple(_differences(found, record, sentences)))


def _sentences(folded: str) -> list[str]:
    return [part for part in _END_OF_SENTENCE.split(folded) if part]


def _differences(matcher: "SequenceMatcher[str]", record: Sequence[str], copy: Sequence[str]) -> Iterable[Difference]:
    for tag, record_from, record_to, copy_from, copy_to in matcher.get_opcodes():
        if tag != "equal":
            yield Difference("".join(record[record_from:record_to]), "".join(copy[copy_from:copy_to]))
