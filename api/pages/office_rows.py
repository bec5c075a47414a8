"""The rows of a lighting session's form: what is proposed, what was chosen instead, and which rows are shown."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from api.pages.forms import Form, plain

AS_PROPOSED, BY_RULE, LEFT_OUT = "", "rule", "left_out"
LIGHTS = ("green", "yellow", "red", "none")
DECIDE, CHANGED, ALL = SHOWN = ("decide", "changed", "all")
_WEIGHT = {"red": 0, "yellow": 1, "deferred": 2, "none": 3, "green": 4}
Item = dict[str, Any]


@dataclass(slots=True)
class Row:
    """A task in the session. `light` is the choice: as proposed, a light, by rule of `done_on`, or left out."""

    item: Item
    light: str
    done_on: str
    reason: str
    drafted: str | None = None  # the light in the draft
    moved: Mapping[str, Any] | None = None  # what its proposal was when the form was made

    @property
    def prefix(self) -> str:
        """Return what the names of its fields begin with: the task's own number, so that no row takes another's."""
        return f"decisions.{int(self.item['task_no'].partition('-')[2])}"

    @property
    def differs(self) -> bool:
        return self.light not in (AS_PROPOSED, LEFT_OUT)

    @property
    def before(self) -> str | None:
        """Return the light of the last assessed node."""
        previous = self.item["because"]["previous"]
        return previous[0]["light"] if previous else None

    @property
    def contradicted(self) -> bool:
        return self.item["because"]["evidence"] in ("inspection", "untrue")

    def decision(self) -> dict[str, Any]:
        """Return the row as the API takes it; what is as proposed is left out of it."""
        said: dict[str, Any] = {"task_no": self.item["task_no"]}
        if self.differs:
            said["done_on"] = self.done_on or None
        if self.light in LIGHTS:
            said["light"] = self.light
        return {**said, "reason": self.reason} if self.reason else said

    def wanted(self, show: str) -> bool:
        """Tell whether the row is among those asked for; what moved or was refused is always shown."""
        if show == ALL or self.moved is not None:
            return True
        if not self.item["ready"]:
            return False
        if show == CHANGED:
            return self.before is not None and self.before != self.item["light"]
        bad = self.item["light"] in ("yellow", "red")
        return bad or self.contradicted or self.light != AS_PROPOSED or self.item["report"] is None


def rows_of(body: Mapping[str, Any], form: Form) -> list[Row]:
    """Return the rows by weight of their light: as filled in, else as drafted, else as proposed."""
    draft = body["draft"]
    kept = {one["task_no"]: one for one in draft["decisions"]} if draft else None
    rows = [_filled(item, form) if form else _fresh(item, kept) for item in body["items"]]
    for row in rows:
        row.drafted = (kept or {}).get(row.item["task_no"], {}).get("light")
    return sorted(rows, key=lambda row: (_WEIGHT[row.item["light"]], row.item["task_no"]))


def decisions(rows: Sequence[Row]) -> list[dict[str, Any]]:
    """Return what is to be drafted or issued: every row that is ready and not left out."""
    return [row.decision() for row in _decided(rows)]


def named(rows: Sequence[Row], errors: Mapping[str, str], task_no: object, detail: str) -> dict[str, str]:
    """Return a refusal's errors under the names of the form's fields, as told by place or by task."""
    decided = _decided(rows)
    found: dict[str, str] = {}
    for field, said in errors.items():
        parts = field.split(".")
        place = int(parts[1]) if parts[0] == "decisions" and len(parts) > 1 and parts[1].isdigit() else None
        if place is not None and place < len(decided):
            field = f"{decided[place].prefix}.{parts[2] if len(parts) > 2 else 'light'}"
        found[field] = said
    if not found:
        found = {f"{row.prefix}.reason": detail for row in decided if row.item["task_no"] == task_no}
    return found


def _decided(rows: Sequence[Row]) -> list[Row]:
    return [row for row in rows if row.item["ready"] and row.light != LEFT_OUT]


def _filled(item: Item, form: Form) -> Row:
    row = Row(item, AS_PROPOSED, "", "")
    row.light = form.get(f"{row.prefix}.light", AS_PROPOSED)
    row.done_on = plain(form.get(f"{row.prefix}.done_on", item["done_on"] or ""))
    row.reason = plain(form.get(f"{row.prefix}.reason", ""))
    return row


def _fresh(item: Item, kept: Mapping[str, Any] | None) -> Row:
    row = Row(item, AS_PROPOSED, item["done_on"] or "", "")
    if kept is None or not item["ready"]:
        return row
    drafted = kept.get(item["task_no"])
    if drafted is None:
        row.light = LEFT_OUT
        return row
    row.reason = drafted["reason"]
    if (drafted["light"], drafted["done_on"]) != (item["light"], item["done_on"]):
        row.light, row.done_on = drafted["light"], drafted["done_on"] or ""
    return row
