"""What a write's answer says of the stream it moved."""

from service.event_store import Written


def last_version(written: Written, stream: str) -> int:
    """Return the version the write left the stream at, as the record says it, also when it is replayed."""
    return next(line.version for line in reversed(written.lines) if line.stream == stream)
