"""What each field of a page is called there, so that the list of what is wrong names fields as the form does."""

import re
from collections import Counter
from html import escape
from html.parser import HTMLParser
from typing import Any

_SUMMARY = re.compile(r'(?<=<ul>)(?:<li><a href="#[^"]+">[^<]*</a></li>)+(?=</ul></section>)')  # as `ui.errors` has it
_LINE = re.compile(r'<a href="#([^"]+)">([^<]*)</a>')
_NAMING = ("label", "legend")
_ASIDE = "mute"  # what stands in a label without being its name: “（可不填）”
_COLON = {"en": ": "}


def named(page: str, language: str) -> str:
    """Return a page whose error summary says which field each sentence is about, in the order of the fields."""
    labels = labels_of(page)
    places = {field: place for place, field in enumerate(labels)}

    def line(field: str, said: str) -> str:
        label = f"{escape(labels[field])}{_COLON.get(language, '：')}" if field in labels else ""
        return f'<li><a href="#{field}">{label}{said}</a></li>'

    def summary(lines: re.Match[str]) -> str:
        told = sorted(_LINE.findall(lines[0]), key=lambda one: places.get(one[0], len(places)))
        return "".join(line(*one) for one in told)

    return _SUMMARY.sub(summary, page, count=1)


def labels_of(page: str) -> dict[str, str]:
    """Return the words of each field's own label; of a group, its legend.

    Where several fields are called alike, each begins with the legend of the group it stands in.
    """
    reader = _Labels()
    reader.feed(page)
    often = Counter(reader.found.values())
    group = reader.group
    return {f: f"{group[f]} · {said}" if often[said] > 1 and f in group else said for f, said in reader.found.items()}


class _Labels(HTMLParser):
    """Reads labels and legends; an `aria-label` names what has no label to be seen."""

    def __init__(self) -> None:
        super().__init__()
        self.found: dict[str, str] = {}
        self.group: dict[str, str] = {}  # field → the legend of the fieldset it stands in
        self._groups: list[str | None] = []  # the ids of the fieldsets that are open
        self._legends: list[str] = []  # and what they are called
        self._tag = ""  # of the label or legend that is being read, with the id it names and its words so far
        self._names: str | None = None
        self._words: list[str] = []
        self._aside = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said: dict[str, Any] = dict(attrs)
        if tag == "fieldset":
            self._groups.append(said.get("id"))
            self._legends.append("")
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
            self._legends.pop()
        elif tag == "span":
            self._aside = False
        elif tag == self._tag:
            words = " ".join("".join(self._words).split())
            if tag == "legend" and self._legends:
                self._legends[-1] = words
            if self._names and self._names not in self.found:
                self.found[self._names] = words
                if tag == "label" and self._legends and self._legends[-1]:
                    self.group[self._names] = self._legends[-1]
            self._tag = ""
