"""Filters have three answers, counts say what each would leave, and silence is never yes or no."""

from datetime import date

import pytest

from tests.directory_builders import Directory, entry
from tests.domain.search.finding import found, lines, results

pytestmark = pytest.mark.database


def three(directory: Directory, column: str, yes: object, no: object) -> None:
    directory.take(entry("yes", **{column: yes}), entry("no", **{column: no}), entry("silent"))


@pytest.mark.parametrize(
    ("filter", "value", "column", "yes", "no"),
    [
        ("cost", "free", "cost", "Free to families", "£5 a session"),
        ("cost", "free", "cost", "Free", "Free if referred by social care"),
        ("delivery", "home", "delivery", ("home",), ("venue",)),
        ("route", "self", "referral_routes", ("self",), ("court",)),
        ("language", "Polish", "languages", ("English", "Polish"), ("English",)),
        ("access", "step-free", "accessibility", ("step-free",), ("parking",)),
        ("takes", "abuse.neglect", "accepts_abuse", ("abuse.neglect",), ("abuse.sexual",)),
        ("takes", "carer.foster", "accepts_carers", ("carer.foster",), ("carer.kinship",)),
        ("places", "now", "waiting_weeks", 0, 3),
        ("checked", "3", "assured_on", date(2026, 10, 1), date(2026, 8, 1)),
        ("checked", "12", "assured_on", date(2025, 11, 23), date(2025, 11, 22)),
    ],
)
def test_what_is_not_stated_is_listed_after_what_is_and_can_be_hidden(
    directory: Directory, filter: str, value: str, column: str, yes: object, no: object
) -> None:
    three(directory, column, yes, no)

    assert found(directory, chosen={filter: (value,)}) == ["yes", "silent"]
    assert found(directory, chosen={filter: (value,)}, stated_only=True) == ["yes"]
    assert lines(directory, chosen={filter: (value,)})["silent"].not_stated == (filter,)


def test_how_many_the_switch_hides_is_told(directory: Directory) -> None:
    three(directory, "cost", "Free", "£5")

    assert results(directory, chosen={"cost": ("free",)}, stated_only=True).left_out == 1
    assert results(directory, chosen={"cost": ("free",)}).stated == 1


@pytest.mark.parametrize(("months", "takes"), [(5, False), (6, True), (47, True), (48, False)])
def test_an_age_in_months_is_held_to_the_month(
    directory: Directory, months: int, takes: bool
) -> None:
    directory.take(entry("a", age_from_months=6, age_under_months=48), entry("silent"))

    assert found(directory, age_months=months) == (["a", "silent"] if takes else ["silent"])


def test_one_end_of_the_ages_alone_is_stated(directory: Directory) -> None:
    directory.take(entry("under", age_under_months=60), entry("over", age_from_months=60))

    assert found(directory, age_months=59, stated_only=True) == ["under"]
    assert found(directory, age_months=60, stated_only=True) == ["over"]


def test_any_of_the_kinds_will_do_and_all_of_the_needs_must(directory: Directory) -> None:
    directory.take(
        entry("a", kind="advocacy", accessibility=("step-free", "parking")),
        entry("b", kind="therapeutic", accessibility=("step-free",)),
        entry("c", kind="other"),
    )

    assert found(directory, chosen={"kind": ("advocacy", "therapeutic")}) == ["a", "b"]
    chosen = {"access": ("step-free", "parking")}
    assert found(directory, chosen=chosen, stated_only=True) == ["a"]


def test_a_class_of_programmes_takes_in_its_named_ones(directory: Directory) -> None:
    directory.take(entry("abc", programme="abc"), entry("general"))

    assert found(directory, chosen={"programme": ("attachment-based-intervention",)}) == ["abc"]


def test_counts_say_what_each_value_would_leave(directory: Directory) -> None:
    directory.take(
        entry("a", kind="advocacy", cost="Free"),
        entry("b", kind="therapeutic", cost="Free"),
        entry("c", kind="therapeutic"),
    )

    facets = {
        facet.id: facet for facet in results(directory, chosen={"kind": ("advocacy",)}).facets
    }

    assert dict(facets["kind"].counts) == {"advocacy": 1, "therapeutic": 2}
    assert dict(facets["cost"].counts) == {"free": 1}
    assert (facets["cost"].silent, facets["kind"].silent) == (0, 0)


def test_how_many_do_not_say_is_counted(directory: Directory) -> None:
    directory.take(entry("a", cost="Free"), entry("b"), entry("c"))

    [cost] = [facet for facet in results(directory).facets if facet.id == "cost"]

    assert cost.silent == 2


def test_a_value_that_no_service_has_finds_what_is_silent_and_nothing_else(
    directory: Directory,
) -> None:
    directory.take(entry("a", languages=("English",)), entry("b"))

    assert found(directory, chosen={"language": ("Klingon",)}) == ["b"]


def test_an_empty_directory_answers(directory: Directory) -> None:
    got = results(directory, "anger", age_months=3, chosen={"cost": ("free",)})

    assert len(got.places) == 0
