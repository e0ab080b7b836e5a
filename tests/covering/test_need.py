"""Expected need: the published figure, times the children of an age, over all children."""

import pytest
from sqlalchemy.orm import Session

from directory.actions.figures import take_need
from directory.covering.authorities import authorities
from directory.covering.need import Expected, expected, newest
from directory.figures.known import Published as Known
from directory.figures.need import Need, NeedRow
from tests.covering.laid_out import area, ground, people, terms
from tests.directory_builders import (
    HOME,
    NEWCASTLE,
    NOW,
    PROGRAMME,
    Directory,
    entry,
    knowledge,
    venue,
)

pytestmark = pytest.mark.database
PLANS = "child_protection_plans"


def figures(directory: Directory, **numbers: int | None) -> None:
    rows = tuple(
        NeedRow(
            authority=NEWCASTLE, year=2025, measure=PLANS, category=category, number=number,
            withheld=None if number is not None else "c",
        )
        for category, number in numbers.items()
    )  # fmt: skip
    published = Known(title="Made up", dated="2025", licence="None")
    need = Need(published=published, rows=rows, notes=())
    with directory.session() as session:
        take_need(session, need, actor="test", now=NOW, is_sample=False)


def found(directory: Directory, id: str = "ng76:1.7.4", **asked: object) -> Expected | None:
    here = ground(directory)
    (authority,) = authorities(here)
    with Session(directory.engine) as session:
        published = newest(session, authority.code, PLANS)
        assert published
        rows = expected(session, here, knowledge(), authority, terms(**asked), published)
    return next((row for row in rows if row.target.id == id), None)


@pytest.fixture
def laid(directory: Directory) -> Directory:
    people(directory, area("E01-town", HOME))
    directory.take(
        entry("a", venue(HOME), programme=PROGRAMME, areas_served=(NEWCASTLE,), places_per_year=40),
        entry("b", venue(HOME), programme=PROGRAMME, areas_served=(NEWCASTLE,), position=1),
    )
    return directory


def test_the_arithmetic_is_shown(laid: Directory) -> None:
    figures(laid, all=360)

    row = found(laid)

    # 60 of 216 children are under 5.
    assert row
    assert (row.least, row.most) == (pytest.approx(100), pytest.approx(100))
    assert row.arithmetic == "360 × 60 ÷ 216 = 100"
    assert (
        row.capacity.says == "40 places a year stated by 1 service, 1 does not say how many places"
    )


def test_only_the_categories_of_the_recommendation_count(laid: Directory) -> None:
    figures(laid, all=360, neglect=180, physical=36, emotional=90, sexual=18, multiple=36)

    row = found(laid)

    assert row
    assert (row.counted, row.counted_most, row.is_by_category) == (216, 252, True)
    sexual = found(laid, "ng76:1.7.18")
    assert sexual
    assert (sexual.counted, sexual.counted_most) == (18, 54)


def test_a_category_that_is_withheld_narrows_nothing(laid: Directory) -> None:
    figures(laid, all=360, neglect=180, physical=None, emotional=90, sexual=18)

    row = found(laid)

    assert row
    assert (row.counted, row.is_by_category) == (360, False)


def test_a_figure_that_is_withheld_is_not_nought(laid: Directory) -> None:
    figures(laid, all=None)

    assert found(laid) is None


def test_a_recommendation_for_any_abuse_counts_the_whole_figure(laid: Directory) -> None:
    figures(laid, all=360, neglect=180, physical=36, emotional=90, sexual=18)

    row = found(laid, "rip:young-carer")

    assert row
    assert row.counted == 360
