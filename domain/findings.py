"""What inspections found of a task, to whom it was published, and when it outweighs a report (二(二), D-112)."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from domain import events as e


@dataclass(frozen=True, slots=True)
class Finding:
    inspection: str
    node: str | None  # None: the task as a whole
    done: bool | None  # None: could not be told
    done_on: date | None
    visited_on: date
    text: str | None = None  # content digest
    published: tuple[str, ...] = ()  # units that may know of it


@dataclass(frozen=True, slots=True)
class Untruth:
    """That a report is held to be untrue, until a second person has found it so."""

    reason: str
    inspection: str | None
    proposed_by: str


Findings = tuple[Finding, ...]


def added(findings: Findings, event: e.TaskInspected) -> Findings:
    return (
        *findings,
        Finding(event.inspection, event.node, event.done, event.done_on, event.visited_on, event.text),
    )  # fmt: skip


def published(findings: Findings, event: e.TaskInspectionPublished) -> Findings:
    return tuple(
        replace(f, published=tuple(dict.fromkeys((*f.published, *event.units))))
        if f.inspection == event.inspection
        else f
        for f in findings
    )


def known_to(findings: Findings, unit: str) -> frozenset[str]:
    """Return the inspections of the task that a unit may know of."""
    return frozenset(f.inspection for f in findings if unit in f.published)


def contradicting(findings: Findings, node: str, claimed_on: date) -> Finding | None:
    """Return the finding that contradicts a report by which the node's task was done on a day; None: none does.

    Not done on a visit that day or later, or done on a later day than reported. Only a finding that itself names a
    day, no later than the reported one, takes a contradiction back: what stands today says nothing of that day.
    """
    standing = None
    for finding in sorted((f for f in findings if f.node == node), key=lambda f: f.visited_on):
        if finding.done is False and finding.visited_on >= claimed_on:
            standing = finding
        elif finding.done and finding.done_on is not None:
            standing = finding if finding.done_on > claimed_on else None
    return standing


def known_to_all(finding: Finding, units: Iterable[str]) -> bool:
    """Tell whether the finding may be named where all these units read it."""
    return set(units) <= set(finding.published)
