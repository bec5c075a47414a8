"""What a decision sees inside the writer's turn, and what one commit will hold."""

import sqlite3
from collections.abc import Sequence
from contextlib import suppress
from datetime import date, datetime
from hashlib import sha256
from typing import Any
from zoneinfo import ZoneInfo

from eventsourcing.persistence import StoredEvent

from domain.errors import ConflictError, InvalidError, RefusedError
from domain.evidence import Edge, TileRoot, grow, leaf_hash
from domain.record import Fact, Meta, Recorded
from service import codec
from service import record_tables as sql
from service.act import Act
from service.clock import new_id
from service.clock_rule import WATCHED, ClockSeen
from service.folded import NOTHING, Folded, State, advance, load
from service.record_reader import read_lines
from service.turns import Ask
from service.written import ClockRefusedError, Content, KeyReusedError, Written, written


class Turn:
    """The record as a decision finds it, with everything earlier requests of the same commit have added."""

    __slots__ = ("_act", "_commit", "now", "position", "today")

    def __init__(self, commit: "Commit", act: Act) -> None:
        self._commit = commit
        self._act = act
        self.now = commit.now
        self.today = commit.today
        self.position = commit.edge.size

    @property
    def last_at(self) -> datetime | None:
        """Return when the last line was recorded, None in an empty record."""
        return self._commit.seen.last_at

    @property
    def received_at(self) -> datetime:
        """Return when the act counts as received: the stamp on its paper, else now."""
        return self._act.paper.received_at if self._act.paper else self.now

    @property
    def received_on(self) -> date:
        return self.received_at.astimezone(self._commit.zone).date() if self._act.paper else self.today

    def fold(self, stream: str) -> Any | None:
        """Return the stream's current state, None when it does not exist."""
        return self._commit.current(stream)[1]

    def version(self, stream: str) -> int:
        """Return the stream's current version, 0 when it does not exist."""
        return self._commit.current(stream)[0]


