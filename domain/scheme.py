"""A supervision scheme as data: nodes, duties, light cases, notice limits and the score formula, each with its clause.

The content is a JSON-like mapping (TOML in `domain/schemes/`, or the content of `scheme.issued.v1`); `parse` reads it
and names the path of anything wrong. No number of a scheme is a literal anywhere else in the code.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from domain import bulletin_rules, interview_rules, reminder_rules
from domain.bulletin_rules import BulletinRules
from domain.errors import InvalidError
from domain.interview_rules import InterviewRules
from domain.reminder_rules import ReminderRules
from domain.scheme_reader import Reader

CATEGORIES = ("expected_target", "hard_task", "follow_up", "livelihood")
ROLES = ("lead", "co", "construction")
MAY_BE_ADDED = ("interviews", "bulletins", "reminders")  # parts a scheme can do without
LIGHTS = ("green", "yellow", "red", "none", "deferred")
CONDITIONS = ("planned", "extended", "done", "done_by_limit", "previous", "behind_percent_at_least")


@dataclass(frozen=True, slots=True)
class Node:
    node: str  # 2020-08
    ends_on: date


@dataclass(frozen=True, slots=True)
class DutyRule:
    """Who owes what for which periods: either by a fixed day, or n working days after the period's last day."""

    kind: str
    role: str  # responsible (units of an item), lead, construction, office
    to: str  # office, lead, or the city government for what the office owes itself
    clause: str
    categories: tuple[str, ...] = ()  # empty: does not depend on tasks
    periods: tuple[str, ...] = ()  # 2020-08 …; a fixed-day duty has one period, the scheme's year
    by: date | None = None  # inclusive
    working_days: int | None = None  # after the period's last calendar day, until 24:00 local
    late_entry_days: int | None = None  # tasks added later: working days after the list edition that names them


@dataclass(frozen=True, slots=True)
class LightCase:
    """One row of the profile: the first whose every named condition holds decides."""

    case: str
    light: str
    clause: str
    when: Mapping[str, Any]  # planned extended done_by_limit previous behind_percent_at_least done
    assessed: bool = True


@dataclass(frozen=True, slots=True)
class LightProfile:
    profile: str
    cases: tuple[LightCase, ...]
    words: Mapping[str, str]  # how this city calls each light


@dataclass(frozen=True, slots=True)
class NoticeRules:
    lights: tuple[str, ...]  # which lights bring a notice
    roles: tuple[str, ...]  # who gets it
    answer_roles: tuple[str, ...]  # who owes the answer
    limit_days: int  # working days
    number: str  # 河督改〔{year}〕{n}号
    requirement: str
    clause: str


@dataclass(frozen=True, slots=True)
class Limits:
    """Working days of the office's own ways."""

    resubmit_days: int  # a returned report keeps its first time within these
    on_behalf_days: int  # paper entered later than this needs a reason
    clause: str


@dataclass(frozen=True, slots=True)
class Formula:
    name: str
    version: int
    base: Decimal
    floor: Decimal
    role_factor: Mapping[str, Decimal]
    points: Mapping[str, Decimal]  # cause → points
    factored: tuple[str, ...]  # causes to which the role factor applies
    breach_kinds: tuple[str, ...]  # duty kinds whose lateness counts
    heaviest_light_per_task: bool
    clause: str


@dataclass(frozen=True, slots=True)
class Scheme:
    scheme: str
    version: int
    year: int
    title: str
    number: str
    issuer: str
    issued_on: date
    starts_on: date
    ends_on: date
    addressees: tuple[str, ...]
    timezone: str
    contacts: str
    nodes: tuple[Node, ...]
    duties: tuple[DutyRule, ...]
    lights: LightProfile
    notices: NoticeRules
    limits: Limits
    formula: Formula
    clauses: Mapping[str, str]  # clause → what it asks, in our own words
    interviews: InterviewRules = interview_rules.NONE
    bulletins: BulletinRules = bulletin_rules.PLAIN
    reminders: ReminderRules | None = None

    def node(self, name: str) -> Node:
        """Return the node called `name`. Raises: InvalidError."""
        for node in self.nodes:
            if node.node == name:
                return node
        raise InvalidError("node", "unknown_node", node=name, known=[n.node for n in self.nodes])


