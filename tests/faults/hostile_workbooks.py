"""Workbooks made to harm: bombs, far cells, formulas, macros, links, entities, wrong types, mutated bytes."""

import random
import re
import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

from openpyxl import Workbook

HONEST_TEXT = "建成人行天桥"
_SHEET = "xl/worksheets/sheet1.xml"
_DOCTYPE = b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>'
_LAUGHS = (
    b"<!DOCTYPE x [<!ENTITY a0 'ha'>"
    + b"".join(b"<!ENTITY a%d '%s'>" % (n, b"&a%d;" % (n - 1) * 10) for n in range(1, 10))
    + b"]>"
)


def make(folder: Path, how_many: int, chance: random.Random) -> Path:
    """Write that many into the folder, named by number and kind; return an honest one beside it."""
    honest = _honest(chance)
    kinds = list(_KINDS.items())
    for number in range(how_many):
        kind, spoil = kinds[number % len(kinds)]
        (folder / f"{number:03d}-{kind}-.xlsx").write_bytes(spoil(honest, chance))
    beside = folder.with_suffix(".xlsx")
    beside.write_bytes(honest)
    return beside


def _honest(chance: random.Random) -> bytes:
    book = Workbook()
    assert book.active is not None
    book.active.append(["任务编号", "督查重点任务", "牵头单位", "年度目标", "备注"])
    for number in range(1, 60):
        book.active.append([f"2020-{number:03d}", HONEST_TEXT, "市财政局", chance.random(), None])
    return _saved(book)


def _saved(book: Workbook) -> bytes:
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def _changed(content: bytes, changes: dict[str, Callable[[bytes], bytes]], **added: bytes) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as made, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in made.namelist():
            archive.writestr(name, changes.get(name, lambda part: part)(made.read(name)))
        for name, part in added.items():
            archive.writestr(name, part)
    return out.getvalue()


def _in_sheet(content: bytes, change: Callable[[bytes], bytes]) -> bytes:
    return _changed(content, {_SHEET: change})


def _bomb(content: bytes, chance: random.Random) -> bytes:
    zeros = b"0" * chance.choice((3_000_000, 30_000_000, 60_000_000))
    return _changed(content, {}, **{chance.choice(("xl/media/a.bin", "xl/comments9.xml", "docProps/x.xml")): zeros})


def _far(content: bytes, chance: random.Random) -> bytes:
    at = chance.choice((b"XFD1048576", b"A1048576", b"ZZZ900000"))
    row = b'<row r="%s"><c r="%s"><v>1</v></c></row></sheetData>' % (re.sub(rb"\D", b"", at), at)
    dimension = b'<dimension ref="A1:%s"/>' % at if chance.random() < 0.5 else b""
    changed = _in_sheet(content, lambda p: re.sub(rb"<dimension[^>]*>", dimension, p.replace(b"</sheetData>", row)))
    return (
        changed if dimension else _in_sheet(changed, lambda p: p.replace(b"<sheetData>", b"<sheetData>" + _FAR_FIRST))
    )


_FAR_FIRST = b'<row r="1048575"><c r="XFD1048575"><v>1</v></c></row>'


def _formula(content: bytes, chance: random.Random) -> bytes:
    formula = chance.choice(
        (b"1+1", b"HYPERLINK(&quot;http://x&quot;)", b"WEBSERVICE(&quot;http://x&quot;)", b"cmd|' /C calc'!A0")
    )
    cell = b'<c r="B3"><f>%s</f><v>2</v></c>' % formula
    return _in_sheet(content, lambda part: re.sub(rb'<c r="B3".*?</c>', lambda _: cell, part))


def _macro(content: bytes, chance: random.Random) -> bytes:
    name = chance.choice(("xl/vbaProject.bin", "xl/VBAPROJECT.bin", "custom/vbaProject.bin"))
    return _changed(content, {}, **{name: b"\xd0\xcf\x11\xe0" + chance.randbytes(200)})


def _link(content: bytes, chance: random.Random) -> bytes:
    target = chance.choice((b"file:///etc/passwd", b"http://10.0.0.1/x", b"externalLinks/externalLink1.xml"))
    kind = b"http://schemas.openxmlformats.org/officeDocument/2006/relationships/externalLink"
    rels = b'<Relationship Id="rId99" Type="%s" Target="%s" TargetMode="External"/></Relationships>' % (kind, target)
    return _changed(content, {"xl/_rels/workbook.xml.rels": lambda part: part.replace(b"</Relationships>", rels)})


