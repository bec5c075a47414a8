"""The office drafts a bulletin: its figures are taken from the record now and never move again (二(四), D-120)."""

from dataclasses import dataclass

from domain import actors, bulletins, duties, ids
from domain.bulletin_rules import LIVELIHOOD
from domain.bulletins import MENTIONS, Bulletin, Form, Known, Said
from domain.errors import AbsentError, InvalidError
from domain.events import Json, NumberTaken
from domain.record import Fact
from domain.scheme import Scheme
from domain.task_state import Task
from projections import bulletin_figures, frame
from projections.as_of import now
from projections.model import Db
from service import known
from service.act import Act
from service.app import App
from service.bulletins_of import bulletins_of, last_number, register_of
from service.event_store import Content, Turn, Written
from service.on_figures import write_on_figures
from service.references import look_up, scheme_named

SHOWN_UNLESS_SAID = {bulletins.PRAISE: True, bulletins.CRITICISM: False}  # to the public (D-122)


@dataclass(frozen=True, slots=True)
class WishedMention:
    unit: str
    task_no: str | None
    text: str
    public: bool | None = None  # None: as the list it stands in usually is


@dataclass(frozen=True, slots=True)
class Wished:
    """A bulletin in its drafter's own words."""

    kind: str
    period: str
    title: str
    text: str
    praise: tuple[WishedMention, ...] = ()
    criticism: tuple[WishedMention, ...] = ()


def draft_bulletin(app: App, act: Act, wished: Wished, *, scheme: str | None, bulletin: str | None = None) -> Written:
    """Put a draft on record; with `bulletin` it takes the place of that one's draft, with today's figures.

    Without `scheme` it is the one of the period's year. Raises: AbsentError, InvalidError; as `domain.bulletins.draft`.
    """
    actors.require("draft_bulletin", act.actor)
    of = _scheme(app, wished.period, scheme, bulletin)
    form, contents = _form(app, wished)

    def take(db: Db) -> Json:
        return _figures(app, db, of, wished)

    def decide(turn: Turn, figures: Json) -> list[Fact]:
        rules = scheme_named(turn, of)
        name, numbered = _named(turn, rules, bulletin)
        stream = ids.bulletin(name)
        events = bulletins.draft(
            turn.fold(stream), form, bulletin=name, scheme=rules, known=_known(turn, rules, form),
            position=figures["position"], figures=figures, today=turn.today,
        )  # fmt: skip
        return [*numbered, *(Fact(stream, event) for event in events)]

    return write_on_figures(app, act, take, decide, contents)


def _scheme(app: App, period: str, scheme: str | None, bulletin: str | None) -> str:
    """Return the scheme of a bulletin. Raises: AbsentError for an unknown bulletin, InvalidError."""
    if bulletin is not None:
        found = app.store.fold(ids.bulletin(bulletin))
        if not isinstance(found, Bulletin):
            raise AbsentError("bulletin", bulletin)
        return found.scheme
    if scheme is not None:
        return scheme_named(app.store, scheme).scheme
    with app.read.at() as db:
        every = frame.schemes(db, as_of=now(db))
    fitting = [state.scheme.scheme for state in every if str(state.scheme.year) == period[:4]]
    if len(fitting) != 1:
        raise InvalidError("scheme", "name_the_scheme_of_period", period=period, known=fitting)
    return fitting[0]


def _form(app: App, wished: Wished) -> tuple[Form, list[Content]]:
    """Return the form with digests in place of words, and the words."""
    text = app.store.content_of(wished.text)
    contents = [text]
    lists: dict[str, tuple[Said, ...]] = {}
    for among in MENTIONS:
        said = []
        for mention in getattr(wished, among):
            words = app.store.content_of(mention.text)
            contents.append(words)
            public = SHOWN_UNLESS_SAID[among] if mention.public is None else mention.public
            said.append(Said(mention.unit, mention.task_no, words.digest, public))
        lists[among] = tuple(said)
    return Form(wished.kind, wished.period, wished.title, text.digest, **lists), contents


def _figures(app: App, db: Db, scheme: str, wished: Wished) -> Json:
    rules = known.scheme_of(app.store, scheme)
    duties.period_end(rules, wished.period)
    figures = bulletin_figures.figures(db, scheme=rules, kind=wished.kind, period=wished.period)
    if wished.kind != LIVELIHOOD:
        return figures
    tasks = bulletin_figures.livelihood(db, scheme=scheme)
    numbers = [task["task_no"] for task in tasks]
    streams = {
        number: [line for line in app.store.stream(ids.task(number)) if line.position <= db.position]
        for number in numbers
    }
    told = bulletin_figures.progress(numbers, streams, period=wished.period)
    return {**figures, "livelihood": [{**task, **told[task["task_no"]]} for task in tasks]}


def _named(turn: Turn, scheme: Scheme, bulletin: str | None) -> tuple[str, list[Fact]]:
    """Return the bulletin's id, and for a new one the fact that its number is taken."""
    if bulletin is not None:
        return bulletin, []
    register = register_of(scheme.year)
    number = last_number(turn, register) + 1
    name = ids.bulletin_id(scheme.year, number)
    return name, [Fact(ids.register(register), NumberTaken(register, number, name))]


def _known(turn: Turn, scheme: Scheme, form: Form) -> Known:
    said = (*form.praise, *form.criticism)
    numbers = {mention.task_no for mention in said if mention.task_no is not None}
    folded = {number: turn.fold(ids.task(number)) for number in sorted(numbers)}
    return Known(
        look_up(turn, units=[mention.unit for mention in said]),
        {number: task for number, task in folded.items() if isinstance(task, Task)},
        bulletins_of(turn, scheme),
    )
