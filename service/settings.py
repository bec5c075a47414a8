"""Settings from the environment or `.env` (docs/operate.md); every error is reported together at start."""

from dataclasses import dataclass
from pathlib import Path
from zoneinfo import ZoneInfo

from environs import Env, ValidationError, validate

from service.clock import clock_of


@dataclass(frozen=True, slots=True)
class Settings:
    home: Path  # record.db, read.db, accounts.db, files/
    zone: ZoneInfo  # where a day ends at 24:00
    locale: str
    clock: str | None  # an ISO moment or file:PATH; obeyed only by a demonstration record
    trusted_proxies: int
    log_format: str  # json or console
    timer: bool  # serve runs the daily tick itself

    @property
    def record_path(self) -> Path:
        return self.home / "record.db"

    @property
    def read_path(self) -> Path:
        return self.home / "read.db"

    @property
    def accounts_path(self) -> Path:
        return self.home / "accounts.db"

    @property
    def files_path(self) -> Path:
        return self.home / "files"


def load() -> Settings:
    """Read the settings. Raises: environs.EnvValidationError listing every wrong one."""
    env = Env(eager=False, prefix="DUCHA_")
    env.read_env(str(Path.cwd() / ".env"), recurse=False)
    home = env.path("HOME", Path("var"))
    zone = env.str("TIMEZONE", "Asia/Shanghai", validate=_is_zone)
    locale = env.str("LOCALE", "zh_Hans", validate=validate.OneOf(["zh_Hans", "zh_Hant", "en"]))
    clock = env.str("CLOCK", None, validate=_is_clock)
    trusted_proxies = env.int("TRUSTED_PROXIES", 0, validate=validate.Range(min=0))
    log_format = env.str("LOG_FORMAT", "json", validate=validate.OneOf(["json", "console"]))
    timer = env.str("TIMER", "on", validate=validate.OneOf(["on", "off"]))
    env.seal()
    return Settings(
        home=home.resolve(),
        zone=ZoneInfo(zone),
        locale=locale,
        clock=clock,
        trusted_proxies=trusted_proxies,
        log_format=log_format,
        timer=timer == "on",
    )


def _is_zone(name: str) -> None:
    try:
        ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        raise ValidationError(f"{name} is no time zone") from None


def _is_clock(setting: str) -> None:
    try:
        clock_of(setting, ZoneInfo("UTC")).now()
    except (ValueError, OSError) as error:
        raise ValidationError(f"neither an ISO moment nor file:PATH holding one: {error}") from None
