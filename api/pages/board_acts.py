"""`/tasks/<no>/…` and `/tasks/new`: what the office does to a task of the ledger, one form each (一(二), D-004)."""

from typing import Any

from flask import Response

from api import items, posts, tasks, units
from api.pages import forms
from api.pages.board_story import story, waiting_completion
from api.pages.board_times import Times
from api.pages.board_units_written import put_together, take_apart, written
from api.pages.declared import Pages
from api.pages.schemes_shown import shown_scheme
from api.pages.visit import Visit
from api.schemas_tasks import ChangesIn
from domain.scheme import CATEGORIES, ROLES

pages = Pages("board")
_COUNTIES = "changes.counties"
_BLANK: dict[str, Any] = {
    "title": "", "item": None, "leader": None, "coordinator": None, "responsible": None, "targets": [], "note": "",
}  # fmt: skip
_SPARE_ROWS = 2


@pages.get("/tasks/new", power="enter_task")
def show_new(visit: Visit) -> Response:
    """Show the form that enters a task."""
    put_together(visit, *ROLES, "counties")
    return visit.show(
        "board/task_new.html", here="/", scheme=shown_scheme(visit), rows=range(1 + _SPARE_ROWS), **_offered(visit)
    )


@pages.post("/tasks/new", power="enter_task", again=show_new)
def enter(visit: Visit) -> Response:
    """Enter the task under the next number."""
    take_apart(visit, *ROLES, "counties")
    done = visit.do(tasks.enter)
    return visit.go(f"/tasks/{done['task_no']}", done)


@pages.get("/tasks/<no>/amendment", power="amend_task")
def show_amendment(visit: Visit, no: str) -> Response:
    """Show what the ledger says of the task, to be changed."""
    put_together(visit, _COUNTIES)
    task, match = visit.tagged(tasks.one, no=no)
    rows = range(len(task["targets"]) + _SPARE_ROWS)
    return visit.show("board/amendment.html", here="/", task=task, match=match, rows=rows, **_offered(visit))


@pages.post("/tasks/<no>/amendment", power="amend_task", again=show_amendment)
def amend(visit: Visit, no: str) -> Response:
    """Change what was changed in the form; the API leaves out what already stands so."""
    task = visit.read(tasks.one, no=no)
    named = visit.names.listed(task["counties"])
    take_apart(visit, _COUNTIES)
    said = forms.body_of(ChangesIn(), visit.form, visit.app.settings.zone, "changes.")
    changes = {**_BLANK, **said}
    if visit.form.getlist(_COUNTIES) == written(named):
        changes.pop("counties", None)
    else:
        changes.setdefault("counties", [])
    return visit.go(f"/tasks/{no}", visit.do(tasks.amend, also={"changes": changes}, no=no))


@pages.get("/tasks/<no>/roles", power="confirm_roles")
def show_roles(visit: Visit, no: str) -> Response:
    """Show the roles that were presumed from the notice, to be confirmed."""
    put_together(visit, *ROLES)
    task, match = visit.tagged(tasks.one, no=no)
    return visit.show("board/roles.html", here="/", task=task, match=match, known=known_units(visit))


@pages.post("/tasks/<no>/roles", power="confirm_roles", again=show_roles)
def confirm_roles(visit: Visit, no: str) -> Response:
    """Confirm who leads, co-organises and builds."""
    take_apart(visit, *ROLES)
    return visit.go(f"/tasks/{no}", visit.do(tasks.confirm, no=no))


@pages.get("/tasks/<no>/withdrawal", power="withdraw_task")
def show_withdrawal(visit: Visit, no: str) -> Response:
    """Show what withdrawing the task means."""
    task, match = visit.tagged(tasks.one, no=no)
    return visit.show("board/withdrawal.html", here="/", task=task, match=match)


@pages.post("/tasks/<no>/withdrawal", power="withdraw_task", again=show_withdrawal)
def withdraw(visit: Visit, no: str) -> Response:
    """Withdraw the task."""
    return visit.go(f"/tasks/{no}", visit.do(tasks.withdraw, no=no))


@pages.get("/tasks/<no>/transfer", power="transfer_task")
def show_transfer(visit: Visit, no: str) -> Response:
    """Show whose role can be given to whom; who has a part already can take no other."""
    task, match = visit.tagged(tasks.one, no=no)
    parts = [(role, code) for role in ROLES for code in task[role]]
    taken = {code for _, code in parts}
    takers = [unit for unit in known_units(visit) if unit[0] not in taken]
    return visit.show("board/transfer.html", here="/", task=task, match=match, parts=parts, takers=takers)


@pages.post("/tasks/<no>/transfer", power="transfer_task", again=show_transfer)
def transfer(visit: Visit, no: str) -> Response:
    """Give the role to the other unit."""
    role, _, unit = visit.form.get("part", "").partition(":")
    said = {"role": role, "from": unit, "to": visit.form.get("to", "")}
    return visit.go(f"/tasks/{no}", visit.do(tasks.transfer, also=said, no=no))


@pages.get("/tasks/<no>/verification", power="verify_completion")
def show_verification(visit: Visit, no: str) -> Response:
    """Show the application for completion, to be accepted or not."""
    task, match = visit.tagged(tasks.one, no=no)
    applied = waiting_completion(story(visit, no, Times()))
    return visit.show("board/verification.html", here="/", task=task, match=match, applied=applied)


@pages.post("/tasks/<no>/verification", power="verify_completion", again=show_verification)
def verify(visit: Visit, no: str) -> Response:
    """Accept the completion, or not and why."""
    return visit.go(f"/tasks/{no}", visit.do(tasks.verify, no=no))


def _offered(visit: Visit) -> dict[str, Any]:
    """Return what a task's fields choose from."""
    found = visit.every(posts.list_posts)
    ranked = {
        name: [(row["post"], visit.names.post(row["post"])) for row in found if row["rank"] in ranks]
        for name, ranks in {
            "leaders": ("principal_leader", "leader"),
            "coordinators": ("coordinator",),
            "persons": ("unit_principal", "responsible", "staff"),
        }.items()
    }
    listed = visit.every(items.items, query={"scheme": visit.query.get("scheme")})
    return {
        **ranked,
        "categories": CATEGORIES,
        "items": [(row["item"], row["scheme"], f"{row['label']} {row['title']}") for row in listed],
        "known": known_units(visit),
    }


def known_units(visit: Visit) -> list[tuple[str, str]]:
    """Return the units there are today, by name."""
    today = visit.today.isoformat()
    found = visit.every(units.list_units, query={"true_on": today})
    lasting = [(row["code"], row["name"]) for row in found if not row["ended_on"] or row["ended_on"] > today]
    return sorted(lasting, key=lambda unit: unit[1])