class Commit:
    """Requests decided one after another, each seeing those before it; kept nowhere else until it is committed."""

    def __init__(
        self, db: sqlite3.Connection, folded: Folded, edge: Edge, seen: ClockSeen, *,
        now: datetime, zone: ZoneInfo, forward: bool,
    ) -> None:  # fmt: skip
        self._db = db
        self._folded = folded
        self.edge = edge
        self.seen = seen
        self.now = now
        self.zone = zone
        self.today = now.astimezone(zone).date()
        self._forward = forward
        self.states: dict[str, State] = {}
        self.lines: list[Recorded] = []
        self.stored: list[StoredEvent] = []
        self.metas: list[bytes] = []
        self.tiles: list[TileRoot] = []
        self.requests: dict[tuple[str, str], tuple[bytes, int, int]] = {}
        self.contents: list[Content] = []
        self.erased: list[str] = []  # digests of the texts that go with these lines, and with no others

    def current(self, stream: str) -> State:
        """Return version and state of a stream: from this commit, from memory, else from its events."""
        found = self.states.get(stream) or self._folded.get(stream)
        if found is None:
            found = load(self._db, stream)
            if found is not NOTHING and found[0]:
                self._folded.put(stream, found)
        return found

    def serve(self, ask: Ask) -> Written:
        """Decide one request and take its facts in, all or none.

        Raises: KeyReusedError, ClockRefusedError, ConflictError, and whatever the decision raises.
        """
        act = ask.act
        if act.key is not None and (before := self._written_before(act, act.key)) is not None:
            return before
        anomaly = self.seen.anomaly(self.now, self.today, forward=self._forward)
        if anomaly is not None and not ask.trusted_clock:
            raise ClockRefusedError(anomaly)
        turn = Turn(self, act)
        if (moved_on := self._moved_on(act)) is not None:
            # What the actor may not know of stays absent, whatever version is named: 412 would tell that it is there.
            with suppress(RefusedError, InvalidError, ConflictError):
                ask.decide(turn)
            raise moved_on
        facts = ask.decide(turn)
        if not facts:
            return written(())
        return self._take_in(act, facts, ask.contents)

    def _moved_on(self, act: Act) -> ConflictError | None:
        for stream, version in act.expected:
            if (now_at := self.current(stream)[0]) != version:
                return ConflictError(stream, expected=str(version), current=str(now_at))
        return None

    def _written_before(self, act: Act, key: str) -> Written | None:
        found = self.requests.get((act.actor.account, key))
        if found is None:
            found = self._db.execute(sql.ONE_REQUEST, (act.actor.account, key)).fetchone()
            if found is None:
                return None
        body_digest, first, last = found
        if body_digest != (act.body_digest or b""):
            raise KeyReusedError(key)
        ahead = [line for line in self.lines if first <= line.position <= last]
        lines = ahead or read_lines(self._db, sql.TAIL, (first - 1, last - first + 1))
        return written(tuple(lines), replayed=True)

    def _take_in(self, act: Act, facts: Sequence[Fact], contents: Sequence[Content]) -> Written:
        """Make lines of the facts; nothing of this commit changes before all of them are made."""
        account, request = act.actor.account, _request_digest(act)
        edge, seen = self.edge, self.seen
        states: dict[str, State] = {}
        lines, stored, metas, tiles = [], [], [], []
        for stream, event in ((fact.stream, fact.event) for fact in facts):
            name, data, event = codec.encode(event)  # as it will come back from the record
            before = states.get(stream) or self.current(stream)
            version, _ = states[stream] = advance(stream, before, before[0] + 1, event, account)
            meta = _meta(act, self.now, request)
            meta_bytes = codec.encode_meta(meta)
            leaf = leaf_hash(stream, version, name, meta_bytes, data)
            edge, completed = grow(edge, leaf)
            if name in WATCHED or seen.last_at is None:
                seen = seen.after(event, self.now, self.zone)
            lines.append(Recorded(edge.size, stream, version, name, event, meta, leaf))
            stored.append(StoredEvent(stream, version, name, data))
            metas.append(meta_bytes)
            tiles += completed
        if contents:
            _check_referred_to(contents, lines)
        if act.key is not None:
            self.requests[account, act.key] = (act.body_digest or b"", lines[0].position, edge.size)
        self.edge, self.seen = edge, ClockSeen(self.now, seen.reached_on)
        self.states.update(states)
        self.lines += lines
        self.stored += stored
        self.metas += metas
        self.tiles += tiles
        self.contents += contents
        self.erased += [digest for line in lines for digest in codec.erased(line.name, line.event)]
        return written(tuple(lines))


def request_digest(account: str, key: str, body_digest: bytes) -> str:
    """Bind an Idempotency-Key and the body it came with to the lines it wrote (docs/verify.md)."""
    parts = (account.encode(), key.encode(), body_digest)
    return sha256(b"".join(len(part).to_bytes(4, "big") + part for part in parts)).hexdigest()


def _request_digest(act: Act) -> str | None:
    return None if act.key is None else request_digest(act.actor.account, act.key, act.body_digest or b"")


def _meta(act: Act, now: datetime, request: str | None) -> Meta:
    actor, paper = act.actor, act.paper
    post = actor.posts[0] if actor.posts else None
    if paper is None:
        return Meta(new_id(), now, actor.account, actor.role, act.cause, act.correlation, post, actor.person,
                    actor.unit, delegated_by=actor.delegated_by, request=request)  # fmt: skip
    return Meta(new_id(), now, actor.account, actor.role, act.cause, act.correlation, post, actor.person, actor.unit,
                paper.on_behalf_of, paper.received_at, paper.paper, paper.entry_reason, actor.delegated_by,
                request)  # fmt: skip


def _check_referred_to(contents: Sequence[Content], lines: Sequence[Recorded]) -> None:
    """See that every text is named by a fact of its own write, or nobody could ever find or erase it."""
    named = {digest for line in lines for digest in codec.digests(line.name, line.event)}
    for content in contents:
        if content.digest not in named:
            raise ValueError(f"no narrative field of the facts refers to content {content.digest} (events.NARRATIVES)")
