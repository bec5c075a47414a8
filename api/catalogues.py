"""What the families say, gathered from the files named alike, `words_*.py` and `sentences_*.py`, in each language."""

import importlib
import pkgutil
from types import ModuleType

import api
import api.english
from api.languages import ENGLISH, HANS, ours


def sources(prefix: str, package: ModuleType = api) -> dict[str, dict[str, str]]:
    """Return what each `PREFIX_*.py` of a package says under `PREFIX` in capitals, by module name."""
    names = [module.name for module in pkgutil.iter_modules(package.__path__) if module.name.startswith(f"{prefix}_")]
    return {name: getattr(importlib.import_module(f"{package.__name__}.{name}"), prefix.upper()) for name in names}


def gathered(prefix: str, language: str = HANS) -> dict[str, str]:
    """Return all of it as one, not yet filled in: 繁體 is made of our own words alone, before the record's come in.

    A test sees to it that no two files word one thing differently.
    """
    package = api.english if language == ENGLISH else api
    return {key: ours(text, language) for source in sources(prefix, package).values() for key, text in source.items()}
