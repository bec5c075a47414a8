"""Somebody at the machine's command line: the real commands, their exit codes, what they print."""

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from api.cli import main


class Shell:
    """Runs commands on one folder; the clock is a file, as DUCHA_CLOCK says."""

    def __init__(self, folder: Path, patch: pytest.MonkeyPatch) -> None:
        self.home = folder / "home"
        self.clock = folder / "clock"
        patch.chdir(folder)
        for name in ("DUCHA_TIMER", "DUCHA_TIMEZONE"):
            patch.delenv(name, raising=False)
        patch.setenv("DUCHA_HOME", str(self.home))
        patch.setenv("DUCHA_CLOCK", f"file:{self.clock}")
        self.at("2020-08-11 09:00")

    def at(self, moment: str) -> None:
        self.clock.write_text(f"{moment}:00+08:00\n")

    def run(self, *words: str | Path, code: int = 0) -> Result:
        """Run a command; a traceback is never an answer."""
        result = CliRunner().invoke(main, [str(word) for word in words], catch_exceptions=False)
        assert result.exit_code == code, (words, result.exit_code, result.output)
        return result

    def json(self, *words: str | Path) -> Any:
        return json.loads(self.run(*words, "--json").stdout)

    def refused(self, *words: str | Path, code: int = 1) -> str:
        """Return what a refused command says: on standard error, in words, and nothing on standard output."""
        result = self.run(*words, code=code)
        assert result.stdout == "" and result.stderr.strip(), result.output
        assert "Traceback" not in result.stderr
        return result.stderr
