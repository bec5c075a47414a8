"""How often a secret may be guessed: five failures, then growing waits, for each account and each address (D-033)."""

from collections import OrderedDict
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from sqlite3 import Connection

from domain.errors import DuchaError

FREE_FAILURES = 5
FIRST_WAIT, LONGEST_WAIT = timedelta(minutes=1), timedelta(hours=1)
FORGOTTEN = {"account": timedelta(days=1), "address": timedelta(minutes=15)}  # since the last failure
WRONG_TOKENS, WRONG_TOKENS_WITHIN = 20, timedelta(minutes=1)
ADDRESSES_KEPT = 10_000

TABLE = """CREATE TABLE IF NOT EXISTS failures(
    subject TEXT PRIMARY KEY, count INTEGER NOT NULL, last_at REAL NOT NULL, locked_until REAL NOT NULL
) STRICT"""


class ThrottledError(DuchaError):
    """Too many wrong guesses; answered alike whether the account exists or not."""

    def __init__(self, seconds: int) -> None:
        super().__init__(f"wait {seconds} s")
        self.seconds = seconds


def subjects(account: str, address: str | None) -> list[str]:
    """Return what a guess is counted against."""
    return [f"account:{account}", *([f"address:{address}"] if address else [])]


def begin_guess(db: Connection, guessed: list[str], now: datetime) -> None:
    """Count a guess as a failure *before* it is checked, so that guesses at the same moment cannot outrun the count.

    Raises: ThrottledError when one of the subjects is locked; then nothing is counted.
    """
    moment = now.timestamp()
    counts = {subject: _count(db, subject, moment) for subject in guessed}
    for subject, count in counts.items():
        wait = _wait(count + 1).total_seconds()
        db.execute("INSERT OR REPLACE INTO failures VALUES (?, ?, ?, ?)", (subject, count + 1, moment, moment + wait))


def guessed_right(db: Connection, guessed: list[str]) -> None:
    """Forget the account's failures; give back the address's one guess, and keep what others failed there."""
    for subject in guessed:
        if subject.startswith("account:"):
            db.execute("DELETE FROM failures WHERE subject = ?", (subject,))
        else:
            db.execute("UPDATE failures SET count = max(count - 1, 0), locked_until = 0 WHERE subject = ?", (subject,))


def forget_old(db: Connection, now: datetime) -> None:
    db.execute("DELETE FROM failures WHERE last_at < ?", ((now - max(FORGOTTEN.values())).timestamp(),))


def _count(db: Connection, subject: str, moment: float) -> int:
    row = db.execute("SELECT count, last_at, locked_until FROM failures WHERE subject = ?", (subject,)).fetchone()
    if row is None:
        return 0
    count, last_at, locked_until = row
    if moment < locked_until:
        raise ThrottledError(max(1, round(locked_until - moment)))
    forgotten = FORGOTTEN[subject.partition(":")[0]].total_seconds()
    return 0 if moment - last_at > forgotten else int(count)


def _wait(failures: int) -> timedelta:
    if failures < FREE_FAILURES:
        return timedelta(0)
    return min(FIRST_WAIT * (1 << min(failures - FREE_FAILURES, 10)), LONGEST_WAIT)


@dataclass(slots=True)
class _Window:
    begun: datetime
    count: int


class WrongTokens:
    """Counts wrong bearer tokens per address, in this process's memory only.

    A token of 256 bits is not guessed; this keeps a broken script or a scanner from costing a disk write each time.
    Right tokens are never held up: a whole office may share one address.
    """

    def __init__(self) -> None:
        self._windows: OrderedDict[str, _Window] = OrderedDict()

    def note(self, address: str, now: datetime) -> None:
        """Count one. Raises: ThrottledError when there were too many within the minute."""
        window = self._windows.get(address)
        if window is None or not timedelta(0) <= now - window.begun < WRONG_TOKENS_WITHIN:
            window = self._windows[address] = _Window(now.astimezone(UTC), 0)
            while len(self._windows) > ADDRESSES_KEPT:
                self._windows.popitem(last=False)
        window.count += 1
        if window.count > WRONG_TOKENS:
            raise ThrottledError(max(1, round((window.begun + WRONG_TOKENS_WITHIN - now).total_seconds())))
