"""What the families say, gathered from the files named alike: `words_*.py`, `sentences_*.py`."""

import importlib
import pkgutil

import api


def sources(prefix: str) -> dict[str, dict[str, str]]:
    """Return what each `api/PREFIX_*.py` says under `PREFIX` in capitals, by module name."""
    names = [module.name for module in pkgutil.iter_modules(api.__path__) if module.name.startswith(f"{prefix}_")]
    return {name: getattr(importlib.import_module(f"api.{name}"), prefix.upper()) for name in names}


def gathered(prefix: str) -> dict[str, str]:
    """Return all of it as one; a test sees to it that no two files word one thing differently."""
    return {key: text for source in sources(prefix).values() for key, text in source.items()}
