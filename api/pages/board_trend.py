"""How the lights moved from node to node: lengths of a picture's bars, and the change since the node before."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

LIGHTS = ("green", "yellow", "red", "none")
_LEFT, _WIDTH, _ROW, _LEAST = 44.0, 308.0, 31, 5.0


@dataclass(frozen=True, slots=True)
class Bar:
    """A piece of a node's bar: where it lies, and whether a figure fits inside."""

    light: str
    tasks: int
    x: float
    width: float

    @property
    def middle(self) -> float:
        return self.x + self.width / 2


@dataclass(frozen=True, slots=True)
class AtNode:
    node: str
    y: int
    counts: dict[str, int]
    bars: list[Bar]


@dataclass(frozen=True, slots=True)
class Trend:
    nodes: list[AtNode]
    height: int

    @property
    def changes(self) -> dict[str, int]:
        """Return by how much each count differs from the node before; empty at the first node."""
        if len(self.nodes) < 2:
            return {}
        before, last = self.nodes[-2].counts, self.nodes[-1].counts
        return {light: last[light] - before[light] for light in LIGHTS}


def trend(tasks: Sequence[dict[str, Any]]) -> Trend:
    """Return the lights of the tasks in force at each node that has been lit; a deferred one is not assessed yet."""
    in_force = [task for task in tasks if task["state"] != "withdrawn"]
    at = zip(*(task["nodes"] for task in in_force), strict=True) if in_force else ()
    lit = [column for column in at if any(node["light"] for node in column)]
    nodes = [_at_node(column, place) for place, column in enumerate(lit)]
    return Trend(nodes, _ROW * len(nodes))


def _at_node(column: Iterable[dict[str, Any]], place: int) -> AtNode:
    rows = list(column)
    found = Counter(node["light"] if node["light"] in LIGHTS else "none" for node in rows)
    counts = {light: found[light] for light in LIGHTS}
    return AtNode(rows[0]["node"], _ROW * place, counts, _bars(counts, len(rows)))


def _bars(counts: dict[str, int], total: int) -> list[Bar]:
    """Return the bars side by side; one task is still to be seen among two hundred."""
    shown = {light: tasks for light, tasks in counts.items() if tasks}
    room = _WIDTH - 2 * (len(shown) - 1) - _LEAST * len(shown)
    bars, x = [], _LEFT
    for light, tasks in shown.items():
        width = _LEAST + room * tasks / total
        bars.append(Bar(light, tasks, round(x, 1), round(width, 1)))
        x += width + 2
    return bars
