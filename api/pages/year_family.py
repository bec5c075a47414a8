"""What the pages of the year's end, of bulletins, of the public and of the rules in force share."""

from collections.abc import Mapping
from typing import Any

from api.closed_words import VOCABULARY


def in_order(found: Mapping[str, Any], vocabulary: str) -> dict[str, Any]:
    """Return what is kept under words of a vocabulary in the vocabulary's order; words it does not have come last."""
    known = VOCABULARY[vocabulary]
    return {word: found[word] for word in (*(w for w in known if w in found), *(w for w in found if w not in known))}
