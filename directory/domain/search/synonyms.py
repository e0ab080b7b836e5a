"""What people type and what they mean: the words of `data/search_words.yaml`, read and checked."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from cattrs import BaseValidationError, Converter, transform_error
from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from directory.domain.search.normalise import plain
from directory.domain.search.word_stems import stems
from directory.model.columns import KINDS
from matcher import Knowledge

FILE = "search_words.yaml"
LONGEST_PHRASE = 5
"""Words that are looked up together, at most."""


class LexiconError(Exception):
    """The file of words is not sound; each problem is a line."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Synonym:
    """Words that mean the same, and what services name where they mean it."""

    words: tuple[str, ...]
    misspelt: tuple[str, ...] = ()
    near: tuple[str, ...] = ()
    """Words for what is near it: offered where nothing says the words themselves."""
    kinds: tuple[str, ...] = ()
    facts: tuple[str, ...] = ()
    programmes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class _File:
    ignored: str
    meanings: tuple[Synonym, ...]
    common: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lexicon:
    """Every meaning by each plain phrase that has it, and the words that say nothing."""

    ignored: frozenset[str]
    common: frozenset[str]
    """Stems of words for whom it is and for what, not why: a service without is listed too."""
    of_phrase: Mapping[str, Synonym]
    of_stems: Mapping[tuple[str, ...], Synonym]
    right_spelling: Mapping[str, str]
    """For each misspelling, the first word of its meaning."""

    def meaning_of(self, phrase: str) -> Synonym | None:
        """Return what a plain phrase means in this or in another form: goes or going missing."""
        return self.of_phrase.get(phrase) or self.of_stems.get(stems(phrase.split()))


@lru_cache(maxsize=4)
def lexicon_in(data: Path, knowledge: Knowledge) -> Lexicon:
    """Return the words of a folder, read once. Raises LexiconError naming every problem."""
    try:
        read = YAML(typ="safe").load((data / FILE).read_text(encoding="utf-8"))
        file = Converter(forbid_extra_keys=True).structure(read, _File)
    except (YAMLError, BaseValidationError) as error:
        raise LexiconError(f"data/{FILE}: {_said(error)}") from None
    problems = [p for meaning in file.meanings for p in _unknown(meaning, knowledge)]
    problems += _twice(file.meanings)
    if problems:
        raise LexiconError("\n".join(f"data/{FILE}: {problem}" for problem in problems))
    of_phrase = {plain(w): meaning for meaning in file.meanings for w in meaning.words}
    return Lexicon(
        ignored=frozenset(plain(file.ignored).split()),
        common=frozenset(stems(plain(file.common).split())),
        of_phrase=of_phrase,
        of_stems={stems(phrase.split()): meaning for phrase, meaning in of_phrase.items()},
        right_spelling={plain(w): plain(m.words[0]) for m in file.meanings for w in m.misspelt},
    )


def _said(error: Exception) -> str:
    if isinstance(error, BaseValidationError):
        return "; ".join(transform_error(error))
    return " ".join(str(error).split())


def _twice(meanings: Iterable[Synonym]) -> list[str]:
    words = [plain(word) for m in meanings for word in (*m.words, *m.misspelt)]
    return [f"{word}: has two meanings" for word, times in Counter(words).items() if times > 1]


def _unknown(meaning: Synonym, knowledge: Knowledge) -> Iterable[str]:
    named = (
        ("kind", meaning.kinds, KINDS),
        ("fact", meaning.facts, knowledge.facts.by_id),
        ("programme", meaning.programmes, knowledge.programme),
    )
    for what, ids, known in named:
        yield from (f"{meaning.words[0]}: {id} is no {what}" for id in ids if id not in known)
