"""The read database: one door to every table a question is answered from (docs/decisions/080)."""

from projections.store.read_store import NotCaughtUpError, ReadStore

__all__ = ["NotCaughtUpError", "ReadStore"]
