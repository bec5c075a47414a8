"""Words in place of content digests; what was erased by law is null and says so."""

from collections.abc import Mapping
from typing import Any


def with_words(row: Mapping[str, Any], words: Mapping[str, str], field: str = "text") -> dict[str, Any]:
    """Return the row with the words of one field, and whether they were erased."""
    digest = row[field]
    said = words.get(digest) if digest else None
    return {**row, field: said, "erased": bool(digest) and said is None}
