"""How people sign in: our own passwords, and the identity provider that the settings name."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path


@dataclass(frozen=True, slots=True, kw_only=True)
class IdentityProvider:
    """A provider of OpenID Connect: the council's own accounts."""

    issuer: str
    """Its address; what it can do is read from /.well-known/openid-configuration below that."""
    client_id: str
    client_secret: str = field(repr=False)
    name: str = "your council account"
    """What the page calls it."""

    @property
    def metadata_url(self) -> str:
        """Return where it says what it can do."""
        return f"{self.issuer.rstrip('/')}/.well-known/openid-configuration"


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountSettings:
    """Who must sign in, and how."""

    everyone_signs_in: bool = False
    """Whether reading and matching need an account too."""
    provider: IdentityProvider | None = None
    breached_passwords: Path | None = None
    direct_columns: frozenset[str] = frozenset()
    """What a provider changes without an editor."""


def read_accounts(environ: Mapping[str, str], problems: list[str]) -> AccountSettings:
    """Return how people sign in; add what is wrong to `problems`, never a secret."""
    return AccountSettings(
        everyone_signs_in=_everyone(environ, problems),
        provider=_provider(environ, problems),
        breached_passwords=_breached(environ, problems),
        direct_columns=_direct(environ),
    )


def _everyone(environ: Mapping[str, str], problems: list[str]) -> bool:
    value = environ.get("WAYMARK_SIGN_IN") or "writers"
    if value not in ("writers", "everyone"):
        problems.append(f"WAYMARK_SIGN_IN is “{value}”: write writers or everyone")
    return value == "everyone"


def _provider(environ: Mapping[str, str], problems: list[str]) -> IdentityProvider | None:
    names = ("WAYMARK_OIDC_ISSUER", "WAYMARK_OIDC_CLIENT_ID", "WAYMARK_OIDC_CLIENT_SECRET")
    issuer, client, secret = (environ.get(name) or "" for name in names)
    missing = [name for name in names if not environ.get(name)]
    if len(missing) == len(names):
        return None
    if missing:
        problems.append(f"{missing[0]} is missing: an identity provider needs {', '.join(names)}")
        return None
    own = issuer.startswith(("http://127.0.0.1:", "http://localhost:"))
    if not (issuer.startswith("https://") or own):
        problems.append("WAYMARK_OIDC_ISSUER must begin with https://")
    name = environ.get("WAYMARK_OIDC_NAME") or "your council account"
    return IdentityProvider(issuer=issuer, client_id=client, client_secret=secret, name=name)


def _breached(environ: Mapping[str, str], problems: list[str]) -> Path | None:
    named = environ.get("WAYMARK_BREACHED_PASSWORDS")
    if named and not Path(named).is_file():
        problems.append(f"WAYMARK_BREACHED_PASSWORDS: there is no file {named}")
    return Path(named) if named else None


def _direct(environ: Mapping[str, str]) -> frozenset[str]:
    named = environ.get("WAYMARK_DIRECT_CHANGES") or ""
    return frozenset(name.strip() for name in named.split(",") if name.strip())
