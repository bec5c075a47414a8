"""Secrets as they are made and checked: tokens, one-time codes, passwords; only their digests are kept (D-033)."""

import secrets
from hashlib import sha256
from hmac import compare_digest
from threading import BoundedSemaphore

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from domain.errors import InvalidError

TOKEN_BYTES = 32  # 256 bits: cannot be guessed, so a plain digest suffices
CODE_LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"  # none that look alike on a printed slip
CODE_GROUPS, CODE_GROUP = 4, 4  # 80 bits
SHORTEST, LONGEST = 10, 200  # characters of a password

_hasher = PasswordHasher(time_cost=2, memory_cost=19_456, parallelism=1)
# Each check takes 19 MiB: sixteen threads at once would take a third of a small machine.
_slots = BoundedSemaphore(2)
_NOBODY = "$argon2id$v=19$m=19456,t=2,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"


def new_token() -> str:
    """Return a token; its prefix lets a scanner of leaked texts know it."""
    return "ducha_" + secrets.token_urlsafe(TOKEN_BYTES)


def new_code() -> str:
    """Return a one-time code as it is printed: four groups of four."""
    groups = ("".join(secrets.choice(CODE_LETTERS) for _ in range(CODE_GROUP)) for _ in range(CODE_GROUPS))
    return "-".join(groups)


def digest(secret: str) -> bytes:
    return sha256(secret.encode("utf-8", "surrogatepass")).digest()


def code_digest(code: str) -> bytes:
    """Digest a code as typed: dashes, spaces and case do not count."""
    return digest("".join(c for c in code.upper() if c.isalnum()))


def same(one: bytes, other: bytes) -> bool:
    return compare_digest(one, other)


def require_strong(field: str, password: str, account: str) -> None:
    """Let a password pass that is long enough and not the account's name. Raises: InvalidError."""
    if not SHORTEST <= len(password) <= LONGEST:
        raise InvalidError(field, "password_length", shortest=SHORTEST, longest=LONGEST)
    if account in password.lower() and len(password) < len(account) + SHORTEST:
        raise InvalidError(field, "password_holds_account")


def hash_of(password: str) -> str:
    with _slots:
        return _hasher.hash(password)


def matches(hashed: str | None, password: str) -> bool:
    """Tell whether the password is the one hashed; without a hash it takes as long and is wrong."""
    if len(password) > LONGEST:
        return False
    with _slots:
        try:
            return _hasher.verify(hashed or _NOBODY, password) and hashed is not None
        except (VerificationError, InvalidHashError):
            return False
