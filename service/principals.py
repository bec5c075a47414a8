"""The heads of lead units as a list names them: holders who are there, or the first of a unit's own post (S8)."""

from collections.abc import Sequence

from domain import ids, posts
from domain.errors import InvalidError
from domain.posts import Post
from domain.record import Fact
from domain.units import Unit
from service.event_store import Turn
from service.posts_by_title import PostsByTitle, key_of

_TITLE = "主要负责人"


class Principals:
    """Who heads which unit, by the record and by the rows of this list that were taken."""

    def __init__(self, turn: Turn, known: PostsByTitle) -> None:
        self._turn = turn
        self._known = known
        self.appointed: dict[str, str] = {}  # unit → person, first named by this list

    def facts(self, units: Sequence[str], written: Sequence[str]) -> list[Fact]:
        """Return a post and its first holder for each head that is new; units without a head take them in order.

        Raises: InvalidError when a name is left over: a list does not replace the head of a unit.
        """
        free = [unit for unit in units if not self._heads(unit)]
        new: dict[str, str] = {}
        facts: list[Fact] = []
        for name in written:
            if any(key_of(name) in self._heads(unit) | self._titles(unit) for unit in units):
                continue
            if not free:
                raise InvalidError("principal", "ledger.principal_is_another", written=name)
            unit = free.pop(0)
            title, _, person = name.rpartition(" ")
            new[unit] = person
            facts += self._first(unit, title, person)
        self.appointed.update(new)
        return facts

    def _heads(self, unit: str) -> set[str]:
        """Return every way in which the unit's present head may be written; none: it has no head yet."""
        people = [(self.appointed[unit], self._title(unit))] if unit in self.appointed else []
        for post in self._known.heads.get(unit, ()):
            holder = post.holder_on(self._turn.today)
            people += [(holder.person, post.title)] if holder else []
        return {key_of(way) for person, title in people for way in (person, title + person)}

    def _titles(self, unit: str) -> set[str]:
        """Return the titles that, written alone, name nobody."""
        return {key_of(title) for title in (self._title(unit), *(p.title for p in self._known.heads.get(unit, ())))}

    def _first(self, unit: str, title: str, person: str) -> list[Fact]:
        """Return the first holder of the unit's post, which arises with him when there is none."""
        today = self._turn.today
        vacant = self._known.heads.get(unit, ())
        made: list[Fact] = []
        if vacant:
            post = vacant[0]
        else:
            post = Post(f"{unit}-principal", title or self._title(unit), unit, "unit_principal")
            made = [Fact(ids.post(post.post), event) for event in self._created(post)]
        terms = posts.appoint(post, person=person, from_on=today, to_on=None, acting=False)
        return [*made, *(Fact(ids.post(post.post), term) for term in terms)]

    def _created(self, post: Post) -> list[object]:
        there, unit = self._turn.fold(ids.post(post.post)), self._turn.fold(ids.unit(post.unit or ""))
        return posts.create(there, unit, post_id=post.post, title=post.title, unit_code=post.unit, rank=post.rank)

    def _title(self, code: str) -> str:
        unit = self._turn.fold(ids.unit(code))
        return (unit.named_on(self._turn.today).name if isinstance(unit, Unit) else code) + _TITLE
