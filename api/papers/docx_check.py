"""Whether a Word template names only fields of its paper; if not, in which paragraph."""

import re
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from io import BytesIO
from typing import Any

from jinja2 import TemplateError, TemplateSyntaxError, nodes

from api.papers import contract as c
from api.papers.contract import UnknownFieldError, step
from api.papers.docx import environment, written

_LOOP = dict.fromkeys(("index", "index0", "first", "last", "length", "revindex"), "")
_TEXT = ""  # what filters and expressions give: nothing to name in it
Scope = Mapping[str, Any]


def faults(template: bytes, contract: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Give place and fault of everything that is wrong: a field that is not there, a tag that is not closed."""
    try:
        parts = list(_parts(template))
    except Exception as error:  # noqa: BLE001 - whatever a zip or XML reader says of a file that is no document
        yield "文件", f"不是 Word 文档（{type(error).__name__}）"
        return
    for part, xml in parts:
        lines = xml.split("\n")
        try:
            tree = environment().parse(xml)
        except TemplateSyntaxError as error:
            yield _place(part, lines, error.lineno), str(error.message)
            continue
        except TemplateError as error:
            yield part, str(error)
            continue
        for lineno, path in _walk(tree, dict(contract)):
            yield _place(part, lines, lineno), f"没有字段 {path}"


def tried(template: bytes, contract: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Give what only filling the template shows: tags across the cells of a table, a filter that does not fit."""
    for filled in (c.sample(contract), c.blank(contract)):
        try:
            written(template, filled, at=datetime(2020, 1, 1, tzinfo=UTC))
        except Exception as error:  # noqa: BLE001 - a template may break in as many ways as the libraries have errors
            yield "全文", f"不能填写（{type(error).__name__}：{str(error)[:200]}）"
            return


def _parts(template: bytes) -> Iterator[tuple[str, str]]:
    """Give body, headers and footers as docxtpl reads them, each paragraph on its own line."""
    from docxtpl import DocxTemplate

    document = DocxTemplate(BytesIO(template))
    document.init_docx()
    yield "正文", _lined(document, document.get_xml())
    for uri, called in ((document.HEADER_URI, "页眉"), (document.FOOTER_URI, "页脚")):
        for _, part in document.get_headers_footers(uri):
            yield called, _lined(document, document.get_part_xml(part))


def _lined(document: Any, xml: str) -> str:
    numbered = re.sub(r"<w:p(?=[ >])", "\n<w:p", xml.replace("\n", " "))
    patched: str = document.patch_xml(numbered)
    return patched


def _place(part: str, lines: list[str], lineno: int) -> str:
    """Line 1 stands before the first paragraph, so line n + 1 is paragraph n."""
    said = re.sub(r"<[^>]+>", "", lines[lineno - 1]).strip()[:40] if lineno <= len(lines) else ""
    return f"{part}第 {max(lineno - 1, 1)} 段“{said}”"


def _walk(node: nodes.Node, scope: dict[str, Any]) -> Iterator[tuple[int, str]]:
    if isinstance(node, nodes.For):
        yield from _for(node, scope)
        return
    if isinstance(node, nodes.Assign) and isinstance(node.target, nodes.Name):
        yield from _walk(node.node, scope)
        scope[node.target.name] = _quiet(node.node, scope)
        return
    if isinstance(node, nodes.Call):
        yield node.lineno, "（不能调用函数）"
        return
    if isinstance(node, (nodes.Name, nodes.Getattr, nodes.Getitem)):
        try:
            _type(node, scope)
        except UnknownFieldError as unknown:
            yield node.lineno, unknown.path
        return
    for child in node.iter_child_nodes():
        yield from _walk(child, scope)


def _for(node: nodes.For, scope: dict[str, Any]) -> Iterator[tuple[int, str]]:
    yield from _walk(node.iter, scope)
    inner = {**scope, "loop": _LOOP}
    if isinstance(node.target, nodes.Name):
        repeated = _quiet(node.iter, scope)
        inner[node.target.name] = repeated[0] if isinstance(repeated, list) else _TEXT
    for child in (node.test, *node.body, *node.else_):
        if child is not None:
            yield from _walk(child, inner)


def _type(node: nodes.Node, scope: Scope) -> Any:
    """Return what a name leads to in the contract. Raises: UnknownFieldError."""
    match node:
        case nodes.Name():
            return step(scope, node.name, node.name)
        case nodes.Getattr():
            return step(_type(node.node, scope), node.attr, _path(node))
        case nodes.Getitem(arg=nodes.Const(value=str())):
            return step(_type(node.node, scope), node.arg.value, _path(node))
        case nodes.Getitem():
            inner = _type(node.node, scope)
            return inner[0] if isinstance(inner, list) else _TEXT
    return _TEXT


def _quiet(node: nodes.Node, scope: Scope) -> Any:
    try:
        return _type(node, scope)
    except UnknownFieldError:
        return _TEXT


def _path(node: nodes.Node) -> str:
    match node:
        case nodes.Name():
            return node.name
        case nodes.Getattr():
            return f"{_path(node.node)}.{node.attr}"
        case nodes.Getitem(arg=nodes.Const()):
            return f"{_path(node.node)}.{node.arg.value}"
    return "…"
