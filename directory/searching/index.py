"""Looking words up in the database's own full-text index: FTS5 or tsvector, with one answer."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence

import numpy as np
from rapidfuzz import process
from rapidfuzz.distance import OSA
from sqlalchemy import text
from sqlalchemy.orm import Session

from directory.nearby.snapshot import Numbers
from directory.searching.asking import Unit, stem

SLIP, GUESS = 1, 2
"""Letters that are wrong, missing or swapped: so few are read as meant; so few are offered."""
SHORTEST_GUESSED = 5
"""Letters below which another word is too near: lad is not lead."""

_SQLITE = "SELECT group_concat(rowid) FROM service_fts WHERE service_fts MATCH :asked"
_POSTGRESQL = (
    "SELECT string_agg(number::text, ',') FROM service_words"
    " WHERE {column} @@ CAST(:asked AS tsquery)"
)
_SQLITE_WORDS = (
    "CREATE VIRTUAL TABLE IF NOT EXISTS temp.fts_words USING fts5vocab(main, service_fts, row)"
)
_POSTGRESQL_WORDS = "SELECT word FROM ts_stat('SELECT words FROM service_words')"


Forms = Mapping[str, Sequence[str]]
"""For each stem, the words that services use of it."""


def numbers_with(session: Session, unit: Unit, forms: Forms, *, named: bool = False) -> Numbers:
    """Return the numbers of the services whose words hold a unit; `named`: those of its name."""
    # A phrase with a word that nobody uses in any form is found nowhere.
    known = [phrase for phrase in unit.phrases if all(stem in forms for stem in phrase)]
    if not known:
        return np.array([], dtype=np.int64)
    phrases = [[forms[stem] for stem in phrase] for phrase in known]
    if session.get_bind().dialect.name == "sqlite":
        asked = _joined(phrases, '"', " OR ", " AND ")
        asked, statement = f"{{name}} : ({asked})" if named else asked, _SQLITE
    else:
        column = "name_words" if named else "words"
        asked, statement = _joined(phrases, "'", " | ", " & "), _POSTGRESQL.format(column=column)
    found = session.scalar(text(statement), {"asked": asked})
    return np.fromstring(found or "", dtype=np.int64, sep=",")


def _joined(phrases: Iterable[Iterable[Sequence[str]]], quote: str, either: str, both: str) -> str:
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


def forms_in(session: Session) -> Forms:
    """Return every word that any service uses, by its stem."""
    forms: dict[str, list[str]] = defaultdict(list)
    for word in known_words(session):
        forms[stem(word)].append(word)
    return dict(forms)


def known_words(session: Session) -> list[str]:
    """Return every word that any service uses."""
    if session.get_bind().dialect.name != "sqlite":
        return sorted(session.scalars(text(_POSTGRESQL_WORDS)))
    session.execute(text(_SQLITE_WORDS))
    return sorted(session.scalars(text("SELECT term FROM temp.fts_words")))


def nearest_word(word: str, known: Collection[str], letters: int) -> str | None:
    """Return the known word that differs in so many letters at most; None where none does.

    A number is never read as another.
    """
    if len(word) < SHORTEST_GUESSED or not word.isalpha():
        return None
    near = [each for each in known if each[:1] == word[:1]]
    found = process.extractOne(word, near, scorer=OSA.distance, score_cutoff=letters)
    return found[0] if found else None
