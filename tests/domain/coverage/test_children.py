"""For which children each recommendation is counted: as its own condition has it."""

import numpy as np
import pytest

from directory.domain.coverage.children import MeantChildren, children_of
from directory.domain.coverage.gap_query import GapTarget
from tests.directory_builders import knowledge
from tests.domain.coverage.laid_out import terms

ALL = (0, 216)


def of(id: str, **asked: object) -> MeantChildren:
    return children_of(knowledge(), GapTarget(what="recommendation", id=id), terms(**asked))


def span(children: MeantChildren, sex: int) -> tuple[int, int] | None:
    months = np.flatnonzero(children.months[sex]).tolist()
    return (months[0], months[-1] + 1) if months else None


def facts(children: MeantChildren) -> set[str]:
    return {fact for profile in children.profiles for fact, so in profile.items() if so}


@pytest.mark.parametrize(
    ("id", "girls", "boys"),
    [
        ("ng76:1.7.4", (0, 60), (0, 60)),
        ("ng76:1.7.10", (0, 144), (0, 144)),
        ("ng76:1.7.12", (60, 156), (60, 156)),
        ("ng76:1.7.14", (120, 216), (120, 216)),
        ("ng76:1.7.18", (96, 216), (96, 216)),
        ("ng76:1.7.19", (72, 180), None),
        ("ng76:1.5.9", (0, 96), (0, 96)),
        ("ng76:1.5.7", ALL, ALL),
        ("rip:young-carer", ALL, ALL),
    ],
)
def test_the_ages_and_sex_are_those_of_the_recommendation(
    id: str, girls: tuple[int, int] | None, boys: tuple[int, int] | None
) -> None:
    assert (span(of(id), 0), span(of(id), 1)) == (girls, boys)


def test_every_recommendation_is_for_some_children() -> None:
    for item in knowledge().recommendations:
        assert span(of(item.id), 0), item.id


@pytest.mark.parametrize(
    ("id", "named"),
    [
        (
            "ng76:1.7.4",
            {"harm.happened", "abuse.neglect", "abuse.physical", "carer.maltreating_parent"},
        ),
        (
            "ng76:1.7.12",
            {
                "harm.happened", "abuse.neglect", "abuse.physical", "abuse.emotional",
                "carer.foster", "child.problem_behaviour",
            },
        ),
    ],
)  # fmt: skip
def test_the_abuse_and_carers_are_those_of_the_recommendation(id: str, named: set[str]) -> None:
    assert facts(of(id)) == named


def test_what_a_recommendation_cannot_do_without_is_so_of_all_its_children() -> None:
    permanent = [profile for profile in of("ng76:1.7.9").profiles if profile.get("carer.kinship")]
    assert permanent
    assert all(profile["carer.permanence"] for profile in permanent)


def test_a_prevention_programme_is_for_children_to_whom_it_happened_too() -> None:
    """That harm has happened says nothing about whether it may happen again."""
    assert "abuse.neglect" in facts(of("ng76:1.5.7"))


def test_chosen_abuse_and_carers_narrow_the_children() -> None:
    narrowed = of("ng76:1.7.6", abuse=frozenset({"abuse.domestic_abuse_exposure"}))
    assert {f for f in facts(narrowed) if f.startswith("abuse.")} == {
        "abuse.domestic_abuse_exposure"
    }
    assert of("ng76:1.7.4", abuse=frozenset({"abuse.sexual"})).profiles == ()


def test_whether_it_holds_before_birth_is_told() -> None:
    assert of("ng76:1.5.13").from_before_birth
    assert not of("ng76:1.7.4").from_before_birth


def test_a_programme_is_for_any_child_and_judges_only_what_is_asked() -> None:
    asked = children_of(knowledge(), GapTarget(what="programme", id="abc"), terms())
    assert (span(asked, 0), asked.profiles) == (ALL, ({},))

    narrowed = children_of(
        knowledge(),
        GapTarget(what="programme", id="abc"),
        terms(from_months=6, under_months=24, carers=frozenset({"carer.foster"})),
    )
    assert (span(narrowed, 1), facts(narrowed)) == ((6, 24), {"carer.foster"})
