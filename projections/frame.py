"""The frame the work stands in: schemes, calendars, units, posts, accounts, items, editions, as of any line or day.

Their few events are kept as they are, and a question folds them by the domain's own rules up to the line asked for.
"""

from collections.abc import Callable
from dataclasses import asdict
from datetime import date
from typing import Any

import msgspec

from domain import accounts as account_rules
from domain import editions as edition_rules
from domain import frame as frame_rules
from domain import items as item_rules
from domain import posts as post_rules
from domain import units as unit_rules
from domain import working_days
from domain.actors import Actor, may
from domain.events import NAMES, STORED_NAME
from domain.record import Recorded
from projections.as_of import AsOf, day_of
from projections.model import Batch, Db, Model, kept

NAME = "frame"
VERSION = 1
_FOLDS: dict[str, Callable[[Any, Any, str], Any]] = {
    "scheme": frame_rules.evolve_scheme,
    "calendar": working_days.evolve,
    "unit": unit_rules.evolve,
    "unit_group": unit_rules.evolve_group,
    "post": post_rules.evolve,
    "account": account_rules.evolve,
    "item": item_rules.evolve,
    "editions": edition_rules.evolve,
}
_INSERT = "INSERT INTO frame_line VALUES (?, ?, ?, ?, ?, ?, ?)"
_encode = msgspec.json.Encoder(order="deterministic").encode
_decoders: dict[str, Callable[[bytes], Any]] = {}


def _keep(batch: Batch, line: Recorded) -> None:
    kind, _, key = line.stream.partition("/")
    if kind in _FOLDS:
        name = STORED_NAME[type(line.event)]
        batch.later(_INSERT, (kind, key, line.version, line.position, name, line.meta.account, _encode(line.event)))


_PREFIXES = ("scheme.", "calendar.", "unit.", "unit_group.", "post.", "account.", "item.", "edition.")
MODEL = Model(
    name=NAME,
    version=VERSION,
    owns=("frame_line",),
    tables=(
        """CREATE TABLE frame_line (
            kind TEXT NOT NULL, key TEXT NOT NULL, version INTEGER NOT NULL, position INTEGER NOT NULL,
            name TEXT NOT NULL, account TEXT NOT NULL, event BLOB NOT NULL, PRIMARY KEY (kind, key, version)
        ) WITHOUT ROWID""",
    ),
    steps={name: _keep for name in NAMES if name.startswith(_PREFIXES)},
)


def units(db: Db, *, as_of: AsOf, group: str | None = None) -> list[dict[str, Any]]:
    """Return the units by code, named and grouped as on the day; `group` is the assessment group of that day."""
    on = day_of(db, as_of)
    rows = [_unit(unit, on) for unit in _states(db, "unit", as_of.position).values()]
    return [row for row in rows if group is None or row["group"] == group]


def unit_groups(db: Db, *, as_of: AsOf) -> list[dict[str, Any]]:
    """Return the groups of units with their members of the day."""
    on = day_of(db, as_of)
    found = _states(db, "unit_group", as_of.position).values()
    return [{"group": g.group, "name": g.name, "members": list(g.members_on(on))} for g in found]


def posts(db: Db, *, as_of: AsOf) -> list[dict[str, Any]]:
    """Return the posts by id, with every holder and the one who signs on the day."""
    on = day_of(db, as_of)
    return [
        {
            "post": post.post,
            "title": post.title,
            "unit": post.unit,
            "rank": post.rank,
            "holder": _plain(asdict(holder)) if (holder := post.holder_on(on)) else None,
            "holders": [_plain(asdict(term)) for term in post.holders],
        }
        for post in _states(db, "post", as_of.position).values()
    ]


def post_ids(db: Db) -> list[dict[str, Any]]:
    return [{"post": post} for post in _keys(db, "post")]


def accounts(db: Db) -> list[dict[str, Any]]:
    """Return the accounts by name, closed ones included; the record holds no secret, so neither does this."""
    return [
        {
            "account": found.account,
            "role": found.role,
            "posts": list(found.posts),
            "unit": found.unit,
            "closed": found.closed,
            "delegations": [_plain(asdict(lent)) for lent in found.delegations],
            "tokens": list(found.labels),
        }
        for found in _states(db, "account", db.position).values()
    ]


def scheme_ids(db: Db) -> list[str]:
    return _keys(db, "scheme")


def schemes(db: Db, *, as_of: AsOf) -> list[frame_rules.SchemeState]:
    """Return the schemes as they stood at that line, by id."""
    return list(_states(db, "scheme", as_of.position).values())


