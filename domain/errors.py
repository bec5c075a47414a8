"""What the domain says when it refuses: each refusal carries its reason and the clause it rests on."""


class DuchaError(Exception):
    """Anything Ducha refuses knowingly; never raised itself."""


class RefusedError(DuchaError):
    """A rule forbids the act.

    `reason` is a stable English slug such as `report.too_late_to_replace`; the sentence for people is
    rendered at the edge. `clause` names the scheme's clause or our decision. `details` fills the sentence.
    """

    def __init__(self, reason: str, *, clause: str, **details: object) -> None:
        super().__init__(f"{reason} [{clause}]")
        self.reason = reason
        self.clause = clause
        self.details = details


class AbsentError(DuchaError):
    """The thing does not exist, or this actor may not know that it does: both answer alike."""

    def __init__(self, kind: str, name: str) -> None:
        super().__init__(f"{kind} {name}")
        self.kind = kind
        self.name = name


class ErasedError(DuchaError):
    """The content was erased by law; `ground` is the law and article, `erasure` the id of the erasure."""

    def __init__(self, erasure: str, ground: str) -> None:
        super().__init__(f"erased by {erasure} [{ground}]")
        self.erasure = erasure
        self.ground = ground


class ForbiddenError(DuchaError):
    """The actor's role has no power to do this at all (`domain.actors`)."""

    def __init__(self, verb: str, role: str) -> None:
        super().__init__(f"{role} may not {verb}")
        self.verb = verb
        self.role = role


class ConflictError(DuchaError):
    """The stream has moved on since the caller looked (`If-Match`); `details` say what changed, where it is known."""

    def __init__(self, stream: str, *, expected: str, current: str, **details: object) -> None:
        super().__init__(f"{stream}: expected {expected}, is {current}")
        self.stream = stream
        self.expected = expected
        self.current = current
        self.details = details


class InvalidError(DuchaError):
    """A value cannot be read or used; `field` is a path such as `nodes.2.limit_on` or a cell such as `B7`."""

    def __init__(self, field: str, reason: str, **details: object) -> None:
        super().__init__(f"{field}: {reason}")
        self.field = field
        self.reason = reason
        self.details = details
