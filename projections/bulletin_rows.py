"""How bulletins follow the record: one ready answer a bulletin, texts as digests."""

import json
from dataclasses import asdict
from typing import Any

from domain import events as e
from domain.bulletins import MENTIONS
from domain.record import Recorded
from projections.as_of import told
from projections.model import Batch

TABLES = (
    """CREATE TABLE bulletin_now (
        bulletin TEXT PRIMARY KEY, place TEXT NOT NULL, scheme TEXT NOT NULL, kind TEXT NOT NULL,
        period TEXT NOT NULL, state TEXT NOT NULL, version INTEGER NOT NULL, body TEXT NOT NULL
    )""",
    "CREATE INDEX bulletin_now_place ON bulletin_now (place)",
)
OWNS = ("bulletin_now",)
Body = dict[str, Any]


def drafted(batch: Batch, line: Recorded) -> None:
    event: e.BulletinDrafted = line.event
    body = _body(event, "draft")
    body |= {"number": None, "issue": None, "drafted_on": event.drafted_on.isoformat(), "published_on": None}
    body |= {"published_at": None, "due_on": None, "late_days": 0}
    _put(batch, line, body)


def published(batch: Batch, line: Recorded) -> None:
    event: e.BulletinPublished = line.event
    before = _get(batch, event.bulletin)
    body = _body(event, "published")
    body |= {"number": event.number, "issue": event.issue, "drafted_on": before["drafted_on"] if before else None}
    body |= {"published_on": event.published_on.isoformat(), "published_at": told(line.meta.recorded_at)}
    body |= {"due_on": event.due_on.isoformat() if event.due_on else None, "late_days": event.late_days}
    _put(batch, line, body)


def correction_proposed(batch: Batch, line: Recorded) -> None:
    event: e.BulletinCorrectionProposed = line.event
    body = _get(batch, event.bulletin)
    assert body is not None, "only what was published is corrected"
    correction = {name: value for name, value in asdict(event).items() if name != "bulletin"}
    body["corrections"].append({**correction, "state": "proposed", "corrected_on": None})
    _put(batch, line, body)


def corrected(batch: Batch, line: Recorded) -> None:
    event: e.BulletinCorrected = line.event
    body = _get(batch, event.bulletin)
    assert body is not None, "only what was published is corrected"
    on = event.corrected_on.isoformat()
    body["corrections"][event.correction - 1] |= {"state": "confirmed", "corrected_on": on}
    for gone in event.withdraws:
        body[gone.among][gone.mention - 1]["withdrawn"] = True
    _put(batch, line, body)


def _body(event: e.BulletinDrafted | e.BulletinPublished, state: str) -> Body:
    mentions = {
        among: [
            {"mention": place, **asdict(mention), "text": text, "withdrawn": False}
            for place, (mention, text) in enumerate(
                zip(getattr(event, among), getattr(event, f"{among}_texts"), strict=True), 1
            )
        ]
        for among in MENTIONS
    }
    plain = {name: getattr(event, name) for name in ("bulletin", "scheme", "kind", "period", "title", "text")}
    return {**plain, "state": state, **mentions, "position": event.position, "figures": event.figures,
            "corrections": []}  # fmt: skip


def _get(batch: Batch, bulletin: str) -> Body | None:
    row = batch.one("SELECT body FROM bulletin_now WHERE bulletin = ?", bulletin)
    return json.loads(row[0]) if row else None


def _put(batch: Batch, line: Recorded, body: Body) -> None:
    year, _, number = body["bulletin"].removeprefix("b-").partition("-")
    batch.run(
        "INSERT OR REPLACE INTO bulletin_now VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        body["bulletin"], f"{year}-{number:0>8}", body["scheme"], body["kind"], body["period"], body["state"],
        line.version, json.dumps(body, ensure_ascii=False, separators=(",", ":")),
    )  # fmt: skip
