"""What a browser carries for us, sealed: it can neither be read nor be changed on the way."""

import base64
import hashlib
from typing import Any

from cryptography.fernet import Fernet

from directory.extensions import current_settings


def seal_for(purpose: str) -> Fernet:
    """Return the seal of this server for one purpose, its key derived from the secret key."""
    secret = current_settings().secret_key.encode()
    person = f"waymark {purpose}".encode()
    key = hashlib.blake2b(secret, digest_size=32, person=person).digest()
    return Fernet(base64.urlsafe_b64encode(key))


def cookie_manners() -> dict[str, Any]:
    """Return what keeps a cookie from scripts, from other sites and from open lines."""
    secure = current_settings().is_production
    return {"httponly": True, "samesite": "Strict", "secure": secure}
