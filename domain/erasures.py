"""Lawful erasure: which texts and files go, by what law, proposed by one person and confirmed by another (D-015)."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from typing import Any

from domain import events as e
from domain.errors import InvalidError, RefusedError

CLAUSE = "D-015"


@dataclass(frozen=True, slots=True)
class Erasure:
    """An erasure as its stream tells it; texts and files are digests."""

    erasure: str
    texts: tuple[str, ...]
    files: tuple[str, ...]
    ground: str
    proposed_by: str  # account
    done: bool = False


@dataclass(frozen=True, slots=True)
class Content:
    """What is to go: texts by content digest, files by SHA-256, and the positions of the lines that name them."""

    texts: tuple[str, ...]
    files: tuple[str, ...]
    lines: tuple[int, ...]


def register_of(year: int) -> str:
    return f"erasures-{year}"


def evolve(state: Erasure | None, event: Any, account: str = "") -> Erasure:
    """Return the erasure after `event`."""
    if isinstance(event, e.ContentErasureProposed):
        return Erasure(event.erasure, event.texts, event.files, event.ground, account)
    assert state is not None, "an erasure's stream begins with ContentErasureProposed"
    return replace(state, done=True) if isinstance(event, e.ContentErased) else state


def propose(content: Content, *, erasure: str, ground: str, reason: str) -> list[e.ContentErasureProposed]:
    """Return the proposal; nothing goes before a second person confirms it.

    `ground` names law and article. Raises: InvalidError.
    """
    if not content.texts and not content.files:
        raise InvalidError("texts", "missing")
    for field, digests in (("texts", content.texts), ("files", content.files)):
        _check_each_once(field, digests)
    for field, words in (("ground", ground), ("reason", reason)):
        if not words.strip():
            raise InvalidError(field, "missing")
    return [
        e.ContentErasureProposed(
            erasure, content.texts, content.files, content.lines, ground.strip(), reason.strip()
        )
    ]  # fmt: skip


def confirm(erasure: Erasure, *, persons: Collection[str]) -> list[e.ContentErased]:
    """Return the erasure; `persons` are the accounts that confirm.

    Raises: RefusedError when the proposer is among them, or it is done already.
    """
    if erasure.done:
        raise RefusedError("erasure.done_already", clause=CLAUSE, erasure=erasure.erasure)
    if erasure.proposed_by in persons:
        raise RefusedError("erasure.second_person", clause=CLAUSE, erasure=erasure.erasure)
    return [e.ContentErased(erasure.erasure, erasure.texts, erasure.files, erasure.ground, erasure.proposed_by)]


def _check_each_once(field: str, digests: Sequence[str]) -> None:
    for place, digest in enumerate(digests):
        if digest in digests[:place]:
            raise InvalidError(f"{field}.{place}", "named_twice", name=digest)
