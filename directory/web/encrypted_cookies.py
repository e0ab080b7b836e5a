"""What a browser carries for us, sealed: it can neither be read nor be changed on the way."""

import base64
import hashlib
from typing import Any

from cryptography.fernet import Fernet, InvalidToken, MultiFernet

from directory.web.extensions import current_settings


def seal_for(purpose: str) -> MultiFernet:
    """Return the seal of this server for one purpose, its key derived from the secret key.

    It seals with the present key, and opens what a former one sealed: a change of keys ends no
    visit.
    """
    settings = current_settings()
    keys = (settings.secret_key, *settings.serving.old_keys)
    return MultiFernet([_fernet(key, purpose) for key in keys])


def resealed(purpose: str, sealed: str) -> str | None:
    """Return what a former key sealed as the present key seals it; None where it did already.

    For what is kept longer than a cookie. Raises InvalidToken for what no key of ours sealed.
    """
    present = _fernet(current_settings().secret_key, purpose)
    try:
        present.decrypt(sealed.encode())
    except InvalidToken:
        return seal_for(purpose).rotate(sealed.encode()).decode()
    return None


def _fernet(secret: str, purpose: str) -> Fernet:
    person = f"waymark {purpose}".encode()
    key = hashlib.blake2b(secret.encode(), digest_size=32, person=person).digest()
    return Fernet(base64.urlsafe_b64encode(key))


def cookie_manners() -> dict[str, Any]:
    """Return what keeps a cookie from scripts, from other sites and from open lines."""
    secure = current_settings().is_production
    return {"httponly": True, "samesite": "Strict", "secure": secure}
