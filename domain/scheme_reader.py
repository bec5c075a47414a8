"""Reads a scheme's content piece by piece and names the path of what is missing or of the wrong kind."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from domain.errors import InvalidError

_MISSING: Any = object()
_GREATEST = 1_000_000  # no score has use for more, and larger ones lose digits


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads one mapping and names the path of what is missing or of the wrong kind."""

    content: Mapping[str, Any]
    path: str

    def _at(self, key: str) -> str:
        return f"{self.path}.{key}" if self.path else key

    def _get(self, key: str, kind: type | tuple[type, ...], default: Any = _MISSING) -> Any:
        value = self.content.get(key, default)
        if value is _MISSING:
            raise InvalidError(self._at(key), "missing")
        if value is not default and (not isinstance(value, kind) or isinstance(value, bool)):
            raise InvalidError(self._at(key), "wrong_kind", value=str(value))
        return value

    def text(self, key: str, default: Any = _MISSING) -> str:
        return str(self._get(key, str, default))

    def whole(self, key: str) -> int:
        return int(self._get(key, int))

    def number(self, key: str) -> Decimal:
        value = self._get(key, (int, float, str))
        try:
            number = Decimal(str(value))
        except InvalidOperation:
            raise InvalidError(self._at(key), "not_a_number", value=str(value)) from None
        if not number.is_finite() or abs(number) > _GREATEST:
            raise InvalidError(self._at(key), "out_of_range", value=str(value))
        return number

    def numbers(self, key: str) -> dict[str, Decimal]:
        part = self.part(key)
        return {name: part.number(name) for name in part.content}

    def day(self, key: str) -> date:
        value = self._get(key, (str, date))
        try:
            return value if isinstance(value, date) else date.fromisoformat(value)
        except ValueError:
            raise InvalidError(self._at(key), "not_a_date", value=str(value)) from None

    def texts(self, key: str, default: Any = _MISSING) -> tuple[str, ...]:
        value = self._get(key, (list, tuple), default)
        if not all(isinstance(part, str) for part in value):
            raise InvalidError(self._at(key), "wrong_kind", value=str(value))
        return tuple(value)

    def part(self, key: str) -> "Reader":
        return Reader(self._get(key, Mapping), self._at(key))

    def rows(self, key: str) -> list["Reader"]:
        rows: Sequence[Any] = self._get(key, (list, tuple))
        for place, row in enumerate(rows):
            if not isinstance(row, Mapping):
                raise InvalidError(f"{self._at(key)}.{place}", "wrong_kind", value=str(row))
        return [Reader(row, f"{self._at(key)}.{place}") for place, row in enumerate(rows)]
