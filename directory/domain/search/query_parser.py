"""A search in words as units, each to be found somewhere: a word, or a phrase with a meaning."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from directory.domain.search.normalise import plain
from directory.domain.search.synonyms import LONGEST_PHRASE, Lexicon, Synonym
from directory.domain.search.word_stems import stem, stems

MOST_UNITS = 8
Phrase = tuple[str, ...]
"""The stems of words, in their order."""


@dataclass(frozen=True, slots=True, kw_only=True)
class QueryUnit:
    """One thing asked for: any of these phrases, or what it means.

    A word stands for all its forms, so each is kept as its stem.
    """

    text: str
    typed: tuple[Phrase, ...]
    """What was typed; two words also as one: safe care is SafeCare."""
    same: tuple[Phrase, ...] = ()
    """Other words for it."""
    near: tuple[Phrase, ...] = ()
    """Words for something near it."""
    meaning: Synonym | None = None
    is_common: bool = False
    """It says for whom or what help is, not why: a service need not say it."""

    @property
    def phrases(self) -> tuple[Phrase, ...]:
        """Return what it is called."""
        return (*self.typed, *self.same)


def units_of(
    query: str, lexicon: Lexicon, is_one: Callable[[str], bool] = lambda _: False
) -> tuple[QueryUnit, ...]:
    """Return what a search asks for; words that say nothing are left out, unless all do.

    `is_one` says of two words without the space between them whether they are a word.
    """
    words = plain(query).split()
    units = tuple(_units(words, lexicon, is_one))[:MOST_UNITS]
    return units or tuple(unit_of(word, lexicon) for word in words[:MOST_UNITS])


def unit_of(phrase: str, lexicon: Lexicon) -> QueryUnit:
    """Return what a plain word or phrase asks for."""
    meaning = lexicon.meaning_of(phrase)
    words = phrase.split()
    typed = [stems(words)]
    if len(words) == 2:
        typed.append((stem("".join(words)),))
    same = _phrases(meaning.words if meaning else ())
    return QueryUnit(
        text=phrase,
        typed=tuple(typed),
        same=tuple(each for each in same if each not in typed),
        near=_phrases(meaning.near if meaning else ()),
        meaning=meaning,
        is_common=stem(phrase) in lexicon.common,
    )


def respelt(query: str, lexicon: Lexicon) -> dict[str, str]:
    """Return the phrases of a search that are known misspellings, and what is meant."""
    words = plain(query).split()
    pieces = _pieces(words, lexicon.right_spelling.__contains__)
    return {piece: lexicon.right_spelling[piece] for piece in pieces}


def _phrases(texts: tuple[str, ...]) -> tuple[Phrase, ...]:
    return tuple(dict.fromkeys(stems(plain(text).split()) for text in texts))


def _units(
    words: list[str], lexicon: Lexicon, is_one: Callable[[str], bool]
) -> Iterator[QueryUnit]:
    def known(piece: str) -> bool:
        return piece in lexicon.right_spelling or bool(lexicon.meaning_of(piece))

    def compound(piece: str) -> bool:
        pair = piece.split()
        return len(pair) == 2 and lexicon.ignored.isdisjoint(pair) and is_one("".join(pair))

    for piece in _pieces(words, lambda piece: known(piece) or compound(piece), keep=True):
        right = lexicon.right_spelling.get(piece, piece)
        if right not in lexicon.ignored:
            yield unit_of(right, lexicon)


def _pieces(words: list[str], known: Callable[[str], bool], *, keep: bool = False) -> Iterator[str]:
    """Yield the longest known phrases from left to right; `keep` yields other words too."""
    at = 0
    while at < len(words):
        lengths = range(min(LONGEST_PHRASE, len(words) - at), 0, -1)
        pieces = (" ".join(words[at : at + length]) for length in lengths)
        piece = next(filter(known, pieces), None)
        if piece or keep:
            yield piece or words[at]
        at += len(piece.split()) if piece else 1
