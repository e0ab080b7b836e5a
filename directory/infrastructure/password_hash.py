"""Passwords: how they are kept, compared, and refused when they are easy to guess."""

import hashlib
from pathlib import Path

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

SHORTEST, LONGEST = 12, 200
_HASHER = PasswordHasher()
_SHA1_LETTERS = 40
_NOBODY = _HASHER.hash("the password of nobody")
"""Compared with where there is no account, so that the answer takes as long."""


def hash_password(password: str) -> str:
    """Return what is kept of a password: an argon2id hash."""
    return _HASHER.hash(password)


def is_password(password: str, kept: str | None) -> bool:
    """Say whether this is the password that was kept; as slow where none was."""
    try:
        return _HASHER.verify(kept or _NOBODY, password[: LONGEST + 1]) and bool(kept)
    except (VerificationError, InvalidHashError):
        return False


def password_problem(password: str, email: str, breached: Path | None) -> str | None:
    """Return why a password cannot be taken, for the person who chose it; None where it can.

    `breached` is a file of the SHA-1 of passwords that were stolen elsewhere, in order, one to a
    line, as Have I Been Pwned gives them out. Raises OSError where it cannot be read.
    """
    if len(password) < SHORTEST:
        return f"Your password must be {SHORTEST} characters or more"
    if len(password) > LONGEST:
        return f"Your password must be {LONGEST} characters or less"
    own = email.partition("@")[0].casefold()
    if len(set(password)) < SHORTEST // 3 or (len(own) > 3 and own in password.casefold()):
        return "Your password is easy to guess: choose one such as three random words"
    if breached and _is_listed(password, breached):
        return "This password is on a list of stolen passwords: choose another"
    return None


def _is_listed(password: str, file: Path) -> bool:
    """Look for a password in the middle of what is left of the file, and halve that."""
    wanted = hashlib.sha1(password.encode(), usedforsecurity=False).hexdigest().upper().encode()
    with file.open("rb") as lines:
        low, high = 0, lines.seek(0, 2)
        while low < high:
            middle = (low + high) // 2
            lines.seek(middle)
            if middle:
                lines.readline()
            found = lines.readline().strip()[:_SHA1_LETTERS].upper()
            if found == wanted:
                return True
            if found and found < wanted:
                low = middle + 1
            else:
                high = middle
        lines.seek(0)
        return lines.readline().strip()[:_SHA1_LETTERS].upper() == wanted
