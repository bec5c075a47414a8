"""A paper as gathered: its fields, the position they are of, and the digest both formats carry."""

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from hashlib import sha256
from typing import Any

import msgspec

_encode = msgspec.json.Encoder(order="deterministic").encode


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
        return _encode({**self.fields, "paper": self.paper, "record": record})

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
