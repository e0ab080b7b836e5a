"""A search in words as units, each to be found somewhere: a word, or a phrase with a meaning."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import takewhile

import snowballstemmer

from directory.searching.lexicon import LONGEST_PHRASE, Lexicon, Meaning
from directory.searching.plain import plain

SHORTEST_START = 4
"""Letters from which the start of a word stands for all words that begin so."""
MOST_UNITS = 8
_stem = snowballstemmer.stemmer("english").stemWord


@dataclass(frozen=True, slots=True, order=True)
class Start:
    """A word to look for, or the start of one."""

    text: str
    is_whole: bool

    def begins(self, word: str) -> bool:
        """Say whether a plain word is meant."""
        return word == self.text if self.is_whole else word.startswith(self.text)


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """One thing asked for: any of these phrases, each of all its words, or what it means."""

    text: str
    phrases: tuple[tuple[Start, ...], ...]
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
    phrases = dict.fromkeys(alternative for each in same for alternative in _phrases(each))
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


@lru_cache(maxsize=1 << 12)
def _phrases(phrase: str) -> tuple[tuple[Start, ...], ...]:
    """Return the ways to find a phrase: a short word may also stand with an s."""
    words = phrase.split()
    if len(words) == 1:
        return tuple((start,) for start in _starts(words[0]))
    return (tuple(_starts(word)[0] for word in words),)


def _starts(word: str) -> list[Start]:
    # "famili" is the stem of "families": what both share finds "family" as well.
    alike = takewhile(lambda pair: pair[0] == pair[1], zip(word, _stem(word), strict=False))
    start = "".join(letter for letter, _ in alike).removesuffix("i")
    if len(start) >= SHORTEST_START and start.isalpha():
        return [Start(start, False)]
    forms = [word] if not word.isalpha() else [word, f"{word}s", word.removesuffix("s")]
    return [Start(form, True) for form in dict.fromkeys(forms)]
