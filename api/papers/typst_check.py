"""Whether a typst template names only fields of its paper; if not, on which line.

typst finds a wrong name only where it gets to, so branches it would not take are read here by their words: `paper.…`,
and what `for x in …` and `let x = …` make of it. What is left is found by writing the template with sample fields.
"""

import re
from collections.abc import Iterator, Mapping
from operator import itemgetter
from pathlib import Path
from typing import Any

from api.papers import contract as c
from api.papers.pdf import TemplateFaultError, try_out

_PATH = r"[a-z_][\w-]*(?:\.[a-z_]\w*)*"
_BOUND = re.compile(
    rf"\bfor\s+(?P<each>\w+)\s+in\s+(?P<of>{_PATH})(?P<call>\(?)"
    rf"|\blet\s+(?P<same>\w+)\s*=\s*(?P<as>{_PATH})(?P<called>\(?)"
    rf"|(?P<list>{_PATH})\.(?:map|filter)\(\s*(?P<given>\w+)\s*=>"
    rf"|\blet\s+\w+\((?P<taken>[^()]*)\)|\((?P<several>[\w\s,-]+)\)\s*(?:=>|in\b)"
)
_NAMED = re.compile(rf"(?<![\w.\"-])(?P<path>{_PATH})(?P<call>\(?)")
_COMMENT = re.compile(r"(?<!:)//.*")
PAPER = "paper"


def faults(template: bytes, page: bytes, contract: Mapping[str, Any], root: Path) -> Iterator[tuple[str, str]]:
    """Give place and fault of everything that is wrong; what only writing shows, once the names are right."""
    found = [
        (f"第 {line} 行", f"没有字段 {path}") for line, path in unknown(template.decode("utf-8", "replace"), contract)
    ]
    yield from found
    if found:
        return
    for filled in (c.sample(contract), c.blank(contract)):
        try:
            try_out(template, page, filled, root=root)
        except TemplateFaultError as fault:
            line = fault.place.partition(":")[0]
            yield (f"第 {line} 行" if line.isdigit() else fault.place), fault.fault
            return


def unknown(source: str, contract: Mapping[str, Any]) -> Iterator[tuple[int, str]]:
    """Give line and path of every field that is named and not there."""
    scope: dict[str, Any] = {PAPER: contract}
    for number, line in enumerate(source.split("\n"), 1):
        said = _COMMENT.sub("", line)
        # in the order of reading: a name stands for something from where it is bound
        found = [(m.start(), m) for m in _NAMED.finditer(said)] + [(m.end(), m) for m in _BOUND.finditer(said)]
        for _, match in sorted(found, key=itemgetter(0)):
            if match.re is _BOUND:
                _bind(scope, match)
                continue
            parts = _parts(match["path"], match["call"])
            if len(parts) > 1 and parts[0] in scope:
                try:
                    _leads_to(scope, parts)
                except c.UnknownFieldError as error:
                    yield number, error.path


def _bind(scope: dict[str, Any], bound: "re.Match[str]") -> None:
    """Remember what a name stands for; one that is bound to something else is no field any more."""
    for taken in re.findall(r"[\w-]+", bound["taken"] or bound["several"] or ""):
        scope.pop(taken if taken != PAPER else "", None)
    name = bound["each"] or bound["same"] or bound["given"]
    if name is None or name == PAPER:
        return
    parts = _parts(bound["of"] or bound["as"] or bound["list"], bound["call"] or bound["called"])
    scope.pop(name, None)
    if parts[0] not in scope:
        return
    try:
        node = _leads_to(scope, parts)
    except c.UnknownFieldError:
        return
    if bound["same"]:
        scope[name] = node
    elif isinstance(node, list):
        scope[name] = node[0]


def _parts(path: str, call: str | None) -> list[str]:
    """Return the names of a path; the last of `x.y.len(` is typst's own."""
    parts = path.split(".")
    return parts[:-1] if call and len(parts) > 1 else parts


def _leads_to(scope: Mapping[str, Any], parts: list[str]) -> Any:
    node: Any = scope
    for place, name in enumerate(parts):
        node = c.step(node, name, ".".join(parts[: place + 1]))
    return node
