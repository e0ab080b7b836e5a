"""A question is read from parameters and written back to them, and nothing typed breaks that."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import settings as with_settings
from hypothesis import strategies as st

from directory.domain.coverage.analysis_data import AnalysisData
from directory.domain.coverage.children import facts_asked
from directory.domain.coverage.gap_params import PARAM, PARAMS, query_params
from directory.domain.coverage.gap_query import GapQuery, ReachLimit, SuitabilityTerms
from directory.domain.coverage.gap_request import GapRequest, Params, read_gap_query
from matcher.ages import ADULT_MONTHS
from tests.directory_builders import (
    DURHAM,
    GATESHEAD,
    HOME,
    NEWCASTLE,
    TODAY,
    Directory,
    knowledge,
)
from tests.directory_fixtures import *  # noqa: F403 (pytest finds fixtures by name)
from tests.domain.coverage.laid_out import area, ground, people

pytestmark = pytest.mark.database
AREAS = (NEWCASTLE, GATESHEAD, DURHAM)


@pytest.fixture
def here(directory: Directory) -> AnalysisData:
    people(directory, area("town", HOME), area("quay", "NE8 1AA"), area("moor", "DH1 1AA"))
    return ground(directory)


def read(params: Params, here: AnalysisData) -> GapRequest:
    return read_gap_query(params, knowledge(), here, TODAY)


def some(values: Any, **more: Any) -> st.SearchStrategy[Any]:
    return st.lists(st.sampled_from(list(values)), unique=True, **more)


@st.composite
def queries(draw: st.DrawFn) -> GapQuery:
    """Draw any question that can be asked where no table of travel times is."""
    low, high = sorted(
        draw(st.lists(st.integers(0, ADULT_MONTHS), min_size=2, max_size=2, unique=True))
    )
    within = draw(st.floats(0, 50, exclude_min=True, allow_nan=False))
    facts = {
        group: [fact.id for fact in facts_asked(knowledge(), group)] for group in ("abuse", "carer")
    }
    return GapQuery(
        areas=tuple(draw(some(AREAS))),
        rows=draw(st.sampled_from(["recommendation", "programme", "kind"])),
        columns=draw(st.sampled_from([None, "authority", "ward", "band"])),
        terms=SuitabilityTerms(
            on=TODAY,
            within=ReachLimit(miles=within),
            from_months=low,
            under_months=high,
            abuse=frozenset(draw(some(facts["abuse"]))),
            carers=frozenset(draw(some(facts["carer"]))),
            assured_months=draw(st.none() | st.integers(1, 1200)),
            trained=draw(st.booleans()),
            wait_weeks=draw(st.none() | st.integers(0, 520)),
        ),
    )


def test_what_is_written_is_read_again_as_it_was(here: AnalysisData) -> None:
    @with_settings(deadline=None)
    @given(queries())
    def round_trip(query: GapQuery) -> None:
        again = read(query_params(query), here)
        assert (again.query, again.problems) == (query, ())

    round_trip()


def test_what_is_read_is_written_so_that_it_is_read_alike(here: AnalysisData) -> None:
    texts = st.text(max_size=6) | st.integers(-2, 300).map(str) | st.sampled_from(AREAS)
    params = st.dictionaries(st.sampled_from([*PARAM, "x"]), st.lists(texts, max_size=3))

    @with_settings(deadline=None)
    @given(params)
    def stable(typed: dict[str, list[str]]) -> None:
        found = read(typed, here)
        wrong = {problem.field for problem in found.problems}
        assert wrong <= set(typed)
        again = read(query_params(found.query), here)
        assert (again.query, again.problems) == (found.query, ())

    stable()


def test_nothing_asked_is_the_usual_question_and_writes_nothing(here: AnalysisData) -> None:
    found = read({param.name: [""] for param in PARAMS}, here)

    assert found.query == GapQuery(terms=SuitabilityTerms(on=TODAY))
    assert query_params(found.query) == {}
    assert {each.code for each in found.chosen} == set(AREAS)


def test_a_district_stands_for_its_county_in_capitals_or_not(directory: Directory) -> None:
    people(directory, area("canterbury", HOME, authority="E07000106"), area("quay", "NE8 1AA"))

    found = read({"area": ["e07000106", "E10000016"]}, ground(directory))

    assert (found.query.areas, found.problems) == (("E10000016",), ())


@pytest.mark.parametrize(
    ("typed", "ages"),
    [
        ({"from_years": "2", "from_months": "6"}, (30, ADULT_MONTHS)),
        ({"from_months": "30"}, (30, ADULT_MONTHS)),
        ({"under_years": "5"}, (0, 60)),
        ({"under_years": "x", "under_months": "6"}, (0, ADULT_MONTHS)),
        ({"from_years": "x", "under_months": "6"}, (0, 6)),
        ({"from_years": "9", "under_years": "4"}, (0, ADULT_MONTHS)),
    ],
)
def test_an_age_is_read_whole_or_left_out(
    here: AnalysisData, typed: dict[str, str], ages: tuple[int, int]
) -> None:
    terms = read(typed, here).terms

    assert (terms.from_months, terms.under_months) == ages


def test_what_a_problem_repeats_is_short(here: AnalysisData) -> None:
    [problem] = read({"abuse": "x" * 10_000}, here).problems

    assert len(problem.problem) < 150
