"""What a template may name: fields are text, lists or groups of fields; nothing else, so nothing else can be missing.

A contract is a plain dict: name → what stands there (a sentence), a dict (a group), or a list of one of these.
"""

from collections.abc import Iterator, Mapping
from typing import Any

Fields = Mapping[str, Any]
RECORD: Fields = {
    "position": "本件所据记录的条号",
    "recorded_at": "该条登记的时间（当地）",
    "digest": "要素摘要：format=json 所答各字节的 SHA-256",
}
HEAD: Fields = {
    "issuer": "发文机关，如 河源市人民政府",
    "office": "督查机构，如 河源市人民政府督查室",
    "scheme": {"title": "督查方案名称", "number": "督查方案文号"},
}


class UnknownFieldError(Exception):
    """A template names what its paper does not have."""

    def __init__(self, path: str) -> None:
        super().__init__(path)
        self.path = path


def step(node: Any, name: str, path: str) -> Any:
    """Return what a name leads to in a group. Raises: UnknownFieldError with the whole path."""
    if not isinstance(node, Mapping) or name not in node:
        raise UnknownFieldError(path)
    return node[name]


def sample(node: Any) -> Any:
    """Return values for every field, two in each list: what a template is tried with."""
    if isinstance(node, Mapping):
        return {name: sample(inner) for name, inner in node.items()}
    return [sample(node[0])] * 2 if isinstance(node, list) else "示例"


def blank(node: Any) -> Any:
    """Return the same with nothing filled in."""
    if isinstance(node, Mapping):
        return {name: blank(inner) for name, inner in node.items()}
    return [] if isinstance(node, list) else ""


def misfits(node: Any, value: Any, path: str = "") -> Iterator[str]:
    """Give the places where values are not of the contract's shape."""
    if isinstance(node, Mapping):
        if not isinstance(value, Mapping) or set(value) != set(node):
            yield path or "(whole)"
            return
        for name, inner in node.items():
            yield from misfits(inner, value[name], f"{path}.{name}".lstrip("."))
    elif isinstance(node, list):
        if not isinstance(value, list):
            yield path
            return
        for place, part in enumerate(value):
            yield from misfits(node[0], part, f"{path}[{place}]")
    elif not isinstance(value, str):
        yield path


def listed(node: Any, path: str = "") -> Iterator[tuple[str, str]]:
    """Give every field with what stands in it, as docs/papers.md lists them; `[]` marks what repeats."""
    if isinstance(node, Mapping):
        for name, inner in node.items():
            yield from listed(inner, f"{path}.{name}".lstrip("."))
    elif isinstance(node, list):
        yield from listed(node[0], f"{path}[]")
    else:
        yield path, node
