"""When an interview (约谈) is called for, its levels, who approves and leads it: a scheme's data (二(三), D-100)."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from domain.errors import InvalidError
from domain.scheme_reader import Reader

RANKS = ("leader", "principal_leader")


@dataclass(frozen=True, slots=True)
class Level:
    """How high an interview is: whose approval it needs, and holders of which ranks may lead it."""

    level: int
    approved_by: str  # a rank; a higher one may always
    hosted_by: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class InterviewRules:
    levels: tuple[Level, ...]  # the lowest first
    lights: Mapping[str, int]  # which lights call for an interview, and at which level
    not_rectified: int | None  # the level a failed rectification calls for
    least_commitments: int  # that a record must hold for each unit
    number: str  # of the written notice: 河督约〔{year}〕{n}号
    archive_number: str
    clause: str

    def level(self, number: int) -> Level:
        """Return the level. Raises: InvalidError."""
        for level in self.levels:
            if level.level == number:
                return level
        raise InvalidError("level", "unknown_level", level=number, known=[level.level for level in self.levels])


NONE = InterviewRules((), {}, None, 0, "", "", "二(三)")  # a scheme that says nothing of interviews has none


def parse(content: Reader, lights: Collection[str]) -> InterviewRules:
    """Read a scheme's part `interviews`, if it has one. Raises: InvalidError naming the path."""
    if "interviews" not in content.content:
        return NONE
    reader = content.part("interviews")
    levels = tuple(_level(row) for row in reader.rows("levels"))
    by_light = reader.part("lights")
    rules = InterviewRules(
        levels=tuple(sorted(levels, key=lambda level: level.level)),
        lights={light: by_light.whole(light) for light in by_light.content},
        not_rectified=reader.whole("not_rectified") if "not_rectified" in reader.content else None,
        least_commitments=reader.whole("least_commitments"),
        number=_number(reader, "number"),
        archive_number=_number(reader, "archive_number"),
        clause=reader.text("clause"),
    )
    known = {level.level for level in levels}
    if len(known) < len(levels):
        raise InvalidError("interviews.levels", "level_named_twice")
    for light, level in rules.lights.items():
        if light not in lights:
            raise InvalidError(f"interviews.lights.{light}", "unknown_light", light=light)
        _check("interviews.lights." + light, level, known)
    if rules.not_rectified is not None:
        _check("interviews.not_rectified", rules.not_rectified, known)
    return rules


def _level(row: Reader) -> Level:
    level = Level(row.whole("level"), row.text("approved_by"), row.texts("hosted_by"))
    for name, ranks in (("approved_by", (level.approved_by,)), ("hosted_by", level.hosted_by)):
        for rank in ranks:
            if rank not in RANKS:
                raise InvalidError(f"{row.path}.{name}", "unknown_rank", value=rank)
    if not level.hosted_by:
        raise InvalidError(f"{row.path}.hosted_by", "missing")
    return level


def _number(reader: Reader, name: str) -> str:
    """Return a pattern of paper numbers: a year and a number, both of them, in any order."""
    pattern = reader.text(name)
    if pattern.count("{") != 2 or not all(part in pattern for part in ("{year}", "{n}")):
        raise InvalidError(f"{reader.path}.{name}", "needs_year_and_n", value=pattern)
    return pattern


def _check(where: str, level: int, known: Collection[int]) -> None:
    if level not in known:
        raise InvalidError(where, "unknown_level", level=level, known=sorted(known))
