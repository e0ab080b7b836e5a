"""How this copy is served: the hosts it answers to, its older keys, who may read its metrics."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from directory.infrastructure.setting_list import SHORTEST_KEY

LOOPBACK_HOSTS = ("127.0.0.1", "localhost", "[::1]")
"""Answered in every copy: health checks ask there, and no link is built from them."""
FEWEST_LETTERS = 8
"""A key with fewer different characters was not made at random."""
DATABASE_SECONDS, LEAST_SECONDS, MOST_SECONDS = 20, 1, 600


@dataclass(frozen=True, slots=True, kw_only=True)
class ServingSettings:
    """What a running server keeps to."""

    hosts: tuple[str, ...] = LOOPBACK_HOSTS
    """The values of the Host header that are answered; any other gets 400."""
    old_keys: tuple[str, ...] = field(default=(), repr=False)
    """Keys that sealed cookies before the present one: these still open, and seal nothing new."""
    metrics_token: str | None = field(default=None, repr=False)
    """With which /metrics is read from elsewhere; without one, from this machine alone."""
    security_contact: str | None = None
    """Where a fault of safety is told: mailto: or https://, as security.txt says it."""
    backup_key: str | None = field(default=None, repr=False)
    """With which backups are sealed."""
    database_seconds: int = DATABASE_SECONDS
    """After how many seconds a page gives up waiting for one answer of the database."""


def read_serving(environ: Mapping[str, str], site: str, problems: list[str]) -> ServingSettings:
    """Return how this copy is served; add what is wrong to `problems`, never a secret."""
    return ServingSettings(
        hosts=_hosts(environ, site, problems),
        old_keys=_old_keys(environ, problems),
        metrics_token=_secret(
            "WAYMARK_METRICS_TOKEN", environ.get("WAYMARK_METRICS_TOKEN"), problems
        ),
        security_contact=_contact(environ, problems),
        backup_key=_secret("WAYMARK_BACKUP_KEY", environ.get("WAYMARK_BACKUP_KEY"), problems),
        database_seconds=_seconds(environ, problems),
    )


def weakness_of(key: str) -> str | None:
    """Return why a key can be guessed, or None for one that may have been made at random.

    >>> weakness_of("changeme" * 8)
    'it repeats itself'
    """
    if len(key) < SHORTEST_KEY:
        return f"it has fewer than {SHORTEST_KEY} characters"
    if len(set(key)) < FEWEST_LETTERS:
        return f"it has fewer than {FEWEST_LETTERS} different characters"
    if key in (key + key)[1:-1]:
        return "it repeats itself"
    return None


def _hosts(environ: Mapping[str, str], site: str, problems: list[str]) -> tuple[str, ...]:
    named = _listed(environ.get("WAYMARK_HOSTS"))
    if wrong := [name for name in named if "/" in name or "*" in name or " " in name]:
        problems.append(f"WAYMARK_HOSTS: “{wrong[0]}” is no host: write a name such as example.org")
    own = urlsplit(site).hostname if "://" in site else None
    return tuple(dict.fromkeys((*LOOPBACK_HOSTS, *([own] if own else []), *named)))


def _old_keys(environ: Mapping[str, str], problems: list[str]) -> tuple[str, ...]:
    keys = _listed(environ.get("SECRET_KEY_OLD"))
    if any(len(key) < SHORTEST_KEY for key in keys):
        problems.append(
            f"SECRET_KEY_OLD holds a key of fewer than {SHORTEST_KEY} characters:"
            " write the former keys, separated by commas"
        )
    return keys


def _secret(name: str, value: str | None, problems: list[str]) -> str | None:
    if value and (weak := weakness_of(value)):
        problems.append(f"{name} can be guessed: {weak}")
    return value or None


def _contact(environ: Mapping[str, str], problems: list[str]) -> str | None:
    value = environ.get("WAYMARK_SECURITY_CONTACT") or None
    if value and not (value.startswith(("mailto:", "https://")) and value.isprintable()):
        problems.append("WAYMARK_SECURITY_CONTACT must begin with mailto: or https://")
    return value


def _seconds(environ: Mapping[str, str], problems: list[str]) -> int:
    value = environ.get("WAYMARK_DATABASE_SECONDS") or str(DATABASE_SECONDS)
    if value.isdecimal() and LEAST_SECONDS <= int(value) <= MOST_SECONDS:
        return int(value)
    problems.append(
        f"WAYMARK_DATABASE_SECONDS: write a whole number, {LEAST_SECONDS} to {MOST_SECONDS}"
    )
    return DATABASE_SECONDS


def _listed(value: str | None) -> tuple[str, ...]:
    return tuple(part.strip() for part in (value or "").split(",") if part.strip())
