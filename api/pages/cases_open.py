"""Which steps of an interview a reader may take now: what is shown as a button; the handlers judge for themselves."""

from typing import Any

from api.pages.visit import Visit
from domain.actors import HEAD, LEADERS, OFFICE_ROLES, UNIT_HEAD, UNIT_ROLES
from domain.interviews import ON_FILE, WAITING

_STEPS = {  # step → the power it needs, the states it can be taken in
    "convening": ("convene_interview", ("approved", "convened")),
    "holding": ("hold_interview", ("convened",)),
    "record": ("file_interview_record", ("convened", "held")),
    "report": ("report_interview", ("signed",)),
    "archive": ("archive_interview", ("reported",)),
    "correction": ("propose_record_correction", ON_FILE),
    "copy-check": ("check_copy", ON_FILE),
    "evidence": ("read_evidence", ON_FILE),
}


def open_to(visit: Visit, found: dict[str, Any], beside: dict[str, Any] | None) -> set[str]:
    """Return the names of the steps; those of one dispute, correction or commitment end with its number."""
    state, role = found["state"], visit.actor.role
    steps = {name for name, (power, states) in _STEPS.items() if state in states and visit.may(power)}
    if role == HEAD and "convening" in steps and not found.get("draft"):
        steps.discard("convening")  # the head issues what a clerk has drafted
    if state in (WAITING if role in OFFICE_ROLES else ("proposed",) if role in LEADERS else ()):
        steps.add("approval")
    if state in ("filed", "signed") and sides_of(visit, found):
        steps.add("signature")
    if state in ON_FILE and _party(visit, found):
        steps.add("dispute")
    if visit.may("verify_commitment"):
        steps |= {f"verification-{row['commitment']}" for row in found["commitments"] if _to_judge(visit, row)}
    if role in UNIT_ROLES:
        mine = [c for c in found["commitments"] if c["unit"] == visit.actor.unit and c["state"] == "open"]
        steps |= {f"fulfilment-{row['commitment']}" for row in mine}
    return steps | (_beside(visit, found, beside) if beside else set())


def sides_of(visit: Visit, found: dict[str, Any]) -> list[tuple[str, str | None]]:
    """Return the sides whose word on signing the reader may give or note: (side, unit)."""
    signed = {(word["side"], word["unit"]): word["signed"] for word in found["signatures"]}
    sides = [("city", None), *(("unit", row["unit"]) for row in found["units"])]
    unsigned = [side for side in sides if not signed.get(side)]
    if visit.actor.role == UNIT_HEAD:
        return [side for side in unsigned if side == ("unit", visit.actor.unit)]
    if visit.actor.role in LEADERS:
        return [side for side in unsigned if side[0] == "city" and _hosted(visit, found)]
    if visit.actor.role in OFFICE_ROLES:  # it notes a refusal, once
        return [side for side in unsigned if side not in signed]
    return []


def _hosted(visit: Visit, found: dict[str, Any]) -> bool:
    return found["meeting"] is not None and str(found["meeting"]["host"]) in visit.actor.posts


def _party(visit: Visit, found: dict[str, Any]) -> bool:
    if visit.actor.role in UNIT_ROLES:
        return any(row["unit"] == visit.actor.unit for row in found["units"])
    return visit.actor.role in LEADERS and _hosted(visit, found)


def _to_judge(visit: Visit, promise: dict[str, Any]) -> bool:
    silent: bool = promise["state"] == "open" and promise["due_on"] < visit.today.isoformat()
    return silent or promise["state"] == "reported"


def _beside(visit: Visit, found: dict[str, Any], beside: dict[str, Any]) -> set[str]:
    """Return the steps of disputes and corrections; who filed or raised one does not resolve it."""
    steps, me = set(), visit.actor.account
    for row in beside["disputes"]:
        if row["state"] != "resolved" and visit.may("check_record"):
            steps.add(f"check-{row['dispute']}")
        involved = me in (row["by"]["account"], found["record"]["by"])
        if row["state"] == "checked" and visit.may("resolve_dispute") and not involved:
            steps.add(f"resolution-{row['dispute']}")
    for row in beside["corrections"]:
        if not row["confirmed"] and visit.may("correct_record") and row["proposed_by"]["account"] != me:
            steps.add(f"confirmation-{row['correction']}")
    return steps
