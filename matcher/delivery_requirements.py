"""What a recommendation asks of the way it is delivered, as figures and in words."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Literal

__all__ = [
    "DeliveryRequirements",
    "Setting",
    "say_count",
    "say_sessions",
    "say_settings",
    "say_weeks",
]

Setting = Literal["home", "venue", "online", "phone", "group"]
"""How a service says that it is delivered: the words of `delivery` in the directory file."""

_SETTINGS = {
    "home": "at home",
    "venue": "at a venue",
    "online": "online",
    "phone": "by phone",
    "group": "in a group",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class DeliveryRequirements:
    """What a recommendation asks of the way it is delivered, where a service can be held to it.

    None, False, or an empty list: the recommendation says nothing of it. What a service has no
    column for is in words, to be asked of the provider.
    """

    weeks_at_least: int | None = None
    weeks_at_most: int | None = None
    sessions_at_least: int | None = None
    sessions_usually_up_to: int | None = None
    """More than these only where they are needed, up to any `sessions_at_most`."""
    sessions_at_most: int | None = None
    group_sessions_at_most: int | None = None
    """Where a group is the other way to deliver it; `sessions_at_most` is then without a group."""
    every_week: bool = False
    session_length: str | None = None
    setting: tuple[Setting, ...] = ()
    """Any of these will do."""
    setting_if_possible: bool = False
    group_size: str | None = None
    trained: bool = False
    """By somebody trained in this very programme."""
    on_call: bool = False
    """Day and night."""
    individual_sessions: str | None = None
    carer_sessions: str | None = None
    """Sessions of their own for a parent or carer who did not abuse the child."""


def say_weeks(asks: DeliveryRequirements) -> str | None:
    """Return how long is asked for, as in "at least 26 weeks"; None where nothing is asked."""
    return _between(asks.weeks_at_least, asks.weeks_at_most, "week")


def say_sessions(asks: DeliveryRequirements) -> str | None:
    """Return how many sessions are asked for, as in "12 to 16 sessions, more if needed"."""
    most, usual = asks.sessions_at_most, asks.sessions_usually_up_to
    words = _between(asks.sessions_at_least, most if usual is None else usual, "session")
    parts = [words] if words else []
    if usual is not None:
        parts.append("more if needed" if most is None else f"up to {most} if needed")
    if asks.group_sessions_at_most is not None:
        parts.append(f"or up to {asks.group_sessions_at_most} in a group")
    return ", ".join(parts) or None


def say_settings(words: Collection[str]) -> list[str]:
    """Return settings as they stand in a sentence, a word that is not known as it is."""
    others = sorted(set(words) - _SETTINGS.keys())
    return [_SETTINGS[word] for word in _SETTINGS if word in words] + others


def _between(least: int | None, most: int | None, noun: str) -> str | None:
    """Return "at least 12 weeks", "up to 20 sessions", "17 to 26 weeks" or "52 weeks"."""
    if least is None or most is None:
        limit, words = (most, "up to") if least is None else (least, "at least")
        return f"{words} {say_count(limit, noun)}" if limit is not None else None
    return say_count(most, noun) if least == most else f"{least} to {say_count(most, noun)}"


def say_count(number: int | None, noun: str) -> str | None:
    """Return "1 week" or "12 weeks"; None where there is no number."""
    if number is None:
        return None
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
