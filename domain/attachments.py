"""Which files a line of the record names: what was handed in with the act, and the scan of its paper (代录)."""

from dataclasses import fields

from domain.events import NAMES
from domain.record import Recorded

# A field of one of these names holds files in every fact: a new fact's attachments are found without a list to keep.
FIELDS = frozenset({"files", "photos"})
_SPEAK_OF_FILES = frozenset({"content.erasure_proposed.v1", "content.erased.v1"})  # naming here is no handing in
ATTACHMENTS: dict[str, tuple[str, ...]] = {
    name: told
    for name, kind in NAMES.items()
    if name not in _SPEAK_OF_FILES and (told := tuple(f.name for f in fields(kind) if f.name in FIELDS))
}


def named_by(line: Recorded) -> tuple[str, ...]:
    """Return the digests of the files a line names, each once."""
    told = [digest for field in ATTACHMENTS.get(line.name, ()) for digest in getattr(line.event, field)]
    if line.meta.paper is not None:
        told.append(line.meta.paper)
    return tuple(dict.fromkeys(told))
