"""Pictures of figures, reckoned on the server: lights of each node as one bar in which every part has its number."""

from collections.abc import Mapping
from typing import Any

_WIDE, _LABEL, _HIGH, _STEP = 300, 64, 22, 32
_SHOWN = (("green", "fg"), ("yellow", ""), ("red", "fr"), ("none", "fn"))


def lights_by_node(by_node: Mapping[str, Mapping[str, int]]) -> dict[str, Any] | None:
    """Return the bars of the nodes that are lit; None before the first."""
    lit = {node: counts for node, counts in by_node.items() if any(counts.get(light) for light, _ in _SHOWN[:3])}
    most = max((sum(counts.get(light, 0) for light, _ in _SHOWN) for counts in lit.values()), default=0)
    if not most:
        return None
    bars = [
        {"node": node, "y": place * _STEP + 2, "parts": _parts(counts, most), "counts": counts}
        for place, (node, counts) in enumerate(lit.items())
    ]
    return {"bars": bars, "width": _LABEL + _WIDE + 8, "height": len(bars) * _STEP, "high": _HIGH, "label": _LABEL}


def _parts(counts: Mapping[str, int], most: int) -> list[dict[str, Any]]:
    parts, x = [], float(_LABEL)
    for light, shade in _SHOWN:
        count = counts.get(light, 0)
        if not count:
            continue
        width = round(count * (_WIDE - 12) / most, 1)
        parts.append({"light": light, "shade": shade, "count": count, "x": round(x, 1), "width": width})
        x += width + 3
    return parts
