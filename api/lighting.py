"""`/nodes/{node}/lights` and `/tasks/{no}/lights/{node}`: propose, draft, issue, explain, correct (二(三), S15–S18)."""

from collections import Counter
from collections.abc import Sequence
from typing import Any

from api.routes import Answer, Ask, Family, receipt_of
from api.schemas_lighting import (
    CorrectedOut,
    CorrectionIn,
    CorrectionProposedOut,
    DraftedOut,
    DraftIn,
    ExplanationOut,
    ExplanationQuery,
    IssuedOut,
    LightingOut,
    LightsIn,
    NothingIn,
    PreviewIn,
    PreviewOut,
    ProposalsQuery,
    SchemeQuery,
)
from api.whole_lists import paged
from domain import ids
from domain.errors import InvalidError
from domain.events import InterviewProposed, LightCorrected, LightingIssued, LightSet, NoticeIssued, NoticeVoided
from domain.lights import Decision
from domain.task_state import Task
from projections import as_of as times
from service.confirm_correction import confirm_correction
from service.draft_lights import draft_lights
from service.event_store import Written
from service.explain_light import explain_light
from service.issue_lights import differing_after, issue_lights
from service.later_lights import later_lights
from service.preview_lights import preview_lights
from service.propose_correction import propose_correction
from service.sitting_of import Proposed, proposed, scheme_lighting

family = Family("lights")


@family.get("/nodes/<node>/lights", power="read_lighting", query=ProposalsQuery, answer=LightingOut)
def read_lighting(ask: Ask, node: str) -> Answer:
    """Propose the lights of a node with their reasons; the ETag is what issuing them must name."""
    found = proposed(ask.app, _scheme(ask, node), node)
    with ask.reading() as db:
        as_of = times.now(db)
    return Answer(paged(ask.query, {**_session(found), "as_of": as_of.shown()}), etag=found.tag)


@family.post(
    "/nodes/<node>/preview", power="read_lighting", query=SchemeQuery, body=PreviewIn, answer=PreviewOut
)  # fmt: skip
def preview(ask: Ask, node: str) -> dict[str, Any]:
    """Return the notices and interview proposals that issuing these lights would bring; records nothing."""
    scheme = _scheme(ask, node)
    stated = ask.body.get("decisions")
    decisions = None if stated is None else _decisions(stated)
    facts = [fact.event for fact in preview_lights(ask.app, scheme=scheme, node=node, decisions=decisions)]
    lights = [event for event in facts if isinstance(event, LightSet)]
    return {
        "scheme": scheme,
        "node": node,
        "counts": dict(Counter(light.light for light in lights)),
        "lights": [
            {"task_no": one.task_no, "light": one.light, "proposed": one.proposed, "done_on": one.done_on}
            for one in lights
        ],
        "notices": [_would_go_out(event) for event in facts if isinstance(event, NoticeIssued)],
        "interviews": [
            {"task_no": event.task_no, "units": [unit.unit for unit in event.units], "level": event.level}
            for event in facts
            if isinstance(event, InterviewProposed)
        ],
    }


@family.put("/nodes/<node>/draft", power="draft_lights", query=SchemeQuery, body=DraftIn, answer=DraftedOut)
def draft(ask: Ask, node: str) -> Answer:
    """Save the decisions on a node's lights for the head of the office to issue."""
    scheme = _scheme(ask, node)
    tag = ask.match or ask.body.get("proposal")
    written = draft_lights(
        ask.app, ask.act(), scheme=scheme, node=node, decisions=_decisions(ask.body["decisions"]),
        proposal=tag.strip('"') if tag else None,
    )  # fmt: skip
    event = written.lines[0].event
    body = {"scheme": scheme, "node": node, "decisions": list(event.decisions), "receipt": receipt_of(written)}
    return Answer(body, etag=proposed(ask.app, scheme, node).tag)


@family.put(
    "/nodes/<node>/lights", power="issue_lights", query=SchemeQuery, body=LightsIn, answer=IssuedOut, needs_match=True
)
def issue(ask: Ask, node: str) -> dict[str, Any]:
    """Issue the lights of a node, each yellow and red with its notice, in one write."""
    scheme = _scheme(ask, node)
    seen, stated = ask.match or "", ask.body.get("decisions")
    written = issue_lights(
        ask.app, ask.act(), scheme=scheme, node=node, proposal=seen,
        decisions=None if stated is None else _decisions(stated),
    )  # fmt: skip
    (session,) = _events(written, LightingIssued)
    return {
        "scheme": scheme,
        "node": node,
        "session": session.session,
        "issued_on": session.issued_on,
        "lights": [_lit(line) for line in written.lines if isinstance(line.event, LightSet)],
        "notices": _notices(written),
        "later": differing_after(ask.app, written),
        "receipt": receipt_of(written),
    }


@family.get("/tasks/<no>/lights/<node>", power="read_tasks", query=ExplanationQuery, answer=ExplanationOut)
def explain(ask: Ask, no: str, node: str) -> Answer:
    """Explain a light: rule and version, due moment, days counted, what was known then, who set it, by what clause."""
    with ask.reading() as db:
        as_of = ask.as_of(db)
    body = explain_light(ask.app, no, node, viewer=ask.actor, position=as_of.position, true_on=as_of.true_on)
    return Answer({**body, "as_of": as_of.shown()}, etag=ask.app.store.version(ids.task(no)))


