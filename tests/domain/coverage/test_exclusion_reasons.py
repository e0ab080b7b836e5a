"""What keeps a service from children, in words: no more than is so, and no less."""

from collections.abc import Mapping
from typing import Any

import numpy as np
import pytest

from directory.domain.coverage.children import MeantChildren
from directory.domain.coverage.exclusion_reasons import ExclusionReasons
from tests.directory_builders import HOME, Directory, entry, knowledge, venue
from tests.domain.coverage.laid_out import area, ground, people, terms

pytestmark = pytest.mark.database
NEGLECT, PHYSICAL, FOSTER = "abuse.neglect", "abuse.physical", "carer.foster"
DISABLED, MISSING = "child.disabled", "child.missing"
OF_ALL_AGES = {"age_from_months": 0, "age_under_months": 216}


def reasons(
    directory: Directory,
    *profiles: Mapping[str, bool],
    miles: float = 0.0,
    comes: bool = True,
    **states: Any,
) -> list[str]:
    """What keeps the one service of the directory from children of these profiles."""
    people(directory, area("town", HOME))
    directory.take(entry("a", venue(HOME), delivery=("venue",), **states))
    here = ground(directory)
    children = MeantChildren(
        months=np.ones((2, 216), np.bool_), profiles=profiles, from_before_birth=False
    )
    everywhere = np.ones(len(here.people.districts), np.bool_)
    said = ExclusionReasons(here, knowledge().facts, children, terms(), everywhere)
    return list(said.reasons(0, miles, comes=comes))


def test_a_service_that_takes_all_of_them_has_nothing_to_explain(directory: Directory) -> None:
    states = {"requires": (DISABLED,), "accepts_abuse": (NEGLECT,), **OF_ALL_AGES}

    assert reasons(directory, {NEGLECT: True, DISABLED: True}, **states) == []


def test_what_it_requires_and_is_not_known_leaves_some_out(directory: Directory) -> None:
    states = {"requires": (DISABLED,), "excludes": (MISSING,), **OF_ALL_AGES}
    [said] = reasons(directory, {NEGLECT: True}, **states)

    # What it excludes is not known of them, and stands among the notes.
    assert said.startswith("takes some of these children: only if ")
    assert "not if" not in said


def test_what_it_excludes_and_is_so_of_all_keeps_it_from_all(directory: Directory) -> None:
    states = {"excludes": (DISABLED,), **OF_ALL_AGES}
    [said] = reasons(directory, {NEGLECT: True, DISABLED: True}, **states)

    assert said.startswith("takes none of these children: not if ")


def test_the_abuse_that_it_takes_is_told_where_it_is_not_theirs(directory: Directory) -> None:
    states = {"accepts_abuse": (PHYSICAL,), **OF_ALL_AGES}
    [said] = reasons(directory, {NEGLECT: True, PHYSICAL: False}, **states)

    assert said == "takes none of these children: takes families after physical abuse"


def test_the_abuse_that_it_takes_is_told_where_it_is_that_of_some(directory: Directory) -> None:
    profiles = ({NEGLECT: True, PHYSICAL: False}, {PHYSICAL: True, NEGLECT: False})
    [said] = reasons(directory, *profiles, accepts_abuse=(PHYSICAL,), **OF_ALL_AGES)

    assert said == "takes some of these children: takes families after physical abuse"


def test_silence_on_ages_is_not_laid_at_the_door_of_criteria_that_fit(
    directory: Directory,
) -> None:
    said = reasons(directory, {NEGLECT: True}, {NEGLECT: True}, accepts_abuse=(NEGLECT,))

    assert said == ["does not say which ages it takes"]


def test_how_far_it_is_is_told_of_one_that_reaches_nobody(directory: Directory) -> None:
    far = "its nearest venue is 12.0 miles from the nearest homes: over 3"

    assert reasons(directory, {NEGLECT: True}, miles=12.0, comes=False, **OF_ALL_AGES) == [far]


def test_how_far_it_is_is_not_told_of_one_that_reaches_some(directory: Directory) -> None:
    assert reasons(directory, {NEGLECT: True}, miles=12.0, comes=True, **OF_ALL_AGES) == []
