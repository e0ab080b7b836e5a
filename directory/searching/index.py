"""Looking words up in the database's own full-text index: FTS5 or tsvector, with one answer."""

import numpy as np
from rapidfuzz import fuzz, process
from sqlalchemy import text
from sqlalchemy.orm import Session

from directory.nearby.snapshot import Numbers
from directory.searching.asking import Start, Unit

NEAREST = 75.0
"""How alike two words must be, of 100, for one to be offered for the other."""

_SQLITE = "SELECT group_concat(rowid) FROM service_fts WHERE service_fts MATCH :asked"
_POSTGRESQL = (
    "SELECT string_agg(number::text, ',') FROM service_words"
    " WHERE {column} @@ CAST(:asked AS tsquery)"
)
_SQLITE_WORDS = (
    "CREATE VIRTUAL TABLE IF NOT EXISTS temp.fts_words USING fts5vocab(main, service_fts, row)"
)
_POSTGRESQL_WORDS = "SELECT word FROM ts_stat('SELECT words FROM service_words')"


def numbers_with(session: Session, unit: Unit, *, named: bool = False) -> Numbers:
    """Return the numbers of the services whose words hold a unit; `named`: those of its name."""
    if session.get_bind().dialect.name == "sqlite":
        asked, statement = _fts5(unit, named), _SQLITE
    else:
        column = "name_words" if named else "words"
        asked, statement = _tsquery(unit), _POSTGRESQL.format(column=column)
    found = session.scalar(text(statement), {"asked": asked})
    return np.fromstring(found or "", dtype=np.int64, sep=",")


def known_words(session: Session) -> list[str]:
    """Return every word that any service uses."""
    if session.get_bind().dialect.name != "sqlite":
        return sorted(session.scalars(text(_POSTGRESQL_WORDS)))
    session.execute(text(_SQLITE_WORDS))
    return sorted(session.scalars(text("SELECT term FROM temp.fts_words")))


def nearest_word(word: str, known: list[str]) -> str | None:
    """Return the known word that is most like one nobody uses; None where none is."""
    near = [each for each in known if each[:1] == word[:1] and abs(len(each) - len(word)) < 3]
    found = process.extractOne(word, near, scorer=fuzz.ratio, score_cutoff=NEAREST)
    return found[0] if found else None


def _fts5(unit: Unit, named: bool) -> str:
    phrases = (" AND ".join(map(_fts5_word, phrase)) for phrase in unit.phrases)
    either = " OR ".join(f"({phrase})" for phrase in phrases)
    return f"{{name}} : ({either})" if named else either


def _fts5_word(start: Start) -> str:
    # Plain words hold no quotes, so nothing typed can be read as a command.
    return f'"{start.text}"' if start.is_whole else f'"{start.text}"*'


def _tsquery(unit: Unit) -> str:
    def word(start: Start) -> str:
        return f"'{start.text}'{'' if start.is_whole else ':*'}"

    phrases = (" & ".join(map(word, phrase)) for phrase in unit.phrases)
    return " | ".join(f"({phrase})" for phrase in phrases)
