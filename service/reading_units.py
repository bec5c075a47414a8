"""The units a paragraph names: the last balanced bracket, marked roles, elliptic lists (rules: reading a notice)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from service.reading_text import fold

_OPENERS = {"(": ")", "[": "]", "〔": "〕"}
_CLOSERS = {closer: opener for opener, closer in _OPENERS.items()}
_UNIT_END = (
    "局|委|办|部|厅|院|署|处|所|会|团|社|校|联|台|馆|集团|公司|政府|中心|单位|军分区|管委会|办公室"
    "|支队|总队|法院|检察院|银行"
)
_LOOKS_LIKE_A_UNIT = re.compile(rf"(?:.{{2,}}(?:{_UNIT_END})(?:\([^)]*\))?|[市省县区]\S{{1,14}})")
_REFERENCE = re.compile(r"见附[件表录]")
_LABEL = r"(牵头(?:责任)?单位|责任(?:单位|部门)|主办单位|(?:配合|协办|参加|参与)(?:单位|部门)|部门分工|分工)"
_LABELLED = re.compile(_LABEL + ":")
_WHOLE_LABEL = re.compile(r"(?:^|[。;\n])\s*(?:" + _LABEL[1:-1] + "):")
_TRAILING = re.compile(
    r"(?:分别|共同|等|等单位|等部门)?(?:按照?(?:各自)?职责分工(?:分别|共同)?负责|按职责负责|分工负责|共同负责|负责)$"
)
_LEAD_MARK = re.compile(r"(?:共同)?牵头(?:负责|组织|组织实施)?$")
_CO_MARK = re.compile(r"(?:等(?:单位|部门)?)?(?:(?:按职责)?分工)?(?:配合|协办|参与|参加|协同)(?:落实|实施|负责)?$")
_GROUP = re.compile(r"各.*(?:单位|部门|政府(?:\(管委会\))?|县|区|镇|街道)$")
_AREA = re.compile(r"[县区市镇]$")
_AREA_BODY = re.compile(r"[县区市镇](政府|人民政府|管委会)$")
_LEVEL = re.compile(r"^([市省])(?=.{2,}(?:局|委|办|厅|部|中心)$)")
_BARE_BODY = re.compile(r"^(?![市省县区各]).{2,}(?:局|委|办|厅|部)$")


@dataclass(slots=True)
class Named:
    """Units in the order written. `units` are full names in the document's characters; `as_written` as they stand."""

    units: list[str] = field(default_factory=list)
    as_written: list[str] = field(default_factory=list)
    lead: list[str] = field(default_factory=list)
    co: list[str] = field(default_factory=list)
    references: list[str] = field(default_factory=list)

    def add(self, part: "Part") -> None:
        self.units.append(part.name)
        self.as_written.append(part.written)
        if part.role == "lead":
            self.lead.append(part.name)
        elif part.role == "co":
            self.co.append(part.name)


@dataclass(slots=True)
class Part:
    written: str
    name: str
    role: str = ""


def named_units(text: str) -> tuple[Named, str]:
    """Return the units of a paragraph, and the paragraph's body without its closing list of units."""
    key = fold(text)
    named = Named()
    body_end = len(text)
    for start, end in _lists(key):
        content, content_key = text[start:end], key[start:end]
        if _REFERENCE.match(content_key):
            named.references += re.findall(r"附[件表录]\s*\d*", content_key)
        else:
            for part in _parts(content, content_key):
                named.add(part)
        body_end = min(body_end, start)
    return named, text[:body_end].rstrip("([【（［〔 ")


def is_group(name: str) -> bool:
    """Tell whether a name is a collective (市府直属各单位) and not one unit."""
    return bool(re.search(r"各", fold(name)) and _GROUP.search(fold(name)))


def _lists(key: str) -> Iterator[tuple[int, int]]:
    """Give the spans of text that list units: brackets that hold units, then a labelled tail without brackets."""
    spans = list(_brackets(key))
    end = len(key.rstrip("。;,. "))
    found = False
    for start, close in spans:
        last = close + 1 >= end
        inner = key[start:close]
        if last or (_begins_after_a_sentence(key, start - 1) and _all_units(inner)):
            if last and not _REFERENCE.match(inner) and not _any_unit(inner):
                continue
            found = True
            yield start, close
    if found:
        return
    label = _WHOLE_LABEL.search(key)
    if label:
        yield label.end() - len(label.group().lstrip("。;\n ")), end


