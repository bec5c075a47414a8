"""Hands a day's reminders to a channel through apprise (extra `notify`); the only place that knows apprise."""

import importlib.util
from collections.abc import Iterable, Sequence
from datetime import date
from itertools import groupby
from typing import Any

from api.closed_words import chinese
from domain.duties import OFFICE
from service.deliver import UndeliveredError
from service.reminder_settings import Address

TITLE = "督查催办 {day}"
LINE = "{moment}：{task_no} {kind}（{period}），{due_on} 前"
OWN = "督查室"


def is_installed() -> bool:
    return importlib.util.find_spec("apprise") is not None


def send(address: Address, day: date, reminders: Sequence[dict[str, Any]]) -> None:
    """Send one message. Raises: UndeliveredError."""
    import apprise
    from apprise.common import OverflowMode

    channel = apprise.Apprise.instantiate(address.url, suppress_exceptions=True)
    if channel is None:
        raise UndeliveredError("no_such_channel")
    channel.overflow_mode = OverflowMode.SPLIT  # rather two messages than half of one
    group = apprise.Apprise()
    group.add(channel)
    if not group.notify(title=TITLE.format(day=day), body=text_of(reminders), body_format="text"):
        raise UndeliveredError("channel_refused")


def text_of(reminders: Iterable[dict[str, Any]]) -> str:
    """Return the message: unit by unit, each duty with its due day; no person, no report text."""
    parts = []
    for unit, rows in groupby(reminders, key=lambda row: row["unit"]):
        told = list(rows)
        name = OWN if unit == OFFICE else told[0]["unit_name"] or unit
        parts.append("\n".join([f"【{name}】", *map(_line, told)]))
    return "\n\n".join(parts)


def _line(row: dict[str, Any]) -> str:
    return LINE.format(
        moment=chinese("reminder_moment", row["moment"]), task_no=row["task_no"] or "", due_on=row["due_on"],
        kind=chinese("duty_kind", row["kind"]), period=row["period"],
    ).replace("： ", "：")  # fmt: skip
