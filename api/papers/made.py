"""A paper as gathered: its fields, the position they are of, and the digest both formats carry."""

import re
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from hashlib import sha256
from typing import Any

import msgspec

_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ufffe\uffff]")
_encode = msgspec.json.Encoder(order="deterministic").encode


def _printable(value: Any) -> Any:
    """Return fields without what is no character of a document: controls that Word and XML refuse or obey."""
    if isinstance(value, str):
        return _CONTROLS.sub(" ", value)
    if isinstance(value, list):
        return [_printable(part) for part in value]
    return {name: _printable(part) for name, part in value.items()}


@dataclass(frozen=True)
class Made:
    """`recorded_at` is local, of the line at `position`: no other time enters the file. `of` names the thing shown."""

    paper: str
    of: str
    position: int
    recorded_at: datetime
    fields: dict[str, Any]

    @cached_property
    def content(self) -> bytes:
        """Return the fields as JSON, keys sorted: what the digest is of."""
        record = {"position": str(self.position), "recorded_at": f"{self.recorded_at:%Y-%m-%d %H:%M:%S}"}
        return _encode({**_printable(self.fields), "paper": self.paper, "record": record})

    @cached_property
    def digest(self) -> str:
        return sha256(self.content).hexdigest()

    @cached_property
    def context(self) -> dict[str, Any]:
        """Return everything a template may name; what is of no line of the record tells none, nor a digest."""
        context: dict[str, Any] = msgspec.json.decode(self.content)
        del context["paper"]
        if self.position:
            context["record"]["digest"] = self.digest
        else:
            del context["record"]
        return context
