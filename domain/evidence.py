"""The Merkle tree over the record (RFC 6962): leaves, the right edge, roots, stored tiles and inclusion proofs; pure.

The tree's leaf number `i` (from 0) is the line at position `i + 1`. Every byte is described in docs/verify.md.
Source: RFC 6962 section 2; decision 011.
"""

from collections.abc import Callable, Iterable, Sequence
from hashlib import sha256
from struct import Struct
from typing import NamedTuple

LEAF_TAG = b"ducha-leaf-v1"
TILE_BITS = 8  # a tile is 256 hashes wide: full tiles never change, so their roots are stored once
EMPTY_ROOT = sha256(b"").digest()

_length = Struct(">I").pack
_LEAF_HEAD = b"\x00" + _length(len(LEAF_TAG)) + LEAF_TAG

# (level, first, count) → stored hashes: level 0 are leaves, level k the roots of full subtrees of 256^k leaves
Stored = Callable[[int, int, int], Sequence[bytes]]


class Edge(NamedTuple):
    """The right edge of a tree: the roots of its complete subtrees, largest first; enough to grow on."""

    size: int
    peaks: tuple[bytes, ...]


class TileRoot(NamedTuple):
    """The root of a full subtree of 256^level leaves, numbered from 0 within its level."""

    level: int
    number: int
    root: bytes


EMPTY = Edge(0, ())


def leaf_hash(stream: str, version: int, name: str, meta: bytes, state: bytes) -> bytes:
    """Return the leaf of one line: SHA-256(0x00 ‖ canonical), every part behind its 4-byte big-endian length."""
    s, v, n = stream.encode(), b"%d" % version, name.encode()
    return sha256(
        b"".join((_LEAF_HEAD, _length(len(s)), s, _length(len(v)), v, _length(len(n)), n,
                  _length(len(meta)), meta, _length(len(state)), state))
    ).digest()  # fmt: skip


def node_hash(left: bytes, right: bytes) -> bytes:
    return sha256(b"\x01" + left + right).digest()


def grow(edge: Edge, leaf: bytes) -> tuple[Edge, list[TileRoot]]:
    """Return the edge with one leaf more, and the roots of the tiles it completes."""
    index, peaks = edge
    if not index & 1:  # half of all leaves join nothing
        return Edge(index + 1, (*peaks, leaf)), []
    node, height, kept, tiles = leaf, 0, len(peaks), []
    while index >> height & 1:
        kept -= 1
        node = sha256(b"\x01" + peaks[kept] + node).digest()
        height += 1
        if not height % TILE_BITS:
            tiles.append(TileRoot(height // TILE_BITS, index >> height, node))
    return Edge(index + 1, (*peaks[:kept], node)), tiles


def root(edge: Edge) -> bytes:
    """Return the tree head: MTH of RFC 6962 section 2.1."""
    return _joined(edge.peaks) if edge.peaks else EMPTY_ROOT


def _joined(peaks: Sequence[bytes]) -> bytes:
    node = peaks[-1]
    for peak in reversed(peaks[:-1]):
        node = node_hash(peak, node)
    return node


def edge_of(leaves: Iterable[bytes]) -> Edge:
    """Return the edge of a whole list of leaves."""
    edge = EMPTY
    for leaf in leaves:
        edge, _ = grow(edge, leaf)
    return edge


def restore_edge(size: int, stored: Stored) -> Edge:
    """Return the edge of a tree of `size` leaves from its stored hashes; reads at most 255 of each level."""
    peaks, index = [], 0
    for height in range(size.bit_length() - 1, -1, -1):
        if size >> height & 1:
            peaks.append(complete_root(height, index >> height, stored))
            index += 1 << height
    return Edge(size, tuple(peaks))


def complete_root(height: int, number: int, stored: Stored) -> bytes:
    """Return the root of the complete subtree of 2^height leaves with this number, from the level stored below it."""
    level, above = divmod(height, TILE_BITS)
    nodes = list(stored(level, number << above, 1 << above))
    while len(nodes) > 1:
        nodes = [node_hash(nodes[i], nodes[i + 1]) for i in range(0, len(nodes), 2)]
    return nodes[0]


def inclusion_path(index: int, size: int, stored: Stored) -> list[bytes]:
    """Return the audit path of leaf `index` in the tree of `size` leaves, smallest subtree first (RFC 6962, 2.1.1)."""
    path, first, end = [], 0, size
    while end - first > 1:
        middle = first + (1 << (end - first - 1).bit_length() - 1)
        if index < middle:
            path.append(_range_root(middle, end, stored))
            end = middle
        else:
            path.append(_range_root(first, middle, stored))
            first = middle
    return path[::-1]


def _range_root(first: int, end: int, stored: Stored) -> bytes:
    """Return MTH of leaves first … end − 1; `first` is aligned to the largest power of two that fits."""
    peaks = []
    while first < end:
        height = (end - first).bit_length() - 1
        peaks.append(complete_root(height, first >> height, stored))
        first += 1 << height
    return _joined(peaks)


def root_by_path(leaf: bytes, index: int, size: int, path: Sequence[bytes]) -> bytes | None:
    """Return the root that an audit path leads to (RFC 9162, 2.1.3.2); None when the path cannot belong to the tree."""
    if not 0 <= index < size:
        return None
    node, place, last = leaf, index, size - 1
    for sibling in path:
        if last == 0:
            return None
        if place & 1 or place == last:
            node = node_hash(sibling, node)
            while not place & 1 and place:
                place, last = place >> 1, last >> 1
        else:
            node = node_hash(node, sibling)
        place, last = place >> 1, last >> 1
    return node if last == 0 else None
