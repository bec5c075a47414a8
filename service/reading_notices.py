"""A red-head document in, items and units out, checked against the counts that its own text states (annex 1).

Nothing here writes: the office looks at what was read, and enters it.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import combinations
from pathlib import Path
from typing import Any

from domain.errors import InvalidError
from service.reading_targets import candidate_targets
from service.reading_text import fold, paragraphs
from service.reading_units import is_group, named_units

_ASPECT = re.compile(r"^([一二三四五六七八九十]{1,3})[、.]\s*(?=\S)")
_ITEM = re.compile(r"^\(([一二三四五六七八九十]{1,3})\)\s*(?=\S)")
_POINT = re.compile(r"^(\d{1,2})[.、](?!\d)\s*(?=\S)")
_LEVELS = (_ASPECT, _ITEM, _POINT)
_ANNEX = re.compile(r"^附件\s*(\d*)[:.]?")
_DIVISION = re.compile(r"分工")
_TAIL = re.compile(r"^(?:公开方式|抄送|主题词|印发)|附件.*\.(?:docx?|xlsx?|pdf|wps|et)$|^[(]?此件")
_OWN_LINE = re.compile(r"^[(]?(?:牵头|责任|主办|配合|协办|参[加与]|部门|分工)[^,。]{0,6}:")
_STATED = {
    "aspects": re.compile(r"(\d+)\s*个方面"),
    "items": re.compile(r"(\d+)\s*大?项重点工作"),
    "tasks": re.compile(r"(?:目标|任务|工作)[^,;。]{0,30}?共\s*(\d+)\s*项"),
    "livelihood": re.compile(r"民生实事[^,;。]{0,4}共\s*(\d+)\s*项"),
    "total": re.compile(r"(?:总计|合计)\s*(\d+)\s*项"),
}
_SHORTEST_SHARED = 8  # characters two names must share before one is suggested as the other's alias
_LONGEST_INSERT = 4


@dataclass(slots=True)
class Heading:
    """One numbered paragraph with what follows it, until the next number."""

    level: int
    number: str
    text: str
    children: list["Heading"] = field(default_factory=list)


def read_notice(path: Path) -> dict[str, Any]:
    """Return what the notice holds, shaped as `import notice --dry-run --json` (docs/operate.md).

    Raises: InvalidError when the file cannot be read or no numbered work with units is found in it.
    """
    return read_paragraphs(paragraphs(path))


def read_paragraphs(lines: list[str], source: str = "file") -> dict[str, Any]:
    """As `read_notice`, from paragraphs; `source` is the field that they came in."""
    aspects = _outline(_annex(lines))
    items = [_item(label, aspect, leaf) for label, aspect, leaf in _leaves(aspects)]
    items = [item for item in items if item["units"] or item["references"]]
    if not items:
        raise InvalidError(source, "no_items_found", paragraphs=len(lines))
    units = list(dict.fromkeys(name for item in items for name in item["units"]))
    stated = _stated_counts(lines)
    kept = {item["aspect"] for item in items}
    return {
        "aspects": len(kept),
        "items": items,
        "units": units,
        "groups": [name for name in units if is_group(name)],
        "alias_suggestions": [list(pair) for pair in _alias_suggestions(units)],
        "stated_counts": stated,
        "differences": _differences(stated, aspects=len(kept), items=len(items)),
    }


def _annex(lines: list[str]) -> list[str]:
    """Return the paragraphs of the annex that divides the work, or all when the notice has no such annex."""
    keys = [fold(line) for line in lines]
    start = 0
    for place, key in enumerate(keys):
        heads_annex = _ANNEX.match(key) and len(key) <= 6
        if heads_annex and any(_DIVISION.search(k) for k in keys[place + 1 : place + 4]):
            start = place + 1
    end = next(
        (p for p in range(start, len(keys)) if _TAIL.search(keys[p]) or (_ANNEX.match(keys[p]) and len(keys[p]) <= 6)),
        len(keys),
    )
    return lines[start:end] if start else lines[: _end_of_body(keys)]


def _end_of_body(keys: list[str]) -> int:
    return next((p for p, key in enumerate(keys) if _TAIL.search(key)), len(keys))


def _outline(lines: Iterable[str]) -> list[Heading]:
    """Build the tree of numbered paragraphs; a paragraph without a number belongs to the one before it."""
    top: list[Heading] = []
    path: list[Heading] = []
    for line in lines:
        heading = _heading(line)
        if heading is None:
            if path:
                path[-1].text += ("\n" if _stands_alone(path[-1].text, line) else "") + line
            continue
        while path and path[-1].level >= heading.level:
            path.pop()
        (path[-1].children if path else top).append(heading)
        path.append(heading)
    return top


def _stands_alone(before: str, line: str) -> bool:
    """Tell a paragraph of its own from the rest of a line that was broken when the text was pasted."""
    return fold(before)[-1:] in "。;)]" or bool(_OWN_LINE.match(fold(line)))


def _heading(line: str) -> Heading | None:
    key = fold(line)
    for level, pattern in enumerate(_LEVELS):
        found = pattern.match(key)
        if found:
            return Heading(level, found[1], line[found.end() :])
    return None


def _leaves(headings: list[Heading], label: str = "", aspect: str = "") -> Iterable[tuple[str, str, Heading]]:
    for heading in headings:
        own = label + (f"({heading.number})" if heading.level == 1 else heading.number)
        if heading.children:
            yield from _leaves(heading.children, own, aspect or heading.number)
        else:
            yield own, aspect or heading.number, heading


def _item(label: str, aspect: str, leaf: Heading) -> dict[str, Any]:
    named, body = named_units(leaf.text)
    return {
        "label": label,
        "aspect": aspect,
        "title": _title(body),
        "units": named.units,
        "as_written": named.as_written,
        "lead": named.lead,
        "co": named.co,
        "presumed_lead": _presumed_lead(named.units) if not named.lead else None,
        "references": named.references,
        "targets": candidate_targets(body),
    }


def _title(body: str) -> str:
    """Return the heading: up to the first full stop, or the first colon if that comes before it."""
    return re.split(r"[。:：\n;；]", body.strip(), maxsplit=1)[0].strip()


def _presumed_lead(units: list[str]) -> str | None:
    """Return the first unit named, until the office confirms (S7); a group leads nothing."""
    return next((name for name in units if not is_group(name)), None)


def _alias_suggestions(units: list[str]) -> list[tuple[str, str]]:
    """Pair names of which one is the other with a few characters put in at one place; a person decides."""
    pairs = []
    for one, other in combinations(units, 2):
        short, long = sorted((one, other), key=len)
        if _put_in(fold(short), fold(long)):
            pairs.append((short, long))
    return pairs


def _put_in(short: str, long: str) -> bool:
    extra = len(long) - len(short)
    if not 0 <= extra <= _LONGEST_INSERT or len(short) < _SHORTEST_SHARED:
        return False
    return any(short == long[:place] + long[place + extra :] for place in range(len(short) + 1))


def _stated_counts(lines: list[str]) -> dict[str, int]:
    text = "\n".join(map(fold, lines))
    found = {name: pattern.search(text) for name, pattern in _STATED.items()}
    return {name: int(match[1]) for name, match in found.items() if match}


def _differences(stated: dict[str, int], **found: int) -> list[dict[str, Any]]:
    differences: list[dict[str, Any]] = [
        {"what": name, "stated": stated[name], "found": count}
        for name, count in found.items()
        if name in stated and stated[name] != count
    ]
    parts = [stated[name] for name in ("tasks", "livelihood") if name in stated]
    if "total" in stated and len(parts) == 2 and sum(parts) != stated["total"]:
        differences.append({"what": "total", "stated": stated["total"], "found": sum(parts)})
    return differences
