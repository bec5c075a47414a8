"""The rows of the pages: the server's time for each page of the demonstration year, and what a first visit loads."""

from pathlib import Path
from statistics import quantiles
from time import perf_counter

from api.pages.assets import weight_of
from benchmarks.rows import Row
from service.demonstration import demonstrate
from tests.pages.conftest import settings_of
from tests.pages.crawler import walk
from tests.pages.people import HOMES, PEOPLE
from tests.pages.site import Site, Visitor

SLOWEST, HEAVIEST = 150, 100  # ms at the 95th percentile; kB transferred
_ASSETS = ("ducha.css", "ducha.js", "mark.svg", "htmx.js")


def pages(folder: Path, *, rounds: int) -> list[Row]:
    """Visit what every role can reach by links, a few of each kind, and measure each page `rounds` times."""
    settings = settings_of(folder)
    demonstrate(settings, progress=lambda done, total: None)
    site = Site(settings, None)
    times: dict[str, list[float]] = {}
    weights: dict[str, int] = {}
    for role, account in PEOPLE.items():
        visitor = site.client(account)
        for address in walk(site, account, role, HOMES[role], of_a_kind=4).seen:
            name = f"{role} {address}"
            times[name] = [_timed(visitor, address) for _ in range(rounds)]
            weights[name] = len(visitor.get(address, compressed=True).data)
    site.close()
    return [_slowest(times), _heaviest(weights)]


def _timed(visitor: Visitor, address: str) -> float:
    began = perf_counter()
    visitor.get(address)
    return (perf_counter() - began) * 1000


def _slowest(times: dict[str, list[float]]) -> Row:
    every = [taken for taking in times.values() for taken in taking]
    slowest = max(times, key=lambda name: min(times[name]))
    ours = f"{len(times)} pages; slowest {slowest}: {min(times[slowest]):.0f} ms"
    return Row("pages", ours, "", quantiles(every, n=20)[-1], SLOWEST, at_most=True, unit="ms p95")


def _heaviest(weights: dict[str, int]) -> Row:
    assets = sum(map(weight_of, _ASSETS)) / 1000
    heaviest = max(weights, key=lambda name: weights[name])
    ours = f"{heaviest}: {weights[heaviest] / 1000:.0f} kB, and {assets:.0f} kB of assets"
    return Row("pages", ours, "", weights[heaviest] / 1000 + assets, HEAVIEST, at_most=True, unit="kB")
