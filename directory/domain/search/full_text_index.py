"""Looking words up in the database's own full-text index: FTS5 or tsvector, with one answer."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from enum import Enum
from itertools import islice, product

import numpy as np
from rapidfuzz import process
from rapidfuzz.distance import OSA
from sqlalchemy import select, text
from sqlalchemy.orm import Session

from directory.domain.search.query_parser import Phrase
from directory.domain.search.word_stems import stem
from directory.storage import ServiceWords
from directory.storage.snapshot import Numbers

SLIP, GUESS = 1, 2
"""Letters that are wrong, missing or swapped: so few are read as meant; so few are offered."""
SHORTEST_GUESSED = 5
"""Letters below which another word is too near: lad is not lead."""

FEW = 500
"""Services of so many or fewer are looked up by their numbers: not all that have the words."""

_SQLITE = "SELECT group_concat(rowid) FROM service_fts WHERE service_fts MATCH :asked"
_POSTGRESQL = (
    "SELECT string_agg(number::text, ',') FROM service_words"
    " WHERE {column} @@ CAST(:asked AS tsquery)"
)
_SQLITE_WORDS = (
    "CREATE VIRTUAL TABLE IF NOT EXISTS temp.fts_words USING fts5vocab(main, service_fts, row)"
)
_POSTGRESQL_WORDS = "SELECT word FROM ts_stat('SELECT words FROM service_words')"


MOST_SPELLINGS = 60
"""Ways in which the forms of some words can follow one another: more are not looked for."""
MOST_READ = 1_000
"""Services whose words are read one by one: where more have a word, its place tells little."""
EARLY_LETTERS = 130
"""Within so many an entry says what it does: its organisation and a sentence or two."""


class Where(Enum):
    """Where a service says something, as an expression of SQL over its words."""

    ANYWHERE = "(' ' || name || ' | ' || rest || ' ')"
    NAME = "(' ' || name || ' ')"
    EARLY = f"substr(' ' || rest || ' ', 1, {EARLY_LETTERS})"


Spelt = list[Sequence[str]]
"""A phrase as services write it: the forms of each of its words."""
Forms = Mapping[str, Sequence[str]]
"""For each stem, the words that services use of it."""


def numbers_with(
    session: Session,
    phrases: Iterable[Phrase],
    forms: Forms,
    where: Where = Where.ANYWHERE,
    *,
    together: bool = True,
    among: Numbers,
) -> Numbers:
    """Return the numbers of the services that say any phrase.

    `together`: its words stand one after the other, in any of their forms.
    All of those that are `among` some numbers are found; others may be too.
    """
    # A phrase with a word that nobody uses in any form is found nowhere.
    known = [phrase for phrase in phrases if all(stem in forms for stem in phrase)]
    said = [[forms[stem] for stem in phrase] for phrase in known]
    return _numbers(session, said, where, together=together, among=among)


def numbers_saying(
    session: Session, words: Sequence[str], where: Where = Where.ANYWHERE, *, among: Numbers
) -> Numbers:
    """Return the numbers of the services that say plain words one after the other, as they are."""
    return _numbers(session, [[[word] for word in words]], where, together=True, among=among)


def _numbers(
    session: Session, phrases: list[Spelt], where: Where, *, together: bool, among: Numbers
) -> Numbers:
    if not phrases:
        return np.array([], dtype=np.int64)
    found = _indexed(session, phrases, where, among)
    # The index knows which words a service has, and not in which order.
    if where is Where.EARLY or (together and any(len(phrase) > 1 for phrase in phrases)):
        return _spelt(session, phrases, where, found)
    return found


def _indexed(session: Session, phrases: list[Spelt], where: Where, among: Numbers) -> Numbers:
    """Return the services that have all the words of any phrase, in any order."""
    if session.get_bind().dialect.name == "sqlite":
        asked = _any_of(phrases, '"', " OR ", " AND ")
        asked = f"{{name}} : ({asked})" if where is Where.NAME else asked
        statement = _SQLITE + _among("rowid", among)
    else:
        asked = _any_of(phrases, "'", " | ", " & ")
        column = "name_words" if where is Where.NAME else "words"
        statement = _POSTGRESQL.format(column=column) + _among("number", among)
    found = session.scalar(text(statement), {"asked": asked})
    return np.fromstring(found or "", dtype=np.int64, sep=",")


def _spelt(session: Session, phrases: list[Spelt], where: Where, numbers: Numbers) -> Numbers:
    """Return those of some services that say a phrase as it is spelt; of too many, all or none."""
    if len(numbers) > MOST_READ or not len(numbers):
        return numbers[:0] if where is Where.EARLY else numbers
    spellings = enumerate(islice(_spellings(phrases), MOST_SPELLINGS))
    spelt = {f"spelt{at}": f"% {each} %" for at, each in spellings}
    said = " OR ".join(f"{where.value} LIKE :{name}" for name in spelt)
    listed = ",".join(map(str, numbers.tolist()))
    statement = f"SELECT number FROM service_words WHERE number IN ({listed}) AND ({said})"
    return np.array(session.scalars(text(statement), spelt).all(), dtype=np.int64)


def _spellings(phrases: Iterable[Spelt]) -> Iterator[str]:
    """Yield each way in which the words of each phrase can stand one after the other."""
    for phrase in phrases:
        yield from map(" ".join, product(*phrase))


def _among(column: str, numbers: Numbers) -> str:
    if len(numbers) > FEW:
        return ""
    return f" AND {column} IN ({','.join(map(str, numbers.tolist()))})"


def _any_of(phrases: Iterable[Spelt], quote: str, either: str, both: str) -> str:
    """Return what to look for: any phrase, each word of it in any form.

    Plain words hold no quotes, so nothing typed can be read as a command.
    """
    return either.join(
        "({})".format(
            both.join(
                "({})".format(either.join(f"{quote}{word}{quote}" for word in words))
                for words in phrase
            )
        )
        for phrase in phrases
    )


def forms_of(words: Iterable[str], known: Forms) -> Forms:
    """Return words by their stems, beside those that are known."""
    forms = dict(known)
    for word in words:
        same = forms.get(stem(word), ())
        if word not in same:
            forms[stem(word)] = (*same, word)
    return forms


def words_of(session: Session, numbers: Numbers) -> set[str]:
    """Return the words that services use, by their numbers."""
    texts = select(ServiceWords.name, ServiceWords.rest)
    found = set[str]()
    for start in range(0, len(numbers), FEW):
        some = ServiceWords.number.in_(numbers[start : start + FEW].tolist())
        for name, rest in session.execute(texts.where(some)):
            found |= {*name.split(), *rest.split()}
    return found


def is_used(session: Session, word: str) -> bool:
    """Say whether any service uses a plain word now."""
    if session.get_bind().dialect.name == "sqlite":
        asked, statement = f'"{word}"', "SELECT 1 FROM service_fts WHERE service_fts MATCH :asked"
    else:
        asked = f"'{word}'"
        statement = "SELECT 1 FROM service_words WHERE words @@ CAST(:asked AS tsquery)"
    return session.scalar(text(f"{statement} LIMIT 1"), {"asked": asked}) is not None


def known_words(session: Session) -> list[str]:
    """Return every word that any service uses."""
    if session.get_bind().dialect.name != "sqlite":
        return sorted(session.scalars(text(_POSTGRESQL_WORDS)))
    session.execute(text(_SQLITE_WORDS))
    return sorted(session.scalars(text("SELECT term FROM temp.fts_words")))


def nearest_words(word: str, known: Collection[str], letters: int) -> list[str]:
    """Return the known words that differ in so many letters at most, the nearest first.

    A number is never read as another.
    """
    if len(word) < SHORTEST_GUESSED or not word.isalpha():
        return []
    near = [each for each in known if each[:1] == word[:1]]
    found = process.extract(word, near, scorer=OSA.distance, score_cutoff=letters, limit=None)
    return [each for _, each in sorted((distance, each) for each, distance, _ in found)]
