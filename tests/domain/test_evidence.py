"""The tree is RFC 6962's: known roots, an independent implementation, and laws for any size."""

from hashlib import sha256
from pathlib import Path

import pymerkle
import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain import evidence

# the 8-leaf test tree of the Certificate Transparency code base and its roots for 0 … 8 leaves
INPUTS = [b"", b"\x00", b"\x10", b"\x20\x21", b"\x30\x31", b"\x40\x41\x42\x43", bytes(range(0x50, 0x58)),
          bytes(range(0x60, 0x70))]  # fmt: skip
ROOTS = [
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]


def leaf(data: bytes) -> bytes:
    return sha256(b"\x00" + data).digest()


def leaves(count: int) -> list[bytes]:
    return [leaf(b"%d" % number) for number in range(count)]


class Stored:
    """Leaves and full tiles as a record keeps them, nothing else."""

    def __init__(self, hashes: list[bytes]) -> None:
        self.levels: dict[int, list[bytes]] = {0: list(hashes)}
        edge = evidence.EMPTY
        for one in hashes:
            edge, tiles = evidence.grow(edge, one)
            for level, number, root in tiles:
                assert number == len(self.levels.setdefault(level, []))
                self.levels[level].append(root)
        self.edge = edge
        self.most_read = 0

    def __call__(self, level: int, first: int, count: int) -> list[bytes]:
        found = self.levels[level][first : first + count]
        assert len(found) == count
        self.most_read = max(self.most_read, count)
        return found


@pytest.mark.parametrize("size", range(9))
def test_the_root_of_a_small_record_is_the_one_the_standard_gives(size: int) -> None:
    assert evidence.root(evidence.edge_of(map(leaf, INPUTS[:size]))).hex() == ROOTS[size]


@given(st.integers(0, 700))
def test_the_root_is_what_an_independent_implementation_computes(size: int) -> None:
    tree = pymerkle.InmemoryTree(algorithm="sha256")
    for number in range(size):
        tree.append_entry(b"%d" % number)
    assert evidence.root(evidence.edge_of(leaves(size))) == tree.get_root()


@given(st.integers(1, 1200), st.data())
def test_a_line_is_proved_to_be_in_the_record_and_no_other_passes_for_it(size: int, data: st.DataObject) -> None:
    index = data.draw(st.integers(0, size - 1))
    hashes = leaves(size)
    stored = Stored(hashes)
    path = evidence.inclusion_path(index, size, stored)
    root = evidence.root(stored.edge)
    assert evidence.root_by_path(hashes[index], index, size, path) == root
    assert evidence.root_by_path(leaf(b"forged"), index, size, path) != root
    assert evidence.root_by_path(hashes[index], index, size, [*path, root]) is None
    if path:
        assert evidence.root_by_path(hashes[index], index, size, path[:-1]) != root
    assert stored.most_read <= 128


def test_a_proof_for_a_place_outside_the_record_leads_nowhere() -> None:
    assert evidence.root_by_path(leaf(b"0"), 3, 3, []) is None
    assert evidence.root_by_path(leaf(b"0"), -1, 3, []) is None


@pytest.mark.parametrize("size", [0, 1, 255, 256, 257, 65535, 65536, 65537, 70000])
def test_the_edge_is_restored_from_leaves_and_full_tiles_alone(size: int) -> None:
    stored = Stored(leaves(size))
    assert evidence.restore_edge(size, stored) == stored.edge
    assert len(stored.levels.get(1, [])) == size // 256
    assert len(stored.levels.get(2, [])) == size // 65536


def test_the_leaf_is_the_hash_of_length_prefixed_parts() -> None:
    parts = [b"ducha-leaf-v1", b"task/2020-017", b"12", b"task.light_set.v1", b'{"a":1}', '{"黄":2}'.encode()]
    canonical = b"".join(len(part).to_bytes(4, "big") + part for part in parts)
    found = evidence.leaf_hash("task/2020-017", 12, "task.light_set.v1", parts[4], parts[5])
    assert found == sha256(b"\x00" + canonical).digest()


@given(st.text(max_size=8), st.text(max_size=8), st.binary(max_size=8), st.binary(max_size=8))
def test_moving_a_byte_from_one_part_to_the_next_changes_the_leaf(a: str, b: str, meta: bytes, state: bytes) -> None:
    plain = evidence.leaf_hash(a + "x", 1, b, meta + b"y", state)
    assert plain != evidence.leaf_hash(a, 1, "x" + b, meta + b"y", state)
    assert plain != evidence.leaf_hash(a + "x", 1, b, meta, b"y" + state)


def test_the_documents_example_is_right() -> None:
    document = (Path(__file__).parents[2] / "docs" / "verify.md").read_text()
    assert evidence.leaf_hash("task/1", 1, "x.v1", b"{}", b'{"a":1}').hex() in document
