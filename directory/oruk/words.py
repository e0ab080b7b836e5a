"""Searching the feed in words: the one place that says how."""

from sqlalchemy.orm import Session

from directory import bridge
from directory.extensions import current_settings
from directory.nearby.snapshot import Flags
from directory.searching.arrays import ARRAYS
from directory.searching.lexicon import lexicon_in
from directory.searching.plain import plain, plain_words
from directory.searching.words import Reader


def having(session: Session, words: str) -> Flags:
    """Return the services that have all the words, as the page of find has it.

    A word that nobody uses, or that is misspelt, finds nothing here: a program cannot be told
    what was read instead.
    """
    settings, arrays = current_settings(), ARRAYS.current(session)
    knowledge = bridge.knowledge_in(settings.data)
    reader = Reader(session, arrays, knowledge, lexicon_in(settings.data, knowledge))
    found = reader.find(words)
    if found is None:
        return ~arrays.none()
    is_read_otherwise = found.is_any or found.nowhere or found.put_right
    return arrays.none() if is_read_otherwise else found.hits


def holds(words: str, *texts: str) -> bool:
    """Say whether a word of the texts begins with each of these words."""
    found = f" {plain_words(texts)}"
    return all(f" {word}" in found for word in plain(words).split())
