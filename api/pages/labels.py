"""What each field of a page is called there, so that the list of what is wrong names the fields as the form does."""

from collections.abc import Iterable
from html import escape
from html.parser import HTMLParser
from typing import Any

_NAMING = ("label", "legend")
_ASIDE = "mute"  # what stands in a label without being its name: “（可不填）”
_COLON = {"en": ": "}


def named(page: str, fields: Iterable[str], language: str) -> str:
    """Return a page whose error summary says before each sentence which field it is about."""
    labels = labels_of(page)
    for field in fields:
        if label := labels.get(field):
            link = f'<a href="#{escape(field)}">'
            page = page.replace(link, f"{link}{escape(label)}{_COLON.get(language, '：')}", 1)
    return page


def labels_of(page: str) -> dict[str, str]:
    """Return the words of each field's own label; of a group, its legend."""
    reader = _Labels()
    reader.feed(page)
    return reader.found


class _Labels(HTMLParser):
    """Reads labels and legends; an `aria-label` names what has no label to be seen."""

    def __init__(self) -> None:
        super().__init__()
        self.found: dict[str, str] = {}
        self._groups: list[str | None] = []  # the ids of the fieldsets that are open
        self._tag = ""  # of the label or legend that is being read, with the id it names and its words so far
        self._names: str | None = None
        self._words: list[str] = []
        self._aside = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said: dict[str, Any] = dict(attrs)
        if tag == "fieldset":
            self._groups.append(said.get("id"))
        elif tag in _NAMING and not self._tag:
            self._tag, self._words = tag, []
            self._names = said.get("for") if tag == "label" else next(reversed(self._groups), None)
        elif self._tag and _ASIDE in said.get("class", "").split():
            self._aside = True
        elif "aria-label" in said and said.get("id"):
            self.found.setdefault(said["id"], said["aria-label"])

    def handle_data(self, data: str) -> None:
        if self._tag and not self._aside:
            self._words.append(data)

    def handle_endtag(self, tag: str) -> None:
        if tag == "fieldset":
            self._groups.pop()
        elif tag == "span":
            self._aside = False
        elif tag == self._tag:
            self._tag = ""
            if self._names:
                self.found.setdefault(self._names, " ".join("".join(self._words).split()))
