"""Activation slips (激活码单): one for each account just opened, to be cut and handed over; kept nowhere."""

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import Any

from api.closed_words import chinese
from api.papers.contract import Fields
from api.papers.made import Made
from service.accounts import CODE_VALID
from service.settings import Settings, load

NAME = "slips"
FIELDS: Fields = {
    "slips": [
        {
            "account": "账号", "role": "角色", "unit": "单位；没有为空", "posts": "岗位；没有为空",
            "code": "一次性激活码",
        }
    ],
    "valid_days": "激活码有效天数",
}  # fmt: skip
_ANY_TIME = datetime(2000, 1, 1, tzinfo=UTC)  # they are of no line of the record


def slips(accounts: Iterable[Mapping[str, Any]], format_: str, settings: Settings | None = None) -> bytes:
    """Return the slips of accounts just opened as a `pdf` or `docx`; nothing is written to disk.

    `accounts`: account, role, unit, posts and code of each. Raises: as `api.papers.papers.written`.
    """
    from api.papers.papers import written  # it lists this paper among the others

    return written(made(accounts), format_, settings or load())


def made(accounts: Iterable[Mapping[str, Any]]) -> Made:
    """Return what the slips say."""
    rows = [
        {
            "account": one["account"], "role": chinese("role", one["role"]), "unit": one["unit"] or "",
            "posts": "、".join(one["posts"]), "code": one["code"],
        }
        for one in accounts
    ]  # fmt: skip
    return Made(NAME, "accounts", 0, _ANY_TIME, {"slips": rows, "valid_days": str(CODE_VALID.days)})
