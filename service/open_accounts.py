"""A sheet of accounts: each row an account, opened in one append; their codes are in the answer alone (D-033)."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from domain import actors
from domain.errors import InvalidError
from projections import frame
from service.act import Act
from service.app import App
from service.event_store import Turn
from service.import_notice import unit_codes
from service.open_account import code_for, decided
from service.posts_by_title import PostsByTitle
from service.row_by_row import Answered, Decided, SheetRow, Upload, write_rows


@dataclass(frozen=True, slots=True)
class AccountRow:
    """An account as written: unit by code or name, posts by id, title or holder."""

    account: str
    role: str
    unit: str | None
    posts: tuple[str, ...]


class Accounts(NamedTuple):
    answered: Answered
    codes: Mapping[str, str | None]  # account → one-time code; None: a repetition after it was activated


def open_accounts(app: App, act: Act, upload: Upload, rows: Sequence[SheetRow[AccountRow]]) -> Accounts:
    """Open the rows' accounts. Raises: what the store raises."""
    actors.require("open_account", act.actor)
    with app.read.at() as db:
        post_ids = [str(row["post"]) for row in frame.post_ids(db)]
    names = [row.said.unit for row in rows if isinstance(row.said, AccountRow) and row.said.unit]

    def rules(turn: Turn) -> Callable[[AccountRow], Decided]:
        codes, posts = unit_codes(turn, names), PostsByTitle(turn, post_ids)
        taken: set[str] = set()

        def rule(row: AccountRow) -> Decided:
            if row.account in taken:
                raise InvalidError("account", "workbook.row_twice", task_no=row.account, period="")
            facts = decided(
                turn, account=row.account, role=row.role, unit=codes.get(row.unit or "", row.unit),
                posts=tuple(_post(posts, written) for written in row.posts),
            )  # fmt: skip
            taken.add(row.account)
            return Decided(facts)

        return rule

    answered = write_rows(app, act, upload, rows, rules)
    opened = [row.line.event.account for row in answered.accepted]
    return Accounts(answered, {name: code_for(app, name, replayed=answered.written.replayed) for name in opened})


def _post(posts: PostsByTitle, written: str) -> str:
    """Return the post's id. Raises: InvalidError for one that is not there: accounts create no posts."""
    found = posts.known(written)
    if found is None:
        raise InvalidError("posts", "unknown_post", post=written)
    return found
