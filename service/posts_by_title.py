"""Posts found by what a list calls them: a title, a holder's name, or both; the unknown become new posts (S8)."""

from collections.abc import Iterable

from domain import events as e
from domain import ids
from domain.posts import Post
from service.event_store import Turn
from service.reading_text import fold


class PostsByTitle:
    """The city's posts as a list may name them. `created` are those that a list named first."""

    def __init__(self, turn: Turn, post_ids: Iterable[str]) -> None:
        self._turn = turn
        self._known: dict[str, str] = {}
        self.created: list[e.PostCreated] = []
        self.created_ids: set[str] = set()
        self.heads: dict[str, list[Post]] = {}  # unit → the posts of its principals
        for post_id in post_ids:
            self._learn(turn.fold(ids.post(post_id)))

    def named(self, written: str, rank: str) -> str | None:
        """Return the post's id, a new one for a title that nobody bears; None for an empty cell."""
        key = key_of(written)
        if not key:
            return None
        if key not in self._known:
            post = e.PostCreated(self._free_id(rank), written.strip(), None, rank)
            self.created.append(post)
            self.created_ids.add(post.post)
            self._known[key] = post.post
        return self._known[key]

    def known(self, written: str) -> str | None:
        """Return the id of a post that is there, by title, holder or id."""
        return self._known.get(key_of(written))

    def forget(self, mark: int) -> None:
        """Take back the posts created since there were `mark` of them: the row that named them was refused."""
        for post in self.created[mark:]:
            del self._known[key_of(post.title)]
            self.created_ids.remove(post.post)
        del self.created[mark:]

    def _learn(self, post: Post | None) -> None:
        if post is None:
            return
        self._known.setdefault(key_of(post.title), post.post)
        self._known.setdefault(post.post, post.post)  # where two posts bear one title
        if post.rank == "unit_principal" and post.unit is not None:
            self.heads.setdefault(post.unit, []).append(post)
        holder = post.holder_on(self._turn.today)
        if holder is not None:
            self._known.setdefault(key_of(holder.person), post.post)
            self._known.setdefault(key_of(post.title + holder.person), post.post)

    def _free_id(self, rank: str) -> str:
        number = len(self.created) + 1
        while f"{rank}-{number}" in self.created_ids or self._turn.fold(ids.post(f"{rank}-{number}")) is not None:
            number += 1
        return f"{rank}-{number}"


def key_of(written: str) -> str:
    """Return what a name is matched by: without spaces, in simplified characters."""
    return fold("".join(written.split()))
