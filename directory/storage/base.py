"""The declarative base, and how lists of words are kept."""

from collections.abc import Iterable
from functools import lru_cache

from sqlalchemy import Dialect, MetaData, String, TypeDecorator
from sqlalchemy.orm import DeclarativeBase

NAMES = {
    "ix": "ix_%(column_0_label)s",
    "uq": "uq_%(table_name)s_%(column_0_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}
"""Constraints are named by rule, so that a migration can name them on every database."""


class Base(DeclarativeBase):
    """The base of every table."""

    metadata = MetaData(naming_convention=NAMES)


class WordList(TypeDecorator[tuple[str, ...]]):
    """A short list of words, kept as the directory file writes it: `home;venue`."""

    impl = String
    cache_ok = True

    def process_bind_param(self, value: Iterable[str] | None, dialect: Dialect) -> str:
        """Return the words as text; no words are empty text."""
        return ";".join(value or ())

    def process_result_value(self, value: str | None, dialect: Dialect) -> tuple[str, ...]:
        """Return the text as words."""
        return _words(value) if value else ()


@lru_cache(maxsize=1 << 12)
def _words(text: str) -> tuple[str, ...]:
    """Return a list of words; the same few lists stand in thousands of rows."""
    return tuple(text.split(";"))
