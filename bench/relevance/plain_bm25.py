"""The peer: FTS5 as it comes, with its own stemmer and bm25, over all that an entry says."""

import re
import sqlite3
from collections.abc import Iterable

from directory.model.service_entry import ServiceEntry
from matcher import Knowledge

SAYS = ("name", "organisation", "description", "eligibility_note", "referral_note", "accreditation")
LISTS = ("languages", "accessibility")


class PlainBm25:
    """A search that ranks by bm25 what has any of the words."""

    def __init__(self, entries: Iterable[ServiceEntry], knowledge: Knowledge) -> None:
        self.database = sqlite3.connect(":memory:")
        self.database.execute(
            "CREATE VIRTUAL TABLE fts USING fts5(id UNINDEXED, words, tokenize='porter')"
        )
        rows = ((entry.id, _words(entry, knowledge)) for entry in entries)
        self.database.executemany("INSERT INTO fts VALUES (?, ?)", rows)

    def find(self, asked: str) -> list[str]:
        """Return the ids of the services that have any word, the best first."""
        words = " OR ".join(f'"{word}"' for word in re.findall(r"\w+", asked))
        rows = self.database.execute(
            "SELECT id FROM fts WHERE fts MATCH ? ORDER BY bm25(fts)", [words]
        )
        return [id for (id,) in rows]


def _words(entry: ServiceEntry, knowledge: Knowledge) -> str:
    """Return what the page of a service says, with the names of its programme and kind."""
    programme = knowledge.programme.get(entry.values["programme"] or "")
    said = [entry.values[name] or "" for name in SAYS]
    listed = [word for name in LISTS for word in entry.values[name]]
    kind = entry.values["kind"].replace("_", " ")
    return " ".join((*said, *listed, kind, programme.name if programme else ""))
