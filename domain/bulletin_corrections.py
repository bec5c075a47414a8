"""Correcting a published bulletin: later events by two persons; its figures stay as they were printed (D-120)."""

from collections.abc import Collection, Sequence
from datetime import date

from domain import events as e
from domain.bulletins import CLAUSE, CRITICISM, PRAISE, SECOND_PERSON, Bulletin
from domain.errors import AbsentError, InvalidError, RefusedError


def propose(
    current: Bulletin | None, bulletin: str, *, text: str, reason: str, withdraws: Sequence[e.Withdrawn],
    public: bool | None,
) -> list[e.BulletinCorrectionProposed]:  # fmt: skip
    """Propose a correction; `text` is a content digest, `withdraws` mentions that are taken back.

    `public` None: the public reads it unless it takes back what the public never read.
    Raises: AbsentError, RefusedError before publication, InvalidError.
    """
    if current is None:
        raise AbsentError("bulletin", bulletin)
    if current.published is None:
        raise RefusedError("bulletin.not_published", clause=CLAUSE, bulletin=bulletin)
    if not reason.strip():
        raise InvalidError("reason", "missing")
    lists = {PRAISE: current.published.praise, CRITICISM: current.published.criticism}
    gone = current.taken_back()
    seen: set[tuple[str, int]] = set()
    for place, taken in enumerate(withdraws):
        where = f"withdraws.{place}"
        if not 0 < taken.mention <= len(lists.get(taken.among, ())):
            raise InvalidError(f"{where}.mention", "unknown_mention", mention=taken.mention)
        if (taken.among, taken.mention) in gone | seen:
            raise InvalidError(f"{where}.mention", "mention_withdrawn_already", mention=taken.mention)
        seen.add((taken.among, taken.mention))
    if public is None:
        public = all(lists[taken.among][taken.mention - 1].public for taken in withdraws)
    number = len(current.corrections) + 1
    return [e.BulletinCorrectionProposed(bulletin, number, text, reason.strip(), tuple(withdraws), public)]


def confirm(
    current: Bulletin | None, bulletin: str, correction: int, *, today: date, persons: Collection[str]
) -> list[e.BulletinCorrected]:
    """Confirm a correction as the second person. `persons` are the accounts that confirm.

    Raises: AbsentError; RefusedError when it is confirmed, overtaken by another, or its proposer confirms.
    """
    found = current.correction(correction) if current is not None else None
    if current is None or found is None:
        raise AbsentError("correction", f"{bulletin}/{correction}")
    if found.state == "confirmed":
        raise RefusedError("bulletin.correction_confirmed", clause=SECOND_PERSON, correction=correction)
    if found.proposed_by in persons:
        raise RefusedError("bulletin.second_person", clause=SECOND_PERSON, correction=correction)
    if any((taken.among, taken.mention) in current.taken_back() for taken in found.withdraws):
        raise RefusedError("bulletin.correction_overtaken", clause=SECOND_PERSON, correction=correction)
    return [
        e.BulletinCorrected(
            bulletin, correction, found.text, found.reason, found.withdraws, found.public, found.proposed_by, today
        )
    ]
