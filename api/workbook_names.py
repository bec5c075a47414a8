"""What codes and ids are called in a workbook, on the day it speaks of."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from projections import frame
from projections.as_of import AsOf
from projections.model import Db


@dataclass(frozen=True, slots=True)
class Names:
    units: dict[str, str]
    posts: dict[str, str]  # by title; two posts of one title by their ids
    heads: dict[str, list[str]]  # unit → its principals, title and person
    labels: dict[str, str]  # item → label

    def unit(self, code: str | None) -> str:
        return self.units.get(code or "", code or "")

    def listed(self, codes: Iterable[str]) -> str:
        return "、".join(map(self.unit, codes))

    def post(self, post: str | None) -> str:
        return self.posts.get(post or "", post or "")

    def principals(self, codes: Iterable[str]) -> list[str]:
        return [head for code in codes for head in self.heads.get(code, [])]


def names_of(db: Db, as_of: AsOf) -> Names:
    units = {row["code"]: row["name"] for row in frame.units(db, as_of=as_of)}
    groups = {row["group"]: row["name"] for row in frame.unit_groups(db, as_of=as_of)}
    posts = frame.posts(db, as_of=as_of)
    titles = Counter(row["title"] for row in posts)
    heads: dict[str, list[str]] = {}
    for row in posts:
        if row["rank"] == "unit_principal" and row["unit"] is not None:
            person = row["holder"]["person"] if row["holder"] else ""
            heads.setdefault(row["unit"], []).append(f"{row['title']} {person}".strip())
    labels = {row["item"]: row["label"] for row in frame.items(db, limit=10_000)}
    called = {row["post"]: row["title"] if titles[row["title"]] == 1 else row["post"] for row in posts}
    return Names({**groups, **units}, called, heads, labels)
