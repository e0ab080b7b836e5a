"""A search in words as units, each to be found somewhere: a word, or a phrase with a meaning."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

import snowballstemmer

from directory.searching.lexicon import LONGEST_PHRASE, Lexicon, Meaning
from directory.searching.plain import plain

MOST_UNITS = 8
_STEM = snowballstemmer.stemmer("english")


@lru_cache(maxsize=1 << 16)
def stem(word: str) -> str:
    """Return what a plain word has in common with its other forms: family and families alike."""
    found: str = _STEM.stemWord(word)
    return found


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """One thing asked for: any of these phrases, each of all its words, or what it means.

    A word stands for all its forms, so each is kept as its stem.
    """

    text: str
    phrases: tuple[tuple[str, ...], ...]
    meaning: Meaning | None = None


def units_of(query: str, lexicon: Lexicon) -> tuple[Unit, ...]:
    """Return what a search asks for; words that say nothing are left out, unless all do."""
    words = plain(query).split()
    units = tuple(_units(words, lexicon))[:MOST_UNITS]
    return units or tuple(unit_of(word, lexicon) for word in words[:MOST_UNITS])


def unit_of(phrase: str, lexicon: Lexicon) -> Unit:
    """Return what a plain word or phrase asks for."""
    meaning = lexicon.of_phrase.get(phrase)
    same = [phrase, *(plain(word) for word in meaning.words)] if meaning else [phrase]
    phrases = dict.fromkeys(tuple(map(stem, each.split())) for each in same)
    return Unit(text=phrase, phrases=tuple(phrases), meaning=meaning)


def respelt(query: str, lexicon: Lexicon) -> dict[str, str]:
    """Return the phrases of a search that are known misspellings, and what is meant."""
    words = plain(query).split()
    return {p: lexicon.right_spelling[p] for p in _pieces(words, lexicon.right_spelling.keys())}


def _units(words: list[str], lexicon: Lexicon) -> Iterator[Unit]:
    known = lexicon.of_phrase.keys() | lexicon.right_spelling.keys()
    for piece in _pieces(words, known, keep=True):
        right = lexicon.right_spelling.get(piece, piece)
        if right not in lexicon.ignored:
            yield unit_of(right, lexicon)


def _pieces(words: list[str], known: object, *, keep: bool = False) -> Iterator[str]:
    """Yield the longest known phrases from left to right; `keep` yields other words too."""
    at = 0
    while at < len(words):
        lengths = range(min(LONGEST_PHRASE, len(words) - at), 0, -1)
        pieces = (" ".join(words[at : at + length]) for length in lengths)
        piece = next((p for p in pieces if p in known), None)  # type: ignore[operator]
        if piece or keep:
            yield piece or words[at]
        at += len(piece.split()) if piece else 1
