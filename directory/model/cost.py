"""What a family pays, as a service states it in words."""

from dataclasses import dataclass
from typing import Literal

FREE = frozenset(
    {
        "free",
        "free of charge",
        "free to families",
        "free for families",
        "free to parents",
        "free for parents",
        "free to carers",
        "free for carers",
        "no cost",
        "no charge",
        "nothing",
    }
)
"""Words that surely say that a family pays nothing."""
Kind = Literal["free", "other"]


@dataclass(frozen=True, slots=True)
class Cost:
    """What is stated; None = not stated, which is never taken for free."""

    text: str | None

    @property
    def kind(self) -> Kind | None:
        """Return whether it surely is free, or something else; None where it is not stated."""
        if self.text is None:
            return None
        plain = " ".join(self.text.split()).rstrip(".!").casefold()
        return "free" if plain in FREE else "other"
