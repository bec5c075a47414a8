"""Visits every page that a role can reach by links alone, and looks at every link and form on the way."""

from collections import Counter, deque
from dataclasses import dataclass, field
from urllib.parse import urljoin, urlsplit

from lxml import html
from werkzeug.exceptions import HTTPException
from werkzeug.routing import MapAdapter

from api.pages.families import BY_ENDPOINT
from domain.actors import MAY
from tests.pages.site import Site


@dataclass
class Walk:
    """What was seen: addresses with their text, and everything that should not have been there."""

    seen: dict[str, str] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)


def walk(site: Site, account: str | None, role: str, start: str, *, of_a_kind: int) -> Walk:
    """Follow every link from `start`; note dead ends, and forms that the role may not send.

    `of_a_kind`: how many pages are looked at of one address pattern; the first few show what the rest would.
    """
    visitor, adapter = site.client(account), site.flask.url_map.bind("")
    found, counted = Walk(), Counter[str]()
    queue, queued = deque([start]), {start}
    while queue:
        address = queue.popleft()
        answer = visitor.get(address)
        if answer.status_code != 200 and not (answer.status_code == 303 and answer.headers["Location"]):
            found.faults.append(f"{address}: {answer.status_code}")
            continue
        if answer.mimetype != "text/html":
            continue
        found.seen[address] = answer.text
        page = html.document_fromstring(answer.text.encode())
        found.faults += [f"{address}: form {form}" for form in _forbidden_forms(page, adapter, role)]
        for link in _links(page, address):
            pattern = _pattern(adapter, link)
            if link not in queued and counted[pattern] < of_a_kind:
                counted[pattern] += 1
                queued.add(link)
                queue.append(link)
    return found


def _links(page: html.HtmlElement, address: str) -> list[str]:
    links = [urljoin(address, element.get("href")) for element in page.iter("a") if element.get("href")]
    ours = [link.partition("#")[0] for link in links if not urlsplit(link).netloc and link.startswith("/")]
    return [link for link in ours if not link.startswith("/language/")]


def _pattern(adapter: MapAdapter, link: str) -> str:
    """Return the kind of page a link leads to: its address pattern and which questions it asks."""
    split = urlsplit(link)
    asked = ",".join(sorted(part.partition("=")[0] for part in split.query.split("&")))
    try:
        return f"{adapter.match(split.path, method='GET')[0]}?{asked}"
    except HTTPException:
        return split.path


def _forbidden_forms(page: html.HtmlElement, adapter: MapAdapter, role: str) -> list[str]:
    faults = []
    for form in page.iter("form"):
        if (form.get("method") or "get").lower() != "post":
            continue
        action = form.get("action") or ""
        try:
            endpoint, _ = adapter.match(urlsplit(action).path, method="POST")
        except HTTPException:
            faults.append(f"leads nowhere: {action}")
            continue
        if role not in MAY[BY_ENDPOINT[endpoint].power]:
            faults.append(f"not for {role}: {action}")
    return faults
