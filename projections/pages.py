"""A page of a list that is kept in order of `place`: which rows, and where the next page goes on."""

from collections.abc import Mapping, Sequence
from typing import Any

from projections.model import Db

Condition = tuple[str, Sequence[Any]]


def page(
    db: Db, table: str, key: str, *, columns: str, where: Sequence[Condition] = (), equal: Mapping[str, Any],
    cursor: str | None, limit: int,
) -> tuple[list[Any], str | None]:  # fmt: skip
    """Return the rows in order of `place`, and the `key` after which the next page goes on; None on the last page.

    `where`: conditions with their parameters. `equal`: what columns must hold, None for whatever they hold.
    """
    conditions: list[Condition] = [("1", ()), *where]
    conditions += [(f"{column} = ?", (value,)) for column, value in equal.items() if value is not None]
    if cursor is not None:
        conditions.append((f"place > (SELECT place FROM {table} WHERE {key} = ?)", (cursor,)))
    named = " AND ".join(condition for condition, _ in conditions)
    parameters = [value for _, values in conditions for value in values]
    sql = f"SELECT {key}, {columns} FROM {table} WHERE {named} ORDER BY place LIMIT ?"
    # One row more than asked for: it only tells that there are more.
    rows = db.execute(sql, [*parameters, limit + 1]).fetchall()
    shown = rows[:limit]
    return shown, shown[-1][key] if len(rows) > limit else None
