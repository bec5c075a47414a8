"""Building the catalogues of the pages: messages are the 简体 words as they stand in templates and pages.

`FAMILY/en/…/messages.po` is written by people; what is new stands in it without a translation after a build. The `.mo`
files are what is read at run time. 繁體 has no file to edit: it is the same words through OpenCC (docs/decisions/136).
"""

from collections.abc import Sequence
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

from babel.messages import Catalog
from babel.messages.extract import extract_from_file
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from api.languages import HANT, ours
from api.pages.families import FAMILIES

API = Path(__file__).parents[1]
_NO_TIME = datetime(2020, 1, 1, tzinfo=UTC)  # a build of the same words is the same file
_KEYWORDS = {"_": None, "gettext": None, "ngettext": (1, 2)}
_JINJA = {"trim_blocks": "true", "lstrip_blocks": "true", "silent": "false", "newstyle_gettext": "true"}


def families() -> list[str]:
    return list(dict.fromkeys(family.name for family in FAMILIES))


def messages(family: str) -> list[str]:
    """Return the words of a family's templates and pages, each once, in reading order."""
    templates = sorted((API / "templates" / family).rglob("*.html"))
    pages = [API / "pages" / f"{family}.py", *sorted((API / "pages").glob(f"{family}_*.py"))]
    found: dict[str, None] = {}
    for path in [*templates, *(page for page in pages if page.exists())]:
        method = "jinja2.ext.babel_extract" if path.suffix == ".html" else "python"
        options = _JINJA if path.suffix == ".html" else {}
        for _, message, _, _ in extract_from_file(method, path, keywords=_KEYWORDS, options=options):
            found.update(dict.fromkeys([message] if isinstance(message, str) else message))
    return list(found)


def english(family: str) -> Catalog:
    """Return the English catalogue brought up to the words there are now: new ones empty, gone ones left out."""
    path = written(family)
    known = read_po(path.open("rb"), locale="en") if path.exists() else Catalog(locale="en")
    return _catalogue("en", {one: _of(known, one) for one in messages(family)})


def traditional(family: str) -> Catalog:
    return _catalogue(HANT, {one: ours(one, HANT) for one in messages(family)})


def built(catalogue: Catalog) -> bytes:
    """Return the catalogue as it is read at run time."""
    file = BytesIO()
    write_mo(file, catalogue)
    return file.getvalue()


def written(family: str) -> Path:
    return _folder(family, "en") / "messages.po"


def binary(family: str, language: str) -> Path:
    return _folder(family, language) / "messages.mo"


def build(wanted: Sequence[str] = ()) -> dict[str, list[str]]:
    """Write the catalogues anew, all or those wanted. Return the words without English, by family."""
    missing = {}
    for family in wanted or families():
        if not messages(family):
            continue
        spoken = {"en": english(family), "zh_Hant": traditional(family)}
        for language, catalogue in spoken.items():
            _folder(family, language).mkdir(parents=True, exist_ok=True)
            binary(family, language).write_bytes(built(catalogue))
        with written(family).open("wb") as file:
            write_po(file, spoken["en"], omit_header=True, width=0, no_location=True)
        missing[family] = [message.id for message in spoken["en"] if message.id and not message.string]
    return {family: words for family, words in missing.items() if words}


def _catalogue(locale: str, words: dict[str, str]) -> Catalog:
    catalogue = Catalog(locale=locale, creation_date=_NO_TIME, revision_date=_NO_TIME)
    for one, said in words.items():
        catalogue.add(one, said)
    return catalogue


def _of(known: Catalog, word: str) -> str:
    message = known.get(word)
    return str(message.string) if message is not None and message.string else ""


def _folder(family: str, language: str) -> Path:
    return API / "translations" / family / language / "LC_MESSAGES"
