"""Issuing a scheme and amending it: what a scheme must hold together before anything is reckoned by it (S1)."""

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from domain import duties
from domain import events as e
from domain import scheme as schemes
from domain.errors import InvalidError, RefusedError
from domain.frame import SchemeState
from domain.scheme import DutyRule, Scheme

CLAUSE = "D-063"
SCHEME_ID = re.compile(r"[a-z0-9][a-z0-9-]{1,31}")
_FIXED = ("id", "version", "year")  # what everything on the record is named by
_MOST_DAYS = 260  # working days of a year: more is a slip, and would be walked day by day
_KINDS = {
    "implementation_plan": ("responsible",),
    "node_plan": ("lead", "construction"),
    "progress_report": ("lead", "construction"),
}


def issue(current: SchemeState | None, content: Mapping[str, Any]) -> list[e.SchemeIssued]:
    """Issue a scheme; its first version is 1. Raises: RefusedError when it is issued already; InvalidError."""
    plain: dict[str, Any] = {**_plain(content), "version": 1}
    scheme = schemes.parse(plain)
    if current is not None:
        raise RefusedError("scheme.issued_already", clause=CLAUSE, scheme=scheme.scheme)
    if SCHEME_ID.fullmatch(scheme.scheme) is None:
        raise InvalidError("id", "wrong_form", id=scheme.scheme)
    check(scheme)
    return [e.SchemeIssued(scheme.scheme, 1, plain)]


def amend(
    current: SchemeState, *, changes: Mapping[str, Any], reason: str, effective_on: date
) -> list[e.SchemeAmended]:
    """Amend a scheme from a day on; what was reckoned before stays as it is on the record.

    `changes` are dotted paths, `notices.limit_days`, `duties.3.working_days`.
    Raises: InvalidError naming the path; RefusedError when nothing changes.
    """
    if not reason.strip():
        raise InvalidError("reason", "missing")
    if not changes:
        raise InvalidError("changes", "missing")
    for path in changes:
        if path.partition(".")[0] in _FIXED:
            raise InvalidError(f"changes.{path}", "never_changes")
    last_on = current.in_force[-1][0]
    if effective_on < last_on:
        raise InvalidError("effective_on", "before_the_last_amendment", last_on=last_on)
    plain = _plain(changes)
    amended = schemes.parse(schemes.amend(current.content, plain))
    if replace(amended, version=current.version) == current.scheme:
        raise RefusedError("scheme.already_so", clause=CLAUSE, scheme=amended.scheme)
    check(amended)
    version = current.version + 1
    return [e.SchemeAmended(amended.scheme, version, plain, reason.strip(), effective_on)]


def check(scheme: Scheme) -> None:
    """See that the parts fit each other. Raises: InvalidError naming the path of what does not."""
    if not scheme.starts_on <= scheme.ends_on:
        raise InvalidError("ends_on", "before_starts_on")
    if not scheme.nodes:
        raise InvalidError("nodes", "missing")
    if any(before.ends_on >= after.ends_on for before, after in zip(scheme.nodes, scheme.nodes[1:], strict=False)):
        raise InvalidError("nodes", "not_in_order")
    for place, rule in enumerate(scheme.duties):
        _check_rule(scheme, rule, f"duties.{place}")
    for where, days in (
        ("notices.limit_days", scheme.notices.limit_days),
        ("limits.resubmit_days", scheme.limits.resubmit_days),
        ("limits.on_behalf_days", scheme.limits.on_behalf_days),
    ):
        _check_days(where, days)
    if scheme.formula.floor > scheme.formula.base:
        raise InvalidError("formula.floor", "above_base")


def _check_rule(scheme: Scheme, rule: DutyRule, path: str) -> None:
    if rule.kind not in _KINDS:
        raise InvalidError(f"{path}.kind", "unknown_kind", kind=rule.kind, known=list(_KINDS))
    if rule.role not in _KINDS[rule.kind]:
        raise InvalidError(f"{path}.role", "unknown_role", value=rule.role, known=list(_KINDS[rule.kind]))
    if rule.to not in ("office", "lead"):
        raise InvalidError(f"{path}.to", "unknown_addressee", to=rule.to)
    for category in rule.categories:
        if category not in schemes.CATEGORIES:
            raise InvalidError(f"{path}.categories", "unknown_category", category=category)
    if not rule.periods:
        raise InvalidError(f"{path}.periods", "missing")
    for period in rule.periods:
        try:
            ends_on = duties.period_end(scheme, period)
        except InvalidError:
            raise InvalidError(f"{path}.periods", "unknown_period", period=period) from None
        if abs(ends_on.year - scheme.year) > 1:
            raise InvalidError(f"{path}.periods", "period_outside_scheme", period=period)
    for name in ("working_days", "late_entry_days"):
        _check_days(f"{path}.{name}", getattr(rule, name) or 0)


def _check_days(where: str, days: int) -> None:
    if not 0 <= days <= _MOST_DAYS:
        raise InvalidError(where, "out_of_range", value=days)


def _plain(value: Any) -> Any:
    """Return the value as JSON keeps it: dates as ISO strings, tuples as lists."""
    if isinstance(value, Mapping):
        return {str(key): _plain(part) for key, part in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(part) for part in value]
    return value.isoformat() if isinstance(value, date) else value
