"""What a lighting session looks at, folded from the record: every task of the scheme, the draft, the desk (二(三))."""

from dataclasses import dataclass
from datetime import date

from domain import ids, lighting, lights, notice_issue
from domain.errors import AbsentError, ConflictError, InvalidError
from domain.events import Json
from domain.frame import Register
from domain.lighting import Draft, Lighting, Sitting
from domain.lights import Proposal
from domain.notice_issue import Desk
from domain.scheme import Scheme
from domain.task_state import Task
from projections.task_state import schemes
from service import known
from service.app import App
from service.as_known import folded
from service.enter_task import last_number
from service.known import Folds


@dataclass(frozen=True, slots=True)
class Proposed:
    """A session as it is shown: `tag` changes with what is proposed or drafted, and says as of which position."""

    sitting: Sitting
    proposals: list[Proposal]
    draft: Draft | None
    tag: str


def proposed(app: App, scheme_id: str, node: str) -> Proposed:
    """Return the proposals of every task at a node, now. Raises: AbsentError, InvalidError for an unknown node."""
    position = app.store.position()  # before folding: what is written meanwhile counts as later
    return _proposed(sitting_of(app.store, scheme_id, node, today(app)), position)


def scheme_lighting(app: App, node: str) -> str:
    """Return the one scheme that has the node. Raises: AbsentError when none has, InvalidError when several have."""
    with app.read.at() as db:
        every = schemes(db)
    found = [name for name in every if any(n.node == node for n in known.scheme_of(app.store, name).nodes)]
    if not found:
        raise AbsentError("node", node)
    if len(found) > 1:
        raise InvalidError("scheme", "name_the_scheme", node=node, known=found)
    return found[0]


def today(app: App) -> date:
    return app.clock.now().astimezone(app.settings.zone).date()


def sitting_of(turn: Folds, scheme_id: str, node: str, on: date) -> Sitting:
    """Raises: AbsentError for an unknown scheme, InvalidError for an unknown node."""
    scheme = known.scheme_of(turn, scheme_id)
    scheme.node(node)
    found = turn.fold(ids.lighting(scheme_id, node))
    return Sitting(node, desk_of(turn, scheme, on), tasks_of(turn, scheme),
                   found if isinstance(found, Lighting) else None)  # fmt: skip


def desk_of(turn: Folds, scheme: Scheme, on: date) -> Desk:
    """Return where notices are made on a day, with the last number its calendar year has given."""
    register = turn.fold(ids.register(notice_issue.register_of(on.year)))
    last = register.last if isinstance(register, Register) else 0
    return Desk(scheme, known.calendar(turn, scheme.year), on, last)


def tasks_of(turn: Folds, scheme: Scheme) -> dict[str, Task]:
    """Return the scheme's tasks: every number up to the last one its register gave, so that none is overlooked."""
    numbers = range(1, last_number(turn, scheme.scheme) + 1)
    found = (turn.fold(ids.task(ids.task_no(scheme.year, number))) for number in numbers)
    return {task.task_no: task for task in found if isinstance(task, Task) and task.scheme == scheme.scheme}


def check_tag(sitting: Sitting, position: int, tag: str | None) -> None:
    """Let pass when nothing has changed since the tag was given. Raises: ConflictError."""
    current = _proposed(sitting, position).tag
    if tag is not None and tag.partition(".")[0] != current.partition(".")[0]:
        stream = ids.lighting(sitting.desk.scheme.scheme, sitting.node)
        raise ConflictError(stream, expected=tag, current=current)


def what_changed(app: App, scheme_id: str, node: str, tag: str) -> list[Json]:
    """Return the tasks whose proposal is no longer what it was when the tag was given, and by which facts."""
    position = tag.partition(".")[2]
    if not (position.isascii() and position.isdigit()):
        return []
    now = proposed(app, scheme_id, node)
    desk = now.sitting.desk
    changed = []
    for proposal in now.proposals:
        lines = app.store.stream(ids.task(proposal.task_no))
        since = [line for line in lines if line.position > int(position)]
        was: Task | None = folded(lines[: len(lines) - len(since)])
        before = lights.propose(was, node, desk.scheme, desk.calendar, desk.today) if was else None
        if since and before != proposal:
            changed.append({"task_no": proposal.task_no, "was": before.light if before else None,
                            "light": proposal.light, "blocked_by": proposal.blocked_by,
                            "events": [line.name for line in since]})  # fmt: skip
    return changed


def _proposed(sitting: Sitting, position: int) -> Proposed:
    found = lighting.proposals(sitting)
    return Proposed(sitting, found, sitting.draft, f"{lighting.etag(found, sitting.draft)}.{position}")
