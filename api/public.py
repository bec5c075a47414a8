"""`/public`: published bulletins and livelihood progress, for anybody, and nothing else (二(四), S28, S51, D-122)."""

from typing import Any

from api.bulletins import named, unit_names, with_unit_names, worded
from api.routes import Ask, Family
from api.schemas import ReadQuery
from api.schemas_bulletins import (
    LivelihoodOut,
    LivelihoodQuery,
    PublicBulletinOut,
    PublicBulletinsOut,
    PublicQuery,
)
from projections import bulletins
from projections.as_of import AsOf

family = Family("public")
_SPECIAL = ("bulletin", "scheme", "number", "period", "published_on")
_TASK = ("task_no", "title", "light", "state", "progress", "percent", "done_on")
_CORRECTION = ("correction", "text", "erased", "corrected_on")


@family.get("/public/bulletins", power="read_public", query=PublicQuery, answer=PublicBulletinsOut)
def list_bulletins(ask: Ask) -> dict[str, Any]:
    """List the published bulletins, for anybody."""
    asked = {name: ask.query.get(name) for name in ("scheme", "kind", "cursor")}
    with ask.reading() as db:
        found = bulletins.publicly(db, limit=ask.query["limit"], **asked)
        return {**found, "items": named(db, found["items"])}


@family.get("/public/bulletins/<bulletin>", power="read_public", query=ReadQuery, answer=PublicBulletinOut)
def read(ask: Ask, bulletin: str) -> dict[str, Any]:
    """Return what anybody may read of a published bulletin: text, counts, and the mentions meant for the public."""
    with ask.reading() as db:
        found = bulletins.one_publicly(db, bulletin=bulletin)
        (body,) = named(db, [with_unit_names(db, found)])
    told = worded(ask, body)
    told["corrections"] = [{name: c[name] for name in _CORRECTION} for c in told["corrections"]]
    return told


@family.get("/public/livelihood", power="read_public", query=LivelihoodQuery, answer=LivelihoodOut)
def livelihood(ask: Ask) -> dict[str, Any]:
    """Return how the livelihood tasks stand, as the special published last tells it, for anybody."""
    with ask.reading() as db:
        special = bulletins.latest_special(db, scheme=ask.query.get("scheme"))
        names = unit_names(db)
    if special is None:
        return {**dict.fromkeys(_SPECIAL), "profile": None, "items": [], "next_cursor": None, "as_of": None}
    figures = special["figures"]
    items = [
        {
            **{name: task[name] for name in _TASK},
            "lead": [{"unit": unit, "name": names.get(unit, unit)} for unit in task["lead"]],
        }
        for task in figures["livelihood"]
    ]
    return {
        **{name: special[name] for name in _SPECIAL},
        "profile": figures["profile"],
        "items": items,
        "next_cursor": None,
        "as_of": AsOf(special["position"]).shown(),
    }
