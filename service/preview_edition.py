"""What the drafted edition would say if it were issued now: for the office, before it is (一(二), D-155)."""

from domain import editions, ids
from domain.editions import Differences, Draft, Editions
from domain.errors import AbsentError
from service.app import App
from service.issue_edition import tasks_of


def preview_edition(app: App, *, scheme: str, edition: int) -> tuple[Draft, Differences]:
    """Return the standing draft and the list as it stands now. Raises: AbsentError when no such draft stands."""
    found = app.store.fold(ids.editions(scheme))
    if not isinstance(found, Editions) or found.draft is None or found.draft.edition != edition:
        raise AbsentError("edition", f"{scheme}/{edition}")
    return found.draft, editions.differences(found, tasks_of(app.store, scheme))