def _doctype(kind: bytes) -> Callable[[bytes, random.Random], bytes]:
    def spoil(content: bytes, chance: random.Random) -> bytes:
        part = chance.choice((_SHEET, "xl/workbook.xml", "xl/styles.xml", "[Content_Types].xml"))
        mention = b"&e;" if kind == _DOCTYPE else b"&a9;"
        return _changed(content, {part: lambda p: kind + p.replace(b"<t>", b"<t>" + mention)})

    return spoil


def _utf16(content: bytes, chance: random.Random) -> bytes:
    def change(part: bytes) -> bytes:
        text = '<?xml version="1.0" encoding="UTF-16"?>' + _DOCTYPE.decode() + part.decode()
        return text.encode(chance.choice(("utf-16", "utf-16-be")))

    return _changed(content, {chance.choice((_SHEET, "xl/workbook.xml")): change})


def _crowd(content: bytes, chance: random.Random) -> bytes:
    return _changed(content, {}, **{f"xl/x{number}.xml": b"<x/>" for number in range(chance.choice((2_100, 9_000)))})


def _marks(content: bytes, chance: random.Random) -> bytes:
    kinds = (b"<c/>", b'<c r="A9"><v>1</v></c>', b"<row/>")
    cell = chance.choice(kinds)
    noise = b"".join(b"<!--%x-->" % chance.getrandbits(64) for _ in range(20_000))  # keeps the ratio honest
    rows = b'<row r="70">' + cell * (7_000_000 // len(cell)) + b"</row>" + noise + b"</sheetData>"
    return _in_sheet(content, lambda part: part.replace(b"</sheetData>", rows * 2))


def _wrong_type(content: bytes, chance: random.Random) -> bytes:
    cell = chance.choice((
        b'<c r="B3" t="s"><v>99999999</v></c>', b'<c r="B3" t="s"><v>x</v></c>', b'<c r="B3" t="n"><v>1e999</v></c>',
        b'<c r="B3" t="d"><v>not a day</v></c>', b'<c r="B3" t="e"><v>#REF!</v></c>', b'<c r="B3" t="b"><v>9</v></c>',
        b'<c r="B3" s="9999"><v>1</v></c>', b'<c r="3B"><v>1</v></c>', b'<c r="B-3"><v>1</v></c>',
        b'<c r="B3" t="inlineStr"><is><t>' + b"x" * 200_000 + b"</t></is></c>", b'<c r="B3" s="-1"><v>-1e308</v></c>',
    ))  # fmt: skip
    return _in_sheet(content, lambda part: re.sub(rb'<c r="B3".*?</c>', lambda _: cell, part))


def _mutated(content: bytes, chance: random.Random) -> bytes:
    bytes_ = bytearray(content)
    for _ in range(chance.choice((1, 5, 50, 500))):
        bytes_[chance.randrange(len(bytes_))] = chance.randrange(256)
    return bytes(bytes_)


def _mutated_within(content: bytes, chance: random.Random) -> bytes:
    def change(part: bytes) -> bytes:
        found = bytearray(part)
        for _ in range(chance.choice((1, 3, 20))):
            found[chance.randrange(len(found))] = chance.choice(b'<>&"/=0aZ\x01\xff')
        return bytes(found)

    part = chance.choice((_SHEET, "xl/workbook.xml", "xl/styles.xml", "[Content_Types].xml"))
    return _changed(content, {part: change})


def _cut(content: bytes, chance: random.Random) -> bytes:
    return content[: chance.randrange(len(content))]


def _without(content: bytes, chance: random.Random) -> bytes:
    gone = chance.choice((_SHEET, "xl/styles.xml", "xl/_rels/workbook.xml.rels", "[Content_Types].xml"))
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as made, zipfile.ZipFile(out, "w") as archive:
        for name in made.namelist():
            if name != gone:
                archive.writestr(name, made.read(name))
    return out.getvalue()


def _many_styles(content: bytes, chance: random.Random) -> bytes:
    more = b'<xf numFmtId="0" fontId="0" fillId="0" borderId="0"/>' * chance.choice((60_000, 200_000))
    noise = b"".join(b"<!--%x-->" % chance.getrandbits(256) for _ in range(2_000))
    return _changed(content, {"xl/styles.xml": lambda part: part.replace(b"</cellXfs>", more + noise + b"</cellXfs>")})


_KINDS: dict[str, Callable[[bytes, random.Random], bytes]] = {
    "bomb": _bomb, "far": _far, "formula": _formula, "macro": _macro, "link": _link, "xxe": _doctype(_DOCTYPE),
    "entities": _doctype(_LAUGHS), "utf16": _utf16, "crowd": _crowd, "marks": _marks, "types": _wrong_type,
    "mutated": _mutated, "within": _mutated_within, "cut": _cut, "without": _without, "styles": _many_styles,
    "mutated2": _mutated, "within2": _mutated_within, "types2": _wrong_type,
}  # fmt: skip