def parse(content: Mapping[str, Any]) -> Scheme:
    """Read a scheme from its content. Raises: InvalidError naming the path, e.g. `duties.3.periods`."""
    top = Reader(content, "")
    return Scheme(
        scheme=top.text("id"),
        version=top.whole("version"),
        year=top.whole("year"),
        title=top.text("title"),
        number=top.text("number"),
        issuer=top.text("issuer"),
        issued_on=top.day("issued_on"),
        starts_on=top.day("starts_on"),
        ends_on=top.day("ends_on"),
        addressees=top.texts("addressees"),
        timezone=top.text("timezone"),
        contacts=top.text("contacts", ""),
        nodes=tuple(Node(r.text("node"), r.day("ends_on")) for r in top.rows("nodes")),
        duties=tuple(_duty_rule(r) for r in top.rows("duties")),
        lights=_light_profile(top.part("lights")),
        notices=_notice_rules(top.part("notices")),
        limits=_limits(top.part("limits")),
        formula=parse_formula(top.part("formula").content),
        clauses=dict(top.part("clauses").content),
        interviews=interview_rules.parse(top, LIGHTS),
        bulletins=bulletin_rules.parse(top),
        reminders=reminder_rules.parse(top),
    )


def parse_formula(content: Mapping[str, Any]) -> Formula:
    """Read a score formula. Raises: InvalidError."""
    reader = Reader(content, "formula")
    return Formula(
        name=reader.text("name"),
        version=reader.whole("version"),
        base=reader.number("base"),
        floor=reader.number("floor"),
        role_factor=reader.numbers("role_factor"),
        points=reader.numbers("points"),
        factored=reader.texts("factored"),
        breach_kinds=reader.texts("breach_kinds"),
        heaviest_light_per_task=bool(content.get("heaviest_light_per_task", True)),
        clause=reader.text("clause"),
    )


def amend(content: Mapping[str, Any], changes: Mapping[str, Any]) -> dict[str, Any]:
    """Return the content with each dotted path (`notices.limit_days`, `duties.3.working_days`) set anew.

    Raises: InvalidError when a path names nothing.
    """
    result = _copy(content)
    for path, value in changes.items():
        *steps, last = path.split(".")
        place: Any = result
        for step in steps:
            place = _step(place, step, path)
        if path not in MAY_BE_ADDED:
            _step(place, last, path)
        place[int(last) if isinstance(place, list) else last] = value
    return result  # type: ignore[no-any-return]


def _copy(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {key: _copy(part) for key, part in value.items()}
    if isinstance(value, (list, tuple)):
        return [_copy(part) for part in value]
    return value


def _step(place: Any, step: str, path: str) -> Any:
    if isinstance(place, dict) and step in place:
        return place[step]
    if isinstance(place, list) and step.isascii() and step.isdigit() and int(step) < len(place):
        return place[int(step)]
    raise InvalidError(f"changes.{path}", "unknown_path", step=step)


def _duty_rule(r: Reader) -> DutyRule:
    rule = DutyRule(
        kind=r.text("kind"),
        role=r.text("role"),
        to=r.text("to"),
        clause=r.text("clause"),
        categories=r.texts("categories", ()),
        periods=r.texts("periods"),
        by=r.day("by") if "by" in r.content else None,
        working_days=r.whole("working_days") if "working_days" in r.content else None,
        late_entry_days=r.whole("late_entry_days") if "late_entry_days" in r.content else None,
    )
    if (rule.by is None) == (rule.working_days is None):
        raise InvalidError(r.path, "needs_by_or_working_days")
    return rule


def _light_profile(r: Reader) -> LightProfile:
    cases = tuple(
        LightCase(
            c.text("case"),
            c.text("light"),
            c.text("clause"),
            dict(c.part("when").content) if "when" in c.content else {},
            bool(c.content.get("assessed", True)),
        )
        for c in r.rows("cases")
    )
    for place, case in enumerate(cases):
        if case.light not in LIGHTS:
            raise InvalidError(f"lights.cases.{place}.light", "unknown_light", light=case.light)
        for name in case.when:
            if name not in CONDITIONS:
                raise InvalidError(f"lights.cases.{place}.when.{name}", "unknown_condition", condition=name)
    if not cases or cases[-1].when:
        raise InvalidError("lights.cases", "last_case_must_hold_always")  # else a task could be left without a light
    return LightProfile(r.text("profile"), cases, dict(r.part("words").content))


def _notice_rules(r: Reader) -> NoticeRules:
    return NoticeRules(
        r.texts("lights"),
        r.texts("roles"),
        r.texts("answer_roles"),
        r.whole("limit_days"),
        r.text("number"),
        r.text("requirement"),
        r.text("clause"),
    )


def _limits(r: Reader) -> Limits:
    return Limits(r.whole("resubmit_days"), r.whole("on_behalf_days"), r.text("clause"))