def _brackets(key: str) -> Iterator[tuple[int, int]]:
    """Give the content spans of outermost balanced brackets; a bracket that never closes is passed over."""
    stack: list[tuple[str, int]] = []
    for place, character in enumerate(key):
        if character in _OPENERS:
            stack.append((character, place))
        elif character in _CLOSERS and stack and stack[-1][0] == _CLOSERS[character]:
            _, start = stack.pop()
            if not stack:
                yield start + 1, place


def _begins_after_a_sentence(key: str, opener: int) -> bool:
    return opener > 0 and key[opener - 1] in "。;!"


def _all_units(inner: str) -> bool:
    return all(_LOOKS_LIKE_A_UNIT.fullmatch(p) for p in _clean_pieces(inner))


def _any_unit(inner: str) -> bool:
    return any(_LOOKS_LIKE_A_UNIT.fullmatch(p) for p in _clean_pieces(inner))


def _clean_pieces(inner: str) -> list[str]:
    pieces = (inner[a:b] for a, b in _split(inner))
    return [_strip_marks(_LABELLED.sub("", p)) for p in pieces if p.strip()]


def _strip_marks(piece: str) -> str:
    for pattern in (_TRAILING, _LEAD_MARK, _CO_MARK):
        piece = pattern.sub("", piece)
    return piece.removeprefix("由").strip()


def _split(key: str) -> Iterator[tuple[int, int]]:
    """Split at depth 0 on 、 , ; and give the spans, the separators left out."""
    depth = start = 0
    for place, character in enumerate(key):
        if character in _OPENERS:
            depth += 1
        elif character in _CLOSERS:
            depth -= 1
        elif depth == 0 and character in "、,;。":
            yield start, place
            start = place + 1
    yield start, len(key)


def _parts(content: str, key: str) -> list[Part]:
    """Read one list: roles by label (牵头单位:) or by mark (…牵头, …配合), then the elliptic names filled up."""
    parts: list[Part] = []
    tier: list[Part] = []
    label_role = ""
    for start, end in _split(key):
        written, piece = content[start:end], key[start:end]
        label = _LABELLED.search(piece)
        if label:
            label_role, tier = _label_role(label.group(1)), []
            written, piece = written[label.end() :], piece[label.end() :]
        name_key, mark = _marked(piece)
        if not name_key:
            continue
        offset = piece.index(name_key)
        name = written[offset : offset + len(name_key)]
        part = Part(name, name, mark or label_role)
        tier.append(part)
        parts.append(part)
        if mark:
            for earlier in tier:
                earlier.role = earlier.role or mark
            tier = []
        elif end < len(key) and key[end] in ";。":
            tier = []
    _fill_up(parts)
    return parts


def _label_role(label: str) -> str:
    if label.startswith(("牵头", "主办")):
        return "lead"
    return "co" if label.startswith(("配合", "协办", "参")) else ""


def _marked(piece: str) -> tuple[str, str]:
    """Return the name without its mark, and the role that the mark gives."""
    piece = piece.strip().removeprefix("由")
    if _LEAD_MARK.search(piece):
        return _LEAD_MARK.sub("", piece), "lead"
    if _CO_MARK.search(piece):
        return _CO_MARK.sub("", piece), "co"
    return _TRAILING.sub("", piece).strip(), ""


def _fill_up(parts: list[Part]) -> None:
    """Complete elliptic names: 省科技厅、工业和信息化厅 shares 省; 黄埔区、南沙区政府 shares 政府."""
    levels = [_LEVEL.match(fold(part.name)) for part in parts]
    if parts and levels[0] and not any(levels[1:]):  # a list that repeats its level means a bare name as it stands
        for part in parts[1:]:
            if _BARE_BODY.match(fold(part.name)):
                part.name = parts[0].name[0] + part.name
    body = ""
    for part in reversed(parts):
        key = fold(part.name)
        ending = _AREA_BODY.search(key)
        if ending:
            body = part.name[ending.start(1) :]
        elif body and _AREA.search(key) and not is_group(part.name):
            part.name += body
        elif not is_group(part.name):
            body = ""
