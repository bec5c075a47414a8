"""Every registered address that reads, asked with every parameter that can be guessed, and what words it tells."""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from io import BytesIO
from typing import Any
from zipfile import ZipFile, is_zipfile

from api.families import FAMILIES
from api.pages.families import FAMILIES as PAGES
from tests.api.matrix import ROWS
from tests.pages.matrix import NAMES

Guesses = Mapping[str, Sequence[str]]


def seen(city: Any, caller: Any, words: Collection[str], guesses: Guesses, names: Guesses) -> dict[str, str]:
    """Return the words met anywhere, with the address where each was first met."""
    met: dict[str, str] = {}
    for address in _addresses(city.app.store.position(), guesses, names):
        answer = caller.get(address)
        told = _text(answer)
        for word in words:
            if word in told and not (word in address and answer.status_code == 404):  # the caller's own word
                met.setdefault(word, address)
    return met


def seen_on_pages(
    city: Any, account: str | None, words: Collection[str], guesses: Guesses, names: Guesses
) -> dict[str, str]:
    """Return the words met on any page, plain or searched, with the address where each was first met."""
    visitor, met = city.visitor(account), dict[str, str]()
    for address in _pages(guesses, names):
        answer = visitor.get(address, headers={"Accept": "text/html"})
        assert answer.status_code < 500, address
        told = _text(answer)
        for word in words:
            if word in told and word not in address:  # the visitor's own word stands in the search box
                met.setdefault(word, address)
    return met


def _pages(guesses: Guesses, names: Guesses) -> Iterator[str]:
    """Yield every page that reads, plainly and searched for what can be guessed."""
    for page in (page for family in PAGES for page in family.pages if page.method == "GET"):
        sample = re.sub(r"<(?:int:)?(\w+)>", lambda name: NAMES.get(name[1], "zh_Hans"), page.path)
        for path in dict.fromkeys((sample, *_others(sample, 0, names))):
            yield path
            yield from (
                f"{path}?{name}={guess}" for name in ("q", "unit", "known_at") for guess in guesses.get(name, ())[:1]
            )


def _addresses(position: int, guesses: Guesses, names: Guesses) -> Iterator[str]:
    """Yield every address, plainly and with every parameter; one not among the guesses is left out."""
    for route in (route for family in FAMILIES for route in family.routes if route.method == "GET"):
        sample = ROWS[f"GET {route.path}"][0].partition("?")[0].replace("{account}", "test-unit-clerk-fagai")
        for path in dict.fromkeys((sample, *_others(sample, position, names))):
            yield path
            for name in route.query().fields if route.query else {}:
                yield from (f"{path}?{name}={guess}" for guess in guesses.get(name, ()))


def _others(sample: str, position: int, names: Guesses) -> Iterator[str]:
    """Yield the sample with other things' names in it, and every receipt there is."""
    for name, others in names.items():
        if name in sample:
            yield from (sample.replace(name, other) for other in others)
    if sample == "/receipts/r-1":
        yield from (f"/receipts/r-{number}" for number in range(1, position + 1))


def _text(answer: Any) -> str:
    """Return what an answer tells, what is packed in a bundle or a workbook included."""
    if not is_zipfile(BytesIO(answer.data)):
        return str(answer.data.decode(errors="replace"))
    with ZipFile(BytesIO(answer.data)) as packed:
        return "\n".join(packed.read(name).decode(errors="replace") for name in packed.namelist())