def scheme(db: Db, scheme_id: str, *, as_of: AsOf) -> frame_rules.SchemeState | None:
    found: frame_rules.SchemeState | None = _state(db, "scheme", scheme_id, as_of.position)
    return found


def years(db: Db, *, as_of: AsOf) -> dict[int, working_days.Year]:
    """Return the calendar years published by then."""
    return {int(key): year for key, year in _states(db, "calendar", as_of.position).items()}


def items(
    db: Db, *, scheme: str | None = None, limit: int = 100, after: tuple[str, int] | None = None
) -> list[dict[str, Any]]:
    """Return items in the order they were entered (`place`), by scheme; `after`: scheme and place to go on from."""
    rows = [
        {**_listed(asdict(item)), "place": place}
        for place, item in enumerate(_in_order_entered(db))
        if scheme is None or item.scheme == scheme
    ]
    rows.sort(key=lambda row: (row["scheme"], row["place"]))
    return [row for row in rows if after is None or (row["scheme"], row["place"]) > after][:limit]


def item_ids(db: Db, scheme: str) -> list[str]:
    """Return the ids of a scheme's items: which streams a decision should look at."""
    return [item.item for item in _in_order_entered(db) if item.scheme == scheme]


def editions(db: Db, *, viewer: Actor, as_of: AsOf, scheme: str | None = None) -> list[dict[str, Any]]:
    """Return the list editions, oldest first; a draft only to those who may draft."""
    rows: list[dict[str, Any]] = []
    for key, found in _states(db, "editions", as_of.position).items():
        if scheme not in (None, key):
            continue
        rows += [{"scheme": key, "state": "issued", **_listed(asdict(edition))} for edition in found.issued]
        if found.draft is not None and may("draft_edition", viewer):
            rows.append({"scheme": key, "state": "draft", "issued_on": None, **_plain(asdict(found.draft))})
    return rows


def _unit(unit: unit_rules.Unit, on: date) -> dict[str, Any]:
    named = unit.named_on(on)
    return {
        "code": unit.code,
        "name": named.name,
        "full_name": named.full_name,
        "group": unit.group_on(on),
        "aliases": list(unit.aliases),
        "names": [
            {"name": n.name, "full_name": n.full_name, "from_on": None if n.from_on == date.min else str(n.from_on)}
            for n in unit.names
        ],
        "merged_into": unit.merged_into,
        "split_into": list(unit.split_into),
        "ended_on": str(unit.ended_on) if unit.ended_on else None,
    }


def _in_order_entered(db: Db) -> list[item_rules.Item]:
    order = db.execute("SELECT key FROM frame_line WHERE kind = 'item' AND version = 1 ORDER BY position")
    found = _states(db, "item", db.position)
    return [found[row[0]] for row in order]


def _states(db: Db, kind: str, position: int) -> dict[str, Any]:
    """Return the state of every stream of a kind at a position, by key."""
    sql = "SELECT key, name, account, event FROM frame_line WHERE kind = ? AND position <= ? ORDER BY key, version"
    states: dict[str, Any] = {}
    evolve = _FOLDS[kind]
    for key, name, account, event in db.execute(sql, (kind, position)):
        states[key] = evolve(states.get(key), _decode(name, event), account)
    return states


def _state(db: Db, kind: str, key: str, position: int) -> Any:
    where = "FROM frame_line WHERE kind = ? AND key = ? AND position <= ?"
    asked = (kind, key, position)

    def folded() -> Any:
        state: Any = None
        for name, account, event in db.execute(f"SELECT name, account, event {where} ORDER BY version", asked):
            state = _FOLDS[kind](state, _decode(name, event), account)
        return state

    (version,) = db.execute(f"SELECT max(version) {where}", asked).fetchone()
    return kept(db, (NAME, kind, key, version), folded)


def _keys(db: Db, kind: str) -> list[str]:
    return [row[0] for row in db.execute("SELECT key FROM frame_line WHERE kind = ? AND version = 1", (kind,))]


def _decode(name: str, event: bytes) -> Any:
    decode = _decoders.get(name)
    if decode is None:
        decode = _decoders[name] = msgspec.json.Decoder(NAMES[name]).decode
    return decode(event)


def _listed(row: dict[str, Any]) -> dict[str, Any]:
    return {name: list(value) if isinstance(value, tuple) else value for name, value in _plain(row).items()}


def _plain(row: dict[str, Any]) -> dict[str, Any]:
    return {name: value.isoformat() if isinstance(value, date) else value for name, value in row.items()}
