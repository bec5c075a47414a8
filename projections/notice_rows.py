"""How rectification notices follow the record: one ready answer a notice, and who may know of it."""

import json
from collections.abc import Callable
from typing import Any

from domain import events as e
from domain.record import Recorded
from projections.as_of import told
from projections.model import Batch

Body = dict[str, Any]
TABLES = (
    """CREATE TABLE notice_now (
        notice TEXT PRIMARY KEY, place TEXT NOT NULL, scheme TEXT NOT NULL, task_no TEXT NOT NULL, node TEXT NOT NULL,
        state TEXT NOT NULL, version INTEGER NOT NULL, void_proposed TEXT, body TEXT NOT NULL
    )""",
    "CREATE INDEX notice_now_place ON notice_now (place)",
    """CREATE TABLE notice_unit (
        unit TEXT NOT NULL, notice TEXT NOT NULL, now INTEGER NOT NULL, PRIMARY KEY (unit, notice)
    ) WITHOUT ROWID""",
)
OWNS = ("notice_now", "notice_unit")


def issued(batch: Batch, line: Recorded) -> None:
    event: e.NoticeIssued = line.event
    body: Body = {
        "notice": event.notice, "number": event.number, "scheme": event.scheme, "task_no": event.task_no,
        "node": event.node, "light": event.light, "state": "issued",
        "addressees": [_addressee(a.unit, a.role) for a in event.addressees], "facts": event.facts,
        "requirement": event.requirement, "limit_on": event.limit_on.isoformat(), "copies_to": list(event.copies_to),
        "issued_on": event.issued_on.isoformat(), "answers": [], "verdict": None, "void": None,
    }  # fmt: skip
    year, _, number = event.notice.removeprefix("n-").partition("-")
    batch.run(
        "INSERT INTO notice_now VALUES (?, ?, ?, ?, ?, 'issued', ?, NULL, ?)",
        event.notice, f"{year}-{number:0>8}", event.scheme, event.task_no, event.node, line.version, _text(body),
    )  # fmt: skip
    _keep_units(batch, event.notice, body)


def served(batch: Batch, line: Recorded) -> None:
    event: e.NoticeServed = line.event

    def edit(body: Body) -> None:
        _mark(body, event.units, "served_at", line)
        body["state"] = "served" if body["state"] == "issued" else body["state"]

    _change(batch, line, edit)


def received(batch: Batch, line: Recorded) -> None:
    event: e.NoticeReceived = line.event

    def edit(body: Body) -> None:
        _mark(body, (event.unit,), "received_at", line)
        body["state"] = "received" if body["state"] in ("issued", "served") else body["state"]

    _change(batch, line, edit)


def answered(batch: Batch, line: Recorded) -> None:
    event: e.NoticeAnswered = line.event

    def edit(body: Body) -> None:
        _mark(body, (event.unit,), "answered_at", line)
        body["state"] = "answered"
        body["answers"].append(
            {
                "unit": event.unit, "text": event.text, "done_on": event.done_on.isoformat() if event.done_on else None,
                "files": list(event.files), "effective_at": told(event.effective_at),
                "late_days": event.late_days, "position": line.position,
            }
        )  # fmt: skip

    _change(batch, line, edit)


def verified(batch: Batch, line: Recorded) -> None:
    event: e.NoticeVerified = line.event

    def edit(body: Body) -> None:
        body["state"] = "rectified" if event.rectified else "not_rectified"
        on = event.verified_on.isoformat()
        body["verdict"] = {"rectified": event.rectified, "reason": event.reason, "verified_on": on}

    _change(batch, line, edit)


def void_proposed(batch: Batch, line: Recorded) -> None:
    event: e.NoticeVoidProposed = line.event
    proposed = {"reason": event.reason, "replace": event.replace, "proposed_by": line.meta.account}
    batch.run("UPDATE notice_now SET void_proposed = ? WHERE notice = ?", _text(proposed), event.notice)
    _change(batch, line, lambda body: None)


def voided(batch: Batch, line: Recorded) -> None:
    event: e.NoticeVoided = line.event
    at = told(line.meta.recorded_at)

    def edit(body: Body) -> None:
        body["state"] = "voided"
        body["void"] = {"reason": event.reason, "voided_at": at, "replaced_by": event.replaced_by}

    batch.run("UPDATE notice_now SET void_proposed = NULL WHERE notice = ?", event.notice)
    _change(batch, line, edit)


def readdressed(batch: Batch, line: Recorded) -> None:
    """The taking unit stands where the giving one stood, as in the notice's own fold."""
    event: e.NoticeReaddressed = line.event

    def edit(body: Body) -> None:
        kept: list[Body] = []
        for addressee in body["addressees"]:
            if (addressee["unit"], addressee["role"]) == (event.from_unit, event.role):
                addressee = {**addressee, "unit": event.to_unit}
            elif addressee["unit"] == event.to_unit:
                continue
            kept.append(addressee)
        body["addressees"] = kept

    _change(batch, line, edit)


def _change(batch: Batch, line: Recorded, edit: Callable[[Body], None]) -> None:
    notice: str = line.event.notice
    body: Body = json.loads(batch.one("SELECT body FROM notice_now WHERE notice = ?", notice)[0])
    edit(body)
    batch.run(
        "UPDATE notice_now SET state = ?, version = ?, body = ? WHERE notice = ?",
        body["state"], line.version, _text(body), notice,
    )  # fmt: skip
    _keep_units(batch, notice, body)


def missed(batch: Batch, line: Recorded) -> None:
    """A missing answer found by the tick moves the notice's version and nothing else here."""
    kind, _, notice = line.stream.partition("/")
    if kind == "notice":
        batch.run("UPDATE notice_now SET version = ? WHERE notice = ?", line.version, notice)


def _keep_units(batch: Batch, notice: str, body: Body) -> None:
    now = {addressee["unit"] for addressee in body["addressees"]}
    known = {row[0] for row in batch.all("SELECT unit FROM notice_unit WHERE notice = ?", notice)}
    for unit in known | now:
        batch.run("INSERT OR REPLACE INTO notice_unit VALUES (?, ?, ?)", unit, notice, unit in now)


def _mark(body: Body, units: tuple[str, ...], when: str, line: Recorded) -> None:
    at = told(line.meta.received_at or line.meta.recorded_at)
    for addressee in body["addressees"]:
        if addressee["unit"] in units and addressee[when] is None:
            addressee[when] = at


def _addressee(unit: str, role: str) -> Body:
    return {"unit": unit, "role": role, "served_at": None, "received_at": None, "answered_at": None}


def _text(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), default=str)
