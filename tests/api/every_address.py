"""Every registered address that reads, asked with every parameter that can be guessed, and what words it tells."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from io import BytesIO
from typing import Any
from zipfile import ZipFile, is_zipfile

from api.families import FAMILIES
from tests.api.matrix import ROWS

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
