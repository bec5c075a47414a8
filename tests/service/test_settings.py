"""Settings: defaults that work, and every wrong one named at once."""

from pathlib import Path

import pytest
from environs import EnvValidationError

from service.settings import load


@pytest.fixture(autouse=True)
def no_settings(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("HOME", "TIMEZONE", "LOCALE", "CLOCK", "TIMER"):
        monkeypatch.setenv(f"DUCHA_{name}", "")  # so that what a .env file sets here is taken back afterwards
        monkeypatch.delenv(f"DUCHA_{name}")


def test_without_any_setting_everything_has_its_place(tmp_path: Path) -> None:
    settings = load()
    assert settings.record_path == tmp_path / "var" / "record.db"
    assert (settings.zone.key, settings.timer, settings.clock) == ("Asia/Shanghai", True, None)


def test_all_wrong_settings_are_reported_together(monkeypatch: pytest.MonkeyPatch) -> None:
    wrong = {"TIMEZONE": "Mars/Olympus", "LOCALE": "xx", "CLOCK": "noon", "TIMER": "maybe", "TRUSTED_PROXIES": "two"}
    for name, value in wrong.items():
        monkeypatch.setenv(f"DUCHA_{name}", value)
    with pytest.raises(EnvValidationError) as refused:
        load()
    assert all(f"DUCHA_{name}" in str(refused.value) for name in wrong)


def test_a_number_of_proxies_below_none_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DUCHA_TRUSTED_PROXIES", "-1")
    with pytest.raises(EnvValidationError, match="DUCHA_TRUSTED_PROXIES"):
        load()


def test_settings_may_stand_in_a_file_beside_the_command(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("DUCHA_TIMER=off\n")
    assert load().timer is False
