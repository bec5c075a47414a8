"""Who is signed in at a browser: sessions in accounts.db, known by the digest of a random word (D-033)."""

from datetime import datetime, timedelta

from service import passwords
from service.accounts_file import AccountsFile

IDLE = timedelta(hours=2)  # a desk left alone
LONGEST = timedelta(hours=12)  # a working day
_NOTED_EVERY = timedelta(minutes=1)  # a write for every page seen would wait for the disk each time


class Sessions:
    def __init__(self, file: AccountsFile) -> None:
        self._file = file

    def begin(self, account: str, now: datetime) -> str:
        """Return the word of a new session; those that have run out are forgotten on the way."""
        word = passwords.new_token()
        with self._file.writing() as db:
            db.execute(
                "DELETE FROM sessions WHERE begun_at < ? OR seen_at < ?",
                ((now - LONGEST).timestamp(), (now - IDLE).timestamp()),
            )
            db.execute(
                "INSERT INTO sessions VALUES (?, ?, ?, ?)",
                (passwords.digest(word), account, now.timestamp(), now.timestamp()),
            )
        return word

    def account_of(self, word: str, now: datetime) -> str | None:
        """Return whose session it is, noting that it is in use; None when it has run out or was ended."""
        digest, moment = passwords.digest(word), now.timestamp()
        with self._file.reading() as db:
            row = db.execute("SELECT account, begun_at, seen_at FROM sessions WHERE digest = ?", (digest,)).fetchone()
        if row is None or moment - row[1] > LONGEST.total_seconds() or moment - row[2] > IDLE.total_seconds():
            return None
        if moment - row[2] > _NOTED_EVERY.total_seconds():
            with self._file.writing() as db:
                db.execute("UPDATE sessions SET seen_at = ? WHERE digest = ?", (moment, digest))
        return str(row[0])

    def end(self, word: str) -> None:
        with self._file.writing() as db:
            db.execute("DELETE FROM sessions WHERE digest = ?", (passwords.digest(word),))

    def end_all(self, account: str) -> None:
        """End every session of the account, wherever it is signed in."""
        with self._file.writing() as db:
            db.execute("DELETE FROM sessions WHERE account = ?", (account,))
