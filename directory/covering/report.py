"""One question of a commissioner answered.

The page, its downloads, the API and the command read it, so they say the same.
"""

from dataclasses import dataclass
from typing import Literal, get_args

from directory.covering.authorities import ENGLAND, Authority, authorities, authority_of
from directory.covering.ground import Ground
from directory.covering.matrix import Matrix, Row, by_authority, by_band, by_ward
from directory.covering.people import Source
from directory.covering.sources import confidence, population_source
from directory.covering.terms import Target, Terms
from directory.covering.wording import say_ages_meant, say_children, say_within, target_title
from directory.importing.columns import KINDS
from directory.places.areas import LARGER_AREAS
from directory.wording import lower_first
from matcher import Knowledge
from matcher.knowledge import Strength

Rows = Literal["recommendation", "programme", "kind"]
Columns = Literal["authority", "ward", "band"]
STRENGTHS: tuple[Strength, ...] = get_args(Strength)
FEW_AUTHORITIES = 12
"""As many columns as a page holds; more are shown only when they are asked for."""


class NoSuchAreaError(Exception):
    """There are no figures for an area that is asked about."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What is asked: where, of what, across what, and under which terms."""

    areas: tuple[str, ...]
    """Codes of authorities, or of districts in them; none for all."""
    rows: Rows
    columns: Columns | None
    """None: authorities where there are several and not many, bands of age otherwise."""
    terms: Terms


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """The answer with what it rests on."""

    question: Question
    columns: Columns
    where: str
    chosen: tuple[Authority, ...]
    matrix: Matrix
    headline: str
    source: Source | None
    confidence: tuple[str, ...]


def report(ground: Ground, knowledge: Knowledge, question: Question) -> Report:
    """Return the answer to a question; kept until the directory or its figures change.

    Raises NoSuchAreaError.
    """
    return ground.keep(("report", question), lambda: _report(ground, knowledge, question))


def _report(ground: Ground, knowledge: Knowledge, question: Question) -> Report:
    chosen = chosen_authorities(ground, question.areas)
    columns = question.columns or ("authority" if 1 < len(chosen) <= FEW_AUTHORITIES else "band")
    make = {"authority": by_authority, "ward": by_ward, "band": by_band}[columns]
    targets = targets_of(knowledge, question.rows)
    matrix = make(ground, knowledge, targets, question.terms, chosen)
    where = say_where(ground, chosen)
    districts = tuple(sorted(code for each in chosen for code in each.districts))
    return Report(
        question=question,
        columns=columns,
        where=where,
        chosen=chosen,
        matrix=matrix,
        headline=_headline(matrix, question.terms, where, knowledge),
        source=population_source(ground),
        confidence=confidence(ground, districts, question.terms),
    )


def chosen_authorities(ground: Ground, areas: tuple[str, ...]) -> tuple[Authority, ...]:
    """Return the authorities of some codes, all for none. Raises NoSuchAreaError."""
    if not areas:
        return authorities(ground)
    found = {code: authority_of(ground, code) for code in areas}
    unknown = [code for code, authority in found.items() if authority is None]
    if unknown:
        raise NoSuchAreaError(f"There are no figures of children for {', '.join(unknown)}")
    return tuple(dict.fromkeys(each for each in found.values() if each))


def say_where(ground: Ground, chosen: tuple[Authority, ...]) -> str:
    """Return what some authorities are called together."""
    if len(chosen) == len(authorities(ground)) and len(chosen) > FEW_AUTHORITIES:
        return LARGER_AREAS[ENGLAND]
    names = [each.name for each in chosen]
    return names[0] if len(names) == 1 else f"these {len(names)} authorities"


def targets_of(knowledge: Knowledge, rows: Rows) -> tuple[Target, ...]:
    """Return every target that rows of a kind stand for: the strongest recommendations first."""
    strongest = sorted(knowledge.recommendations, key=lambda item: STRENGTHS.index(item.strength))
    ids: dict[Rows, tuple[str, ...]] = {
        "recommendation": tuple(item.id for item in strongest),
        "programme": tuple(programme.id for programme in knowledge.programmes),
        "kind": tuple(KINDS),
    }
    return tuple(Target(what=rows, id=id) for id in ids[rows])


def _headline(matrix: Matrix, terms: Terms, where: str, knowledge: Knowledge) -> str:
    """Return the widest gap among the strongest recommendations that are shown."""
    rows = [row for row in matrix.rows if row.total.children]
    strong = [row for row in rows if _is_offer(row, knowledge)] or rows
    if not strong:
        return f"No numbers of children are known for {where}."
    worst = max(strong, key=lambda row: (row.total.nobody + row.total.maybe, row.target.id))
    return sentence(worst, terms, where, knowledge)


def _is_offer(row: Row, knowledge: Knowledge) -> bool:
    target = row.target
    return (
        target.what == "recommendation" and knowledge.recommendation[target.id].strength == "offer"
    )


def sentence(row: Row, terms: Terms, where: str, knowledge: Knowledge) -> str:
    """Return a row in words: who has nobody, and who may have somebody."""
    cell, title = row.total.whole, lower_first(target_title(row.target, knowledge))
    meant = f"{say_ages_meant(row.target, terms, knowledge)} in {where}"
    short, everyone = cell.children - cell.reached, say_children(cell.children)
    if not cell.children:
        return f"No {meant} are counted for this: {title}."
    if not short:
        return f"All {everyone} {meant} have a service within reach for this: {title}."
    who = (
        f"{say_children(short)} of {everyone} {meant} have no"
        if cell.reached
        else f"None of the {everyone} {meant} has a"
    )
    may = f" {say_children(cell.maybe)} may have one: it takes some, or does not say enough."
    return (
        f"{who} {_adjectives(terms)}service that surely takes them and comes to them or is within"
        f" {say_within(terms)}, for this: {title}.{may if cell.maybe else ''}"
    )


def _adjectives(terms: Terms) -> str:
    words = [
        word
        for word, asked in (("checked", terms.assured_months), ("trained", terms.trained))
        if asked
    ]
    return "".join(f"{word} " for word in words)
