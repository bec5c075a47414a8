"""Settings from the environment or `.env` (docs/operate.md); every error is reported together at start."""

from dataclasses import dataclass
from pathlib import Path
from zoneinfo import ZoneInfo

from environs import FileAwareEnv, ValidationError, validate

from service.clock import clock_of
from service.reminder_settings import HOURS, Address, Hours, read_addresses, read_hours


@dataclass(frozen=True, slots=True)
class Settings:
    home: Path  # record.db, read.db, accounts.db, files/
    zone: ZoneInfo  # where a day ends at 24:00
    locale: str
    clock: str | None  # an ISO moment or file:PATH; obeyed only by a demonstration record
    trusted_proxies: int
    log_format: str  # json or console
    timer: bool  # serve runs the daily tick itself
    font_dir: Path | None = None  # Chinese fonts for papers; None: Debian's fonts-noto-cjk
    notify: tuple[Address, ...] = ()  # where reminders go
    hours: Hours = HOURS  # in which they go out, on working days
    secret_key: str | None = None  # signs cookies; None: the one kept in the home

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

    @property
    def templates_path(self) -> Path:
        return self.home / "templates"


def load() -> Settings:
    """Read the settings. Raises: environs.EnvValidationError listing every wrong one."""
    env = FileAwareEnv(eager=False, prefix="DUCHA_", strip_whitespace=True)
    env.read_env(str(Path.cwd() / ".env"), recurse=False)
    home = env.path("HOME", Path("var"))
    zone = env.str("TIMEZONE", "Asia/Shanghai", validate=_is_zone)
    locale = env.str("LOCALE", "zh_Hans", validate=validate.OneOf(["zh_Hans", "zh_Hant", "en"]))
    clock = env.str("CLOCK", None, validate=_is_clock)
    trusted_proxies = env.int("TRUSTED_PROXIES", 0, validate=validate.Range(min=0))
    log_format = env.str("LOG_FORMAT", "json", validate=validate.OneOf(["json", "console"]))
    timer = env.str("TIMER", "on", validate=validate.OneOf(["on", "off"]))
    secret_key = env.str("SECRET_KEY", None, validate=validate.Length(min=32))
    notify = env.str("NOTIFY_URLS", "", validate=read_addresses)
    hours = env.str("WORKING_HOURS", None, validate=read_hours)
    font_dir = env.path("FONT_DIR", None, validate=_is_folder)
    env.seal()
    return Settings(
        home=home.resolve(),
        zone=ZoneInfo(zone),
        locale=locale,
        clock=clock,
        trusted_proxies=trusted_proxies,
        log_format=log_format,
        timer=timer == "on",
        font_dir=font_dir,
        secret_key=secret_key,
        notify=read_addresses(notify),
        hours=read_hours(hours) if hours else HOURS,
    )


def _is_zone(name: str) -> None:
    try:
        ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        raise ValidationError(f"{name} is no time zone") from None


def _is_folder(path: Path) -> None:
    if not path.is_dir():
        raise ValidationError(f"{path} is no folder")


def _is_clock(setting: str) -> None:
    try:
        clock_of(setting, ZoneInfo("UTC")).now()
    except (ValueError, OSError) as error:
        raise ValidationError(f"neither an ISO moment nor file:PATH holding one: {error}") from None
