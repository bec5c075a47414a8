"""How a scheme's bulletins are named and numbered: a scheme's data (二(四), D-120)."""

from collections.abc import Mapping
from dataclasses import dataclass

from domain.errors import InvalidError
from domain.scheme_reader import Reader

REGULAR, LIVELIHOOD = "regular", "livelihood"
KINDS = (REGULAR, LIVELIHOOD)


@dataclass(frozen=True, slots=True)
class BulletinRules:
    names: Mapping[str, str]  # kind → what it is called: 河源政务督查
    number: str  # 第{n}期
    clause: str


PLAIN = BulletinRules({}, "第{n}期", "二(四)")  # a scheme that does not name its bulletins has nameless ones


def parse(content: Reader) -> BulletinRules:
    """Read a scheme's part `bulletins`, if it has one. Raises: InvalidError naming the path."""
    if "bulletins" not in content.content:
        return PLAIN
    reader = content.part("bulletins")
    names = reader.part("names")
    for kind in names.content:
        if kind not in KINDS:
            raise InvalidError(f"bulletins.names.{kind}", "unknown_bulletin_kind", kind=kind, known=list(KINDS))
    number = reader.text("number")
    if number.count("{") != 1 or "{n}" not in number or number.count("}") != 1:
        raise InvalidError("bulletins.number", "needs_a_number", value=number)
    return BulletinRules({kind: names.text(kind) for kind in names.content}, number, reader.text("clause"))
