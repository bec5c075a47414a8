"""The accounts' own store: credentials, tokens, throttling; mutable, backed up, never evidence (D-033).

What the record says of accounts and posts is copied here by the verbs, so that a token is answered without the record.
Another process's change is seen at the next request: the file's data version is asked each time (2 µs).
"""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta, tzinfo
from pathlib import Path
from typing import Any, Protocol

import msgspec

from domain import ids
from domain.accounts import Account, Delegation
from domain.actors import Actor
from domain.errors import ForbiddenError, RefusedError
from domain.posts import Post
from service import passwords, throttle
from service.accounts_file import AccountsFile
from service.sessions import Sessions

CODE_VALID = timedelta(days=30)
CACHED_ACTORS = 10_000

_KEEP = """INSERT INTO {0}s({0}, version, state) VALUES (?, ?, ?)
    ON CONFLICT({0}) DO UPDATE SET version = excluded.version, state = excluded.state
    WHERE excluded.version >= version"""


class Folding(Protocol):
    """The event store, as far as it is asked here."""

    def fold(self, stream: str) -> Any: ...
    def version(self, stream: str) -> int: ...


class Accounts:
    def __init__(self, path: Path, zone: tzinfo) -> None:
        self._file = AccountsFile(path)
        self.sessions = Sessions(self._file)
        self._zone = zone
        self._actors: dict[tuple[bytes, str | None, date], Actor] = {}
        self._seen = -1
        self._wrong_tokens = throttle.WrongTokens()

    def create_tables(self) -> None:
        """Make the file and its tables; harmless when they are there."""
        self._file.create_tables()

    def close(self) -> None:
        self._file.close()

    # --- who is asking -------------------------------------------------------------------------------------------

    def actor_for_token(
        self, token: str, now: datetime, *, acting_for: str | None = None, address: str | None = None
    ) -> Actor | None:
        """Return who bears the token, with the lender's powers when `acting_for` names one; None for a wrong token.

        Raises: ForbiddenError when nothing is lent today, ThrottledError after too many wrong tokens of an address.
        """
        today = now.astimezone(self._zone).date()
        key = (passwords.digest(token), acting_for, today)
        with self._file.reading() as db:
            if (version := db.execute("PRAGMA data_version").fetchone()[0]) != self._seen:
                self._actors.clear()
                self._seen = version
            actor = self._actors.get(key)
            if actor is not None:
                return actor
            row = db.execute("SELECT account, label FROM tokens WHERE digest = ?", (key[0],)).fetchone()
            account = _account(db, row[0]) if row else None
            if account is not None and row[1] in account.labels:
                actor = _acting(db, account, acting_for, today)
                if len(self._actors) >= CACHED_ACTORS:
                    self._actors.clear()
                self._actors[key] = actor
                return actor
            if address is not None:
                self._wrong_tokens.note(address, now)
        return None

    def actor_of(self, account: str, now: datetime, *, acting_for: str | None = None) -> Actor | None:
        """Return the actor of an account that has proved itself otherwise; None when closed or unknown.

        Raises: ForbiddenError as `actor_for_token`.
        """
        today = now.astimezone(self._zone).date()
        with self._file.reading() as db:
            found = _account(db, account)
            return _acting(db, found, acting_for, today) if found and not found.closed else None

    def lenders_to(self, account: str, today: date) -> list[Account]:
        """Return the open accounts that lend their powers to this one on the day, by name."""
        with self._file.reading() as db:
            states = db.execute("SELECT state FROM accounts ORDER BY account").fetchall()
        lenders = (msgspec.json.decode(state, type=Account) for (state,) in states)
        return [
            lender
            for lender in lenders
            if not lender.closed and any(d.to == account and d.covers(today) for d in lender.delegations)
        ]

    def lent_by(self, account: str) -> tuple[Delegation, ...]:
        """Return what the account has lent, past loans included."""
        with self._file.reading() as db:
            found = _account(db, account)
        return found.delegations if found else ()

    # --- passwords and one-time codes ----------------------------------------------------------------------------

    def new_code(self, account: str, now: datetime) -> str:
        """Return a fresh one-time code; it ends the code and the password before it, and every session."""
        code = passwords.new_code()
        with self._file.writing() as db:
            db.execute("DELETE FROM sessions WHERE account = ?", (account,))
            db.execute(
                "INSERT OR REPLACE INTO credentials VALUES (?, NULL, ?, ?)",
                (account, passwords.code_digest(code), (now + CODE_VALID).timestamp()),
            )
            throttle.forget_old(db, now)
        return code

    def is_activated(self, account: str) -> bool:
        return self._credential(account)[0] is not None

    def activate(self, account: str, code: str, password: str, now: datetime, *, address: str | None = None) -> bool:
        """Set the first password by the one-time code, which is then spent. Tell whether the code was right.

        Raises: InvalidError for a weak password (the code is not spent), ThrottledError.
        """
        passwords.require_strong("password", password, account)
        with self._guess(account, now, address) as guess:
            _, kept, until = self._credential(account)
            in_time = kept is not None and now.timestamp() <= until
            guess.right = in_time and passwords.same(kept or b"", passwords.code_digest(code))
            if guess.right:
                hashed = passwords.hash_of(password)
                with self._file.writing() as db:
                    spent = db.execute(
                        "UPDATE credentials SET password = ?, code = NULL WHERE account = ? AND code = ?",
                        (hashed, account, kept),
                    )
                    guess.right = spent.rowcount == 1  # of two at once, one
        return guess.right

    def check_password(self, account: str, password: str, now: datetime, *, address: str | None = None) -> bool:
        """Tell whether this is the password of an open account. Raises: ThrottledError."""
        with self._guess(account, now, address) as guess:
            guess.right = passwords.matches(self._credential(account)[0], password)
        return guess.right and self.actor_of(account, now) is not None

    def change_password(
        self, account: str, password: str, new_password: str, now: datetime, *, address: str | None = None
    ) -> None:
        """Replace the password and end every session of the account.

        Raises: InvalidError, ThrottledError, RefusedError when the old one is wrong.
        """
        passwords.require_strong("new_password", new_password, account)
        if not self.check_password(account, password, now, address=address):
            raise RefusedError("account.wrong_password", clause="D-033")
        hashed = passwords.hash_of(new_password)
        with self._file.writing() as db:
            db.execute("UPDATE credentials SET password = ? WHERE account = ?", (hashed, account))
            db.execute("DELETE FROM sessions WHERE account = ?", (account,))

    # --- what the verbs copy from the record ---------------------------------------------------------------------

    def keep_account(self, store: Folding, account: str) -> None:
        """Copy the account as the record has it, and its posts; tokens without a label in use are gone from now on."""
        version = store.version(ids.account(account))
        state: Account = store.fold(ids.account(account))
        for post in state.posts:
            self.keep_post(store, post)  # one that a list brought was not copied before anybody had an account for it
        with self._file.writing() as db:
            db.execute(_KEEP.format("account"), (account, version, msgspec.json.encode(state)))
            kept = _account(db, account)
            labels = set(kept.labels) if kept else set()
            for (label,) in db.execute("SELECT label FROM tokens WHERE account = ?", (account,)).fetchall():
                if label not in labels:
                    db.execute("DELETE FROM tokens WHERE account = ? AND label = ?", (account, label))
            if kept is None or kept.closed:
                db.execute("DELETE FROM credentials WHERE account = ?", (account,))

    def keep_post(self, store: Folding, post: str) -> None:
        """Copy a post with its holders, who are shown beside the acts of its accounts."""
        version = store.version(ids.post(post))
        with self._file.writing() as db:
            db.execute(_KEEP.format("post"), (post, version, msgspec.json.encode(store.fold(ids.post(post)))))

    def catch_up(self, store: Folding) -> None:
        """Copy what a process that died in between left uncopied: a closure on record must not wait for anybody."""
        with self._file.reading() as db:
            accounts = db.execute("SELECT account, version FROM accounts").fetchall()
            posts = db.execute("SELECT post, version FROM posts").fetchall()
        for account, version in accounts:
            if store.version(ids.account(account)) != version:
                self.keep_account(store, account)
        for post, version in posts:
            if store.version(ids.post(post)) != version:
                self.keep_post(store, post)

    def new_token(self, account: str, label: str, *, replace: bool) -> str | None:
        """Return a fresh token under the label, in place of any before; None when there is one and not `replace`."""
        token = passwords.new_token()
        with self._file.writing() as db:
            if replace:
                db.execute("DELETE FROM tokens WHERE account = ? AND label = ?", (account, label))
            added = db.execute(
                "INSERT OR IGNORE INTO tokens VALUES (?, ?, ?)", (passwords.digest(token), account, label)
            )
        return token if added.rowcount == 1 else None

    def _credential(self, account: str) -> tuple[str | None, bytes | None, float]:
        with self._file.reading() as db:
            asked = db.execute("SELECT password, code, code_until FROM credentials WHERE account = ?", (account,))
            row = asked.fetchone()
        return row if row else (None, None, 0.0)

    @contextmanager
    def _guess(self, account: str, now: datetime, address: str | None) -> Iterator["_Guess"]:
        """Count a guess as wrong, let the caller check it, and take it back when it was right."""
        subjects = throttle.subjects(account, address)
        with self._file.writing() as db:
            throttle.begin_guess(db, subjects, now)
        guess = _Guess()
        yield guess
        if guess.right:
            with self._file.writing() as db:
                throttle.guessed_right(db, subjects)


class _Guess:
    right = False


def _account(db: sqlite3.Connection, account: str) -> Account | None:
    row = db.execute("SELECT state FROM accounts WHERE account = ?", (account,)).fetchone()
    return msgspec.json.decode(row[0], type=Account) if row else None


def _acting(db: sqlite3.Connection, account: Account, acting_for: str | None, today: date) -> Actor:
    """Return the actor: own powers, or those lent. The person is always who acts, never who lent."""
    person = _person(db, account, today)
    if acting_for is None:
        return Actor(account.account, account.role, account.unit, account.posts, person)
    lender = _account(db, acting_for)
    lent = lender.delegations if lender is not None and not lender.closed else ()
    if lender is None or not any(d.to == account.account and d.covers(today) for d in lent):
        raise ForbiddenError("act_for", account.role)
    return Actor(account.account, lender.role, lender.unit, lender.posts, person, delegated_by=lender.account)


def _person(db: sqlite3.Connection, account: Account, today: date) -> str | None:
    if not account.posts:
        return None
    row = db.execute("SELECT state FROM posts WHERE post = ?", (account.posts[0],)).fetchone()
    holder = msgspec.json.decode(row[0], type=Post).holder_on(today) if row else None
    return holder.person if holder else None
