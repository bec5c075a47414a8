"""Issuing a scheme and amending it: what a scheme must hold together before anything is reckoned by it (S1)."""

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from datetime import date
from itertools import pairwise
from typing import Any

from domain import duties
from domain import events as e
from domain import scheme as schemes
from domain.errors import InvalidError, RefusedError
from domain.frame import SchemeState
from domain.scheme import DutyRule, NoticeRules, Scheme

CLAUSE = "D-063"
SCHEME_ID = re.compile(r"[a-z0-9][a-z0-9-]{1,31}")
_FIXED = ("id", "version", "year", "timezone")  # what everything on the record is named and dated by
_MONTH, _MONTH_OR_YEAR = re.compile(r"[0-9]{4}-(0[1-9]|1[0-2])"), re.compile(r"[0-9]{4}(-(0[1-9]|1[0-2]))?")
_PLACES = re.compile(r"\{year\}|\{n\}")
_MOST_DAYS = 260  # working days of a year: more is a slip, and would be walked day by day
_KINDS = {
    "implementation_plan": ("responsible",),
    "node_plan": ("lead", "construction"),
    "progress_report": ("lead", "construction"),
    "office_special": ("office",),
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
    _check_nodes(scheme)
    for place, rule in enumerate(scheme.duties):
        _check_rule(scheme, rule, f"duties.{place}")
    for place, case in enumerate(scheme.lights.cases):
        _check_when(case.when, f"lights.cases.{place}.when")
    _check_notices(scheme.notices)
    _check_days("limits.resubmit_days", scheme.limits.resubmit_days)
    _check_days("limits.on_behalf_days", scheme.limits.on_behalf_days)
    if scheme.formula.floor > scheme.formula.base:
        raise InvalidError("formula.floor", "above_base")


def _check_nodes(scheme: Scheme) -> None:
    if not scheme.nodes:
        raise InvalidError("nodes", "missing")
    for place, node in enumerate(scheme.nodes):
        if _MONTH.fullmatch(node.node) is None:
            raise InvalidError(f"nodes.{place}.node", "wrong_form", node=node.node)
        _check_near(scheme, f"nodes.{place}.ends_on", node.ends_on)
    if any(before.ends_on >= after.ends_on for before, after in pairwise(scheme.nodes)):
        raise InvalidError("nodes", "not_in_order")


def _check_rule(scheme: Scheme, rule: DutyRule, path: str) -> None:
    if rule.kind not in _KINDS:
        raise InvalidError(f"{path}.kind", "unknown_kind", kind=rule.kind, known=list(_KINDS))
    _check_words(f"{path}.role", (rule.role,), _KINDS[rule.kind], "unknown_role")
    if rule.to not in (("city",) if rule.kind == duties.OFFICE_SPECIAL else ("office", "lead")):
        raise InvalidError(f"{path}.to", "unknown_addressee", to=rule.to)
    for category in rule.categories:
        if category not in schemes.CATEGORIES:
            raise InvalidError(f"{path}.categories", "unknown_category", category=category,
                               known=list(schemes.CATEGORIES))  # fmt: skip
    if not rule.periods:
        raise InvalidError(f"{path}.periods", "missing")
    form = _MONTH if rule.kind in (duties.PROGRESS_REPORT, duties.OFFICE_SPECIAL) else _MONTH_OR_YEAR
    for period in rule.periods:
        if form.fullmatch(period) is None:
            raise InvalidError(f"{path}.periods", "unknown_period", period=period)
        _check_near(scheme, f"{path}.periods", duties.period_end(scheme, period))
    if rule.by is not None:
        _check_near(scheme, f"{path}.by", rule.by)
    for name in ("working_days", "late_entry_days"):
        _check_days(f"{path}.{name}", getattr(rule, name) or 0)


def _check_when(when: Mapping[str, Any], path: str) -> None:
    """See that a light case's conditions are of the kind they are compared with."""
    for name, wanted in when.items():
        if name == "previous":
            fits = isinstance(wanted, (list, tuple)) and all(light in schemes.LIGHTS for light in wanted)
        elif name == "behind_percent_at_least":
            fits = isinstance(wanted, (int, float)) and not isinstance(wanted, bool)
        else:
            fits = isinstance(wanted, bool)
        if not fits:
            raise InvalidError(f"{path}.{name}", "wrong_kind", value=str(wanted))


def _check_notices(rules: NoticeRules) -> None:
    _check_words("notices.lights", rules.lights, schemes.LIGHTS, "unknown_light")
    _check_words("notices.roles", rules.roles, schemes.ROLES, "unknown_role")
    _check_words("notices.answer_roles", rules.answer_roles, schemes.ROLES, "unknown_role")
    _check_days("notices.limit_days", rules.limit_days)
    places = _PLACES.findall(rules.number)
    if sorted(places) != ["{n}", "{year}"] or set("{}") & set(_PLACES.sub("", rules.number)):
        raise InvalidError("notices.number", "needs_year_and_number", number=rules.number)


def _check_words(where: str, words: Iterable[str], known: Collection[str], reason: str) -> None:
    for word in words:
        if word not in known:
            raise InvalidError(where, reason, value=word, known=list(known))


def _check_near(scheme: Scheme, where: str, day: date) -> None:
    if abs(day.year - scheme.year) > 1:
        raise InvalidError(where, "period_outside_scheme", period=day)


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
