"""NDCG@10 of Find over the sample and over the made directory."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from statistics import fmean

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from bench import Figure
from bench.filled import holding, sample_entries
from bench.made_up import TODAY
from bench.relevance import made_directory
from bench.relevance.judged import JudgedQuery, judged
from bench.relevance.ndcg import ndcg
from bench.relevance.plain_bm25 import PlainBm25
from directory.domain.search.search import search
from directory.domain.search.search_query import SearchQuery
from directory.domain.search.synonyms import lexicon_in
from directory.infrastructure import paths
from directory.model.service_entry import ServiceEntry
from directory.storage import reference_data
from directory.storage.engine import engine_for
from matcher import Knowledge

AIM = 0.9
SAMPLE, HELD_OUT, BM25 = "sample-", "held_out_queries.yaml", "FTS5 bm25"
Find = Callable[[str], Iterable[str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class JudgedDirectory:
    """A directory with its judged searches."""

    name: str
    entries: list[ServiceEntry]
    queries: list[JudgedQuery]
    held_out: list[JudgedQuery]


def figures() -> Iterator[Figure]:
    """Yield NDCG@10 for each directory beside bm25, and of all searches beside the aim."""
    knowledge = reference_data.loaded(paths.data())
    ours: list[float] = []
    held_out: list[tuple[float, float]] = []
    for each in directories():
        engine = engine_for(holding(each.entries).database_url)
        find, peer = partial(ranked, engine, knowledge), PlainBm25(each.entries, knowledge).find
        found = scores(each.queries, find)
        yield _figure(each.name, found, fmean(scores(each.queries, peer)), BM25)
        fresh = each.held_out
        held_out += zip(scores(fresh, find), scores(fresh, peer), strict=True)
        ours += found
        engine.dispose()
    fresh_ours, fresh_peer = (list(each) for each in zip(*held_out, strict=True))
    yield _figure("both, held out", fresh_ours, fmean(fresh_peer), BM25)
    yield _figure("both, but for those held out", ours, AIM, "aim")
    yield _figure("both, held out", fresh_ours, AIM, "aim")


def _figure(name: str, ours: list[float], peer: float, peer_name: str) -> Figure:
    return Figure(
        name=f"how well {len(ours)} judged searches are answered, {name}",
        ours=fmean(ours),
        peer=peer,
        peer_name=peer_name,
        unit="NDCG@10",
        more_is_better=True,
    )


def directories() -> Iterator[JudgedDirectory]:
    """Yield the sample and the made directory."""
    entries = sample_entries()
    yield JudgedDirectory(
        name="the sample directory",
        entries=list(entries),
        queries=_of_sample(entries, "sample_queries.yaml", "queries"),
        held_out=_of_sample(entries, HELD_OUT, "sample"),
    )
    yield _made()


def _of_sample(entries: Iterable[ServiceEntry], file: str, part: str) -> list[JudgedQuery]:
    status = {entry.id.removeprefix(SAMPLE): entry.values["status"] for entry in entries}
    return [
        JudgedQuery(asked=q.asked, grades={SAMPLE + id: grade for id, grade in q.grades.items()})
        for q in judged(file, {}, status, part)
    ]


def _made() -> JudgedDirectory:
    groups: dict[str, list[str]] = {}
    entries = []
    for what, entry in made_directory.services(TODAY):
        groups.setdefault(what, []).append(entry.id)
        entries.append(entry)
    status = {entry.id: entry.values["status"] for entry in entries}
    return JudgedDirectory(
        name=f"{len(entries):,} made services",
        entries=entries,
        queries=judged("made_queries.yaml", groups, status),
        held_out=judged(HELD_OUT, groups, status, "made"),
    )


def scores(queries: Iterable[JudgedQuery], find: Find) -> list[float]:
    """Return NDCG@10 of each search."""
    return [ndcg(find(query.asked), query.grades) for query in queries]


def ranked(engine: Engine, knowledge: Knowledge, asked: str) -> list[str]:
    """Return the ids of the services that Find lists, in order."""
    with Session(engine) as session:
        lexicon = lexicon_in(paths.data(), knowledge)
        found = search(session, knowledge, lexicon, SearchQuery(words=asked, on=TODAY))
        return [found.arrays.snapshot.ids[place] for place in found.places]
