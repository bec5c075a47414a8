"""One line of the table: what was measured on our side and on the other, the figure to reach, whether it is reached."""

from dataclasses import dataclass
from statistics import median
from unicodedata import east_asian_width


@dataclass(frozen=True, slots=True)
class Row:
    """`ratio` is what is compared with the figure; `at_most`: smaller is better. No figure: told, not judged."""

    name: str
    ours: str
    floor: str
    ratio: float
    figure: float | None = None
    at_most: bool = False
    unit: str = "×"  # of ratio and figure
    spread: tuple[float, ...] = ()  # the same ratio, part by part

    @property
    def reached(self) -> bool | None:
        if self.figure is None:
            return None
        return self.ratio <= self.figure if self.at_most else self.ratio >= self.figure

    def cells(self) -> tuple[str, ...]:
        figure = "" if self.figure is None else f"{'≤' if self.at_most else '≥'} {self.figure:g} {self.unit}"
        spread = f"{min(self.spread):.3g}…{max(self.spread):.3g}" if len(self.spread) > 1 else ""
        said = {True: "reached", False: "NOT reached", None: ""}[self.reached]
        return (self.name, self.ours, self.floor, f"{self.ratio:.3g} {self.unit}", spread, figure, said)


HEAD = ("row", "ours", "floor", "ratio", "spread", "to reach", "")


def table(rows: list[Row]) -> str:
    """Return the rows as a Markdown table whose columns also line up in a terminal."""
    lines = [HEAD, *(row.cells() for row in rows)]
    widths = [max(_width(line[column]) for line in lines) for column in range(len(HEAD))]
    told = ["| " + " | ".join(_padded(cell, width) for cell, width in zip(line, widths, strict=True)) + " |"
            for line in lines]  # fmt: skip
    told.insert(1, "|" + "|".join("-" * (width + 2) for width in widths) + "|")
    return "\n".join(told)


def ratio_of(name: str, ours: list[float], floor: list[float], *, digits: str = "{:.3f} ms", **judged: object) -> Row:
    """Return the row of two times (smaller is faster): the floor's median as a share of ours, part by part beside it.

    `judged["at_most"]` turns the ratio round: how many times the floor's time ours is.
    """
    turned = bool(judged.get("at_most"))
    pairs = [(mine / theirs if turned else theirs / mine) for mine, theirs in zip(ours, floor, strict=True)]
    mine, theirs = median(ours), median(floor)
    ratio = mine / theirs if turned else theirs / mine
    return Row(name, digits.format(mine), digits.format(theirs), ratio, spread=tuple(pairs), **judged)  # type: ignore[arg-type]


def _width(text: str) -> int:
    return sum(2 if east_asian_width(char) in "WF" else 1 for char in text)


def _padded(text: str, width: int) -> str:
    return text + " " * (width - _width(text))
