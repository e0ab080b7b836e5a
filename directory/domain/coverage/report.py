"""One question of a commissioner answered.

The page, its downloads, the API and the command read it, so they say the same.
"""

from dataclasses import dataclass, replace
from typing import get_args

from directory.domain.coverage.analysis_data import AnalysisData
from directory.domain.coverage.authorities import ENGLAND, ChildrensAuthority, authorities
from directory.domain.coverage.coverage import that_come
from directory.domain.coverage.data_confidence import confidence, population_source
from directory.domain.coverage.gap_query import (
    Columns,
    GapQuery,
    GapTarget,
    SuitabilityTerms,
    What,
)
from directory.domain.coverage.gap_text import (
    say_ages_meant,
    say_children,
    say_within,
    target_title,
)
from directory.domain.coverage.matrix import Matrix, MatrixRow, by_authority, by_band, by_ward
from directory.domain.coverage.population import PopulationSource
from directory.geo.areas import LARGER_AREAS
from directory.model.columns import KINDS
from matcher import Knowledge
from matcher.knowledge import Recommendation, Strength

STRENGTHS: tuple[Strength, ...] = get_args(Strength)
PARTS: tuple[Strength, ...] = ("component", "modifier")
FEW_AUTHORITIES = 12
"""As many columns as a page holds; more are shown only when they are asked for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GapReport:
    """The answer with what it rests on."""

    query: GapQuery
    columns: Columns
    where: str
    chosen: tuple[ChildrensAuthority, ...]
    matrix: Matrix
    headline: str
    source: PopulationSource | None
    confidence: tuple[str, ...]
    is_sample: bool = False
    """Whether the services are the made-up ones of the sample directory."""


def gap_report(ground: AnalysisData, knowledge: Knowledge, query: GapQuery) -> GapReport:
    """Return the answer to a question.

    It is kept until the figures change, or a service that comes here.
    """
    chosen = chosen_authorities(ground, query.areas)
    districts = tuple(sorted(code for each in chosen for code in each.districts))
    report = ground.keep_of(
        ground.snapshot.store.keys[that_come(ground, districts)],
        ("report", query),
        lambda: _report(ground, knowledge, query, chosen),
    )
    # How far to rely on it rests on all services, however far away.
    return replace(
        report,
        confidence=confidence(ground, districts, query.terms),
        is_sample=ground.snapshot.has_sample,
    )


def _report(
    ground: AnalysisData,
    knowledge: Knowledge,
    query: GapQuery,
    chosen: tuple[ChildrensAuthority, ...],
) -> GapReport:
    terms = query.terms
    columns = query.columns or ("authority" if 1 < len(chosen) <= FEW_AUTHORITIES else "band")
    make = {"authority": by_authority, "ward": by_ward, "band": by_band}[columns]
    matrix = make(ground, knowledge, targets_of(knowledge, query.rows), terms, chosen)
    where = say_where(ground, chosen)
    return GapReport(
        query=query,
        columns=columns,
        where=where,
        chosen=chosen,
        matrix=matrix,
        headline=_headline(matrix, terms, where, knowledge),
        source=population_source(ground),
        confidence=(),
    )


def chosen_authorities(
    ground: AnalysisData, areas: tuple[str, ...]
) -> tuple[ChildrensAuthority, ...]:
    """Return the authorities of some codes, all for none."""
    known = {each.code: each for each in authorities(ground)}
    return tuple(known[code] for code in areas or known)


def say_where(ground: AnalysisData, chosen: tuple[ChildrensAuthority, ...]) -> str:
    """Return what some authorities are called together."""
    if len(chosen) == len(authorities(ground)) and len(chosen) > FEW_AUTHORITIES:
        return LARGER_AREAS[ENGLAND]
    names = [each.name for each in chosen]
    return names[0] if len(names) == 1 else f"these {len(names)} authorities"


def is_delivered(item: Recommendation) -> bool:
    """Say whether a recommendation stands for something that a service can deliver by itself.

    A component or a modifier is a part of something else, and what the worker does is no service:
    none of these is a row, a gap or a site.
    """
    return item.strength not in PARTS and not item.worker


def targets_of(knowledge: Knowledge, rows: What) -> tuple[GapTarget, ...]:
    """Return every target that rows of a kind stand for: the strongest recommendations first."""
    delivered = (item for item in knowledge.recommendations if is_delivered(item))
    strongest = sorted(delivered, key=lambda item: STRENGTHS.index(item.strength))
    ids: dict[What, tuple[str, ...]] = {
        "recommendation": tuple(item.id for item in strongest),
        "programme": tuple(programme.id for programme in knowledge.programmes),
        "kind": tuple(KINDS),
    }
    return tuple(GapTarget(what=rows, id=id) for id in ids[rows])


def _headline(matrix: Matrix, terms: SuitabilityTerms, where: str, knowledge: Knowledge) -> str:
    """Return the widest gap among the strongest recommendations that are shown."""
    rows = [row for row in matrix.rows if row.total.children]
    strong = [row for row in rows if _is_offer(row, knowledge)] or rows
    if not strong:
        return f"No numbers of children are known for {where}."
    worst = max(strong, key=lambda row: (row.total.nobody + row.total.maybe, row.target.id))
    return sentence(worst, terms, where, knowledge)


def _is_offer(row: MatrixRow, knowledge: Knowledge) -> bool:
    target = row.target
    return (
        target.what == "recommendation" and knowledge.recommendation[target.id].strength == "offer"
    )


def sentence(row: MatrixRow, terms: SuitabilityTerms, where: str, knowledge: Knowledge) -> str:
    """Return a row in words: how many children of its ages can reach a service that takes them."""
    cell, title = row.total.whole, target_title(row.target, knowledge)
    meant = f"{say_ages_meant(row.target, terms, knowledge)} in {where}"
    if not cell.children:
        return f"No {meant} are counted for this: {title}."
    reached = "None" if not cell.reached else say_children(cell.reached)
    open_ = f" Of {say_children(cell.maybe)} we cannot tell." if cell.maybe else ""
    return (
        f"{reached} of the {say_children(cell.children)} {meant} can reach a"
        f" {_adjectives(terms)}service that says it takes them, within {say_within(terms)} or at"
        f" home, for this: {title}.{open_} Most children of these ages do not need it."
    )


def _adjectives(terms: SuitabilityTerms) -> str:
    words = [
        word
        for word, asked in (("checked", terms.assured_months), ("trained", terms.trained))
        if asked
    ]
    return "".join(f"{word} " for word in words)