@family.post(
    "/tasks/<no>/lights/<node>/corrections", power="propose_correction", body=CorrectionIn,
    answer=CorrectionProposedOut, status=201,
)  # fmt: skip
def correct(ask: Ask, no: str, node: str) -> dict[str, Any]:
    """Propose another done day or another light, with a reason; a second person confirms it."""
    if "done_on" not in ask.body and ask.body.get("light") is None:
        raise InvalidError("light", "light_or_done_on_missing")
    (decision,) = _decisions([{"task_no": no, **ask.body}])
    written = propose_correction(ask.app, ask.act(ids.task(no)), task_no=no, node=node, decision=decision)
    return {**_correction(written), "receipt": receipt_of(written)}


@family.post(
    "/tasks/<no>/lights/<node>/corrections/<int:n>/confirmation", power="confirm_correction", body=NothingIn,
    answer=CorrectedOut,
)  # fmt: skip
def confirm(ask: Ask, no: str, node: str, n: int) -> dict[str, Any]:
    """Confirm a correction as the second person; tell which later lights the rules would now set otherwise."""
    written = confirm_correction(ask.app, ask.act(ids.task(no)), task_no=no, node=node, correction=n)
    (corrected,) = _events(written, LightCorrected)
    return {
        **_correction(written),
        "was": corrected.was,
        "notice": corrected.notice,
        "notices": _notices(written),
        "voided": [event.notice for event in _events(written, NoticeVoided)],
        "later": later_lights(ask.app, no, node),
        "receipt": receipt_of(written),
    }


def _scheme(ask: Ask, node: str) -> str:
    """Return the scheme meant: named in the query or the body, else the only one that has the node."""
    named = ask.query.get("scheme") or ask.body.get("scheme")
    return named or scheme_lighting(ask.app, node)


def _decisions(stated: Sequence[dict[str, Any]]) -> list[Decision]:
    return [
        Decision(
            task_no=row["task_no"],
            done_on=row.get("done_on"),
            states_done="done_on" in row,
            light=row.get("light"),
            reason=row["reason"] or "",
        )
        for row in stated
    ]


def _session(found: Proposed) -> dict[str, Any]:
    sitting = found.sitting
    scheme = sitting.desk.scheme
    draft = found.draft
    return {
        "scheme": scheme.scheme,
        "scheme_version": scheme.version,
        "profile": scheme.lights.profile,
        "node": sitting.node,
        "ends_on": scheme.node(sitting.node).ends_on,
        "session": sitting.session,
        "proposal": found.tag,
        "items": [_proposal(found, proposal) for proposal in found.proposals],
        "counts": dict(Counter(proposal.light for proposal in found.proposals)),
        "draft": {"decisions": list(draft.decisions), "drafted_by": draft.drafted_by} if draft else None,
        "sessions": [
            {"session": s.session, "tasks": list(s.tasks), "issued_on": s.issued_on, "issued_by": s.issued_by}
            for s in (sitting.lighting.sessions if sitting.lighting else ())
        ],
        "next_cursor": None,
    }


def _proposal(found: Proposed, proposal: Any) -> dict[str, Any]:
    task = found.sitting.tasks[proposal.task_no]
    stands = task.light(found.sitting.node)
    return {
        "task_no": proposal.task_no,
        "title": task.title,
        "category": task.category,
        "lead": list(task.lead),
        "light": proposal.light,
        "case": proposal.case,
        "clause": proposal.clause,
        "limit_on": proposal.limit_on,
        "done_on": proposal.done_on,
        "due_on": proposal.due_on,
        "because": proposal.because,
        **_evidence(task, found.sitting.node, proposal.because["report_no"]),
        "ready": proposal.ready,
        "blocked_by": proposal.blocked_by,
        "stands": stands.light if stands else None,
    }


def _evidence(task: Task, node: str, report_no: int | None) -> dict[str, Any]:
    """Return what was to be done, what was reported and what visits found, side by side."""
    planned, report = task.node_task(node), task.report(report_no) if report_no else None
    told = ("report_no", "unit", "state", "done_on", "percent", "late_days", "effective_at")
    seen = [f for f in task.findings if f.node in (None, node)]
    return {
        "target": planned.target if planned else None,
        "report": {name: getattr(report, name) for name in told} if report else None,
        "findings": [
            {"inspection": f.inspection, "visited_on": f.visited_on, "done": f.done, "done_on": f.done_on} for f in seen
        ],
    }


def _lit(line: Any) -> dict[str, Any]:
    light: LightSet = line.event
    return {
        "task_no": light.task_no,
        "light": light.light,
        "proposed": light.proposed,
        "case": light.case,
        "done_on": light.done_on,
        "notice": light.notice,
        "position": line.position,
    }


def _would_go_out(notice: NoticeIssued) -> dict[str, Any]:
    return {
        "number": notice.number,
        "task_no": notice.task_no,
        "light": notice.light,
        "addressees": [{"unit": one.unit, "role": one.role} for one in notice.addressees],
        "requirement": notice.requirement,
        "limit_on": notice.limit_on,
        "copies_to": list(notice.copies_to),
    }


def _correction(written: Written) -> dict[str, Any]:
    event = written.lines[0].event
    return {
        "task_no": event.task_no,
        "node": event.node,
        "correction": event.correction,
        "light": event.light,
        "done_on": event.done_on,
    }


def _notices(written: Written) -> list[dict[str, Any]]:
    return [
        {"notice": n.notice, "number": n.number, "task_no": n.task_no, "light": n.light, "limit_on": n.limit_on}
        for n in _events(written, NoticeIssued)
    ]


def _events(written: Written, kind: type) -> list[Any]:
    return [line.event for line in written.lines if isinstance(line.event, kind)]
