"""The stem of a word: what it has in common with its other forms."""

from collections.abc import Iterable
from functools import lru_cache
from threading import local

import snowballstemmer

_STEMMERS = local()
"""One stemmer for each thread: it holds the word that it is at, and others would change it."""

ALONE = {
    "housing": "housing",
    "training": "training",
    "evening": "evening",
    "evenings": "evening",
    "police": "police",
}
"""Words that share a stem with another of other meaning: house, trained, even, policy."""


@lru_cache(maxsize=1 << 16)
def stem(word: str) -> str:
    """Return what a plain word has in common with its other forms: family and families alike."""
    if word.isdigit() or word in ALONE:
        return ALONE.get(word, word)
    if not hasattr(_STEMMERS, "english"):
        _STEMMERS.english = snowballstemmer.stemmer("english")
    found: str = _STEMMERS.english.stemWord(word)
    return found


def stems(words: Iterable[str]) -> tuple[str, ...]:
    """Return the stems of plain words, in their order."""
    return tuple(map(stem, words))
