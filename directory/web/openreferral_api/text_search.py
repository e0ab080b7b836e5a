"""Searching the feed in words: the one place that says how."""

from sqlalchemy.orm import Session

from directory.domain.search.filter_columns import FilterColumns
from directory.domain.search.normalise import plain, plain_words
from directory.domain.search.synonyms import lexicon_in
from directory.domain.search.text_match import TextReader
from directory.storage import reference_data
from directory.storage.column_store import STORES
from directory.storage.snapshot import Flags
from directory.web.extensions import current_settings


def having(session: Session, words: str) -> Flags:
    """Return the services that have all the words, as the page of find has it.

    A word that nobody uses, or that is misspelt, finds nothing here: a program cannot be told
    what was read instead.
    """
    settings, arrays = current_settings(), STORES.current(session, FilterColumns)
    knowledge = reference_data.knowledge_in(settings)
    reader = TextReader.of(session, arrays, knowledge, lexicon_in(settings.data, knowledge))
    found = reader.find(words)
    if found is None:
        return ~arrays.none()
    is_read_otherwise = found.nowhere or found.put_right or found.only_near
    return arrays.none() if is_read_otherwise else found.all_of


def holds(words: str, *texts: str) -> bool:
    """Say whether a word of the texts begins with each of these words."""
    found = f" {plain_words(texts)}"
    return all(f" {word}" in found for word in plain(words).split())
