"""Whether a service is listed, what it comes to, and why, for each way and place of delivery."""

from typing import Any

import pytest

from directory.model.service_entry import HELD_BACK, VenueEntry
from tests.directory_builders import (
    DURHAM,
    GATESHEAD,
    HOME,
    NEWCASTLE,
    PROGRAMME,
    ROUGH,
    Directory,
    entry,
    hidden,
    venue,
)
from tests.domain.eligibility.reading import NORTH_EAST

pytestmark = pytest.mark.database

NEAR, FAR, NO_VENUE = venue("NE8 1AA"), venue("DH1 1AA"), venue()
HIDDEN_HERE, HIDDEN_ELSEWHERE = hidden("NE3 1AA"), hidden("DH1 1AA")
HERE, ELSEWHERE, PERHAPS, UNSTATED = (NEWCASTLE,), (DURHAM,), (NORTH_EAST,), ()
VENUE_NEAR, KEPT = "venue 1.0 miles away", "the address is kept back for safety"
KEPT_HERE = f"in your area; {KEPT}"
COMES, ONLINE, PHONE = "comes to the home", "online", "by phone"
SERVES, ANOTHER = "serves your area", "serves another area"
NOT_STATED, NOT_KNOWN = "area not stated", "whether it serves your area is not known"
NO_WAY, NO_PLACE = "how it is delivered is not stated", "where it is held is not stated"
ASK = "has a venue; give a postcode for the distance"

KNOWN_POSTCODE = (
    # delivery, areas, venue, accepts (None = not listed), why, comment
    ("home", HERE, NO_VENUE, "yes", [COMES, SERVES], "comes to the home here"),
    ("home", ELSEWHERE, NO_VENUE, None, [], "comes to homes elsewhere"),
    ("home", PERHAPS, NO_VENUE, "unknown", [COMES, NOT_KNOWN], "an area that cannot be told"),
    ("home", UNSTATED, NO_VENUE, "unknown", [COMES, NOT_STATED], "says nothing of where"),
    ("home", HERE, FAR, "yes", [COMES, SERVES], "its venue is far, but it comes"),
    ("home", HERE, NEAR, "yes", [COMES, VENUE_NEAR, SERVES], "comes, and is near"),
    ("home", ELSEWHERE, NEAR, "no", [VENUE_NEAR, ANOTHER], "near, for others"),
    ("home", UNSTATED, NEAR, "yes", [COMES, VENUE_NEAR, NOT_STATED], "one street away"),
    ("home", UNSTATED, FAR, None, [], "far, and no area says that it comes"),
    ("venue", HERE, NEAR, "yes", [VENUE_NEAR, SERVES], "near, for us"),
    ("venue", HERE, FAR, None, [], "for us, too far"),
    ("venue", ELSEWHERE, NEAR, "no", [VENUE_NEAR, ANOTHER], "near, for others"),
    ("venue", ELSEWHERE, FAR, None, [], "neither"),
    ("venue", UNSTATED, NEAR, "yes", [VENUE_NEAR, NOT_STATED], "one street away"),
    ("venue", UNSTATED, FAR, None, [], "far"),
    ("venue", PERHAPS, NEAR, "unknown", [VENUE_NEAR, NOT_KNOWN], "cannot be told"),
    ("venue", HERE, NO_VENUE, "yes", [NO_PLACE, SERVES], "for us, place not stated"),
    ("venue", UNSTATED, NO_VENUE, "unknown", [NO_PLACE, NOT_STATED], "nothing of where"),
    ("venue", ELSEWHERE, NO_VENUE, None, [], "for others"),
    ("venue", HERE, HIDDEN_HERE, "yes", [KEPT_HERE, SERVES], "a refuge here, for us"),
    ("venue", UNSTATED, HIDDEN_HERE, "yes", [KEPT_HERE, NOT_STATED], "a refuge here"),
    ("venue", ELSEWHERE, HIDDEN_HERE, "no", [KEPT_HERE, ANOTHER], "a refuge here, for others"),
    ("venue", HERE, HIDDEN_ELSEWHERE, "yes", [KEPT, SERVES], "a refuge elsewhere, for us"),
    ("venue", UNSTATED, HIDDEN_ELSEWHERE, None, [], "a refuge elsewhere"),
    ("venue", PERHAPS, HIDDEN_ELSEWHERE, "unknown", [KEPT, NOT_KNOWN], "cannot be told"),
    ("venue", HERE, HELD_BACK, "yes", [KEPT, SERVES], "a refuge that does not say, for us"),
    ("venue", UNSTATED, HELD_BACK, "unknown", [KEPT, NOT_STATED], "says nothing of where"),
    ("online", HERE, NO_VENUE, "yes", [ONLINE, SERVES], "online, for us"),
    ("online", ELSEWHERE, NO_VENUE, "no", [ONLINE, ANOTHER], "online, for others"),
    ("online", UNSTATED, NO_VENUE, "unknown", [ONLINE, NOT_STATED], "online"),
    ("online", UNSTATED, NEAR, "yes", [VENUE_NEAR, ONLINE, NOT_STATED], "an office near"),
    ("phone", HERE, FAR, "yes", [PHONE, SERVES], "by phone, for us"),
    ("phone", UNSTATED, FAR, "unknown", [PHONE, NOT_STATED], "by phone"),
    ("", HERE, NO_VENUE, "unknown", [NO_WAY, SERVES], "for us, nothing else"),
    ("", HERE, FAR, "unknown", [NO_WAY, SERVES], "for us, too far, and may come to the home"),
    ("", UNSTATED, NO_VENUE, "unknown", [NO_WAY, NOT_STATED], "nothing at all"),
    ("", UNSTATED, NEAR, "yes", [VENUE_NEAR, NO_WAY, NOT_STATED], "near"),
    ("", ELSEWHERE, NO_VENUE, None, [], "for others"),
    ("group", HERE, NEAR, "yes", [VENUE_NEAR, SERVES], "a group near"),
)  # fmt: skip
UNKNOWN_POSTCODE = (
    ("home", HERE, NO_VENUE, "unknown", [COMES, NOT_KNOWN], "comes to the home, somewhere"),
    ("venue", ELSEWHERE, FAR, "unknown", [ASK, NOT_KNOWN], "has a venue"),
    ("venue", UNSTATED, FAR, "unknown", [ASK, NOT_STATED], "a venue proves nothing"),
    ("venue", UNSTATED, HIDDEN_HERE, "unknown", [KEPT, NOT_STATED], "a refuge, somewhere"),
    ("venue", UNSTATED, HELD_BACK, "unknown", [KEPT, NOT_STATED], "a refuge"),
    ("online", UNSTATED, NO_VENUE, "unknown", [ONLINE, NOT_STATED], "online"),
    ("", UNSTATED, NO_VENUE, "unknown", [NO_WAY, NOT_STATED], "nothing at all"),
)  # fmt: skip
ROUGH_POSTCODE = (
    ("home", (GATESHEAD,), NO_VENUE, "unknown", [COMES, NOT_KNOWN], "an area that is likely"),
    ("venue", UNSTATED, hidden("NE8 4AA"), "unknown", [KEPT, NOT_STATED], "a refuge, perhaps here"),
    ("venue", UNSTATED, HIDDEN_HERE, None, [], "a refuge in another authority"),
)  # fmt: skip
AGES = {"age_from_months": 0, "age_under_months": 60}
Case = tuple[str, tuple[str, ...], VenueEntry, str | None, list[str], str]


def name_of(case: Case) -> str:
    return f"{case[0] or 'unstated'}: {case[5]}"


def check(directory: Directory, case: Case, postcode: str | None) -> None:
    delivery, areas, where, accepts, why, _ = case
    ways = tuple(filter(None, [delivery]))
    directory.take(
        entry("a", where, programme=PROGRAMME, delivery=ways, areas_served=areas, **AGES)
    )

    listed = directory.listed("a", postcode=postcode)

    assert (listed and listed.accepts) == accepts
    assert list(listed.why if listed else []) == why


@pytest.mark.parametrize("case", KNOWN_POSTCODE, ids=name_of)
def test_how_a_service_reaches_a_family(case: Case, directory: Directory) -> None:
    check(directory, case, HOME)


@pytest.mark.parametrize("case", UNKNOWN_POSTCODE, ids=name_of)
def test_without_a_postcode_nothing_is_certain(case: Case, directory: Directory) -> None:
    check(directory, case, None)


@pytest.mark.parametrize("case", ROUGH_POSTCODE, ids=name_of)
def test_a_likely_authority_is_not_taken_for_certain(case: Case, directory: Directory) -> None:
    check(directory, case, ROUGH)


def test_one_of_several_venues_near_is_enough(directory: Directory) -> None:
    directory.take(entry("a", FAR, NEAR, NO_VENUE, programme=PROGRAMME, **AGES))

    listed = directory.listed("a")

    assert listed is not None
    assert (listed.accepts, listed.distance_miles) == ("yes", 1.0)


SELF_HARM = "not if the child has self-harmed or talked about suicide"
WORDS: tuple[tuple[dict[str, Any], dict[str, Any], str, list[str], str], ...] = (
    # values, case, accepts, why before the ways, comment
    ({}, {}, "unknown", ["ages not stated"], "states no age"),
    ({"age_from_months": 6, "age_under_months": 60}, {"child.age_months": 5}, "no",
     ["for ages from 6 months to under 5 years: the child is 5 months"], "a month too young"),
    ({"age_from_months": 6, "age_under_months": 60}, {"child.age_months": 6}, "yes", [], "first"),
    ({"age_from_months": 6, "age_under_months": 60}, {"child.age_months": 59}, "yes", [], "last"),
    ({"age_under_months": 60}, {"child.age_months": 60}, "no",
     ["for ages under 5 years: the child is 5 years"], "on the birthday"),
    ({"age_from_months": 0}, {"child.age_months": -1}, "no",
     ["for ages from birth: the child is not born yet, due within 1 month"], "not born"),
    ({"age_from_months": -9, "age_under_months": 0}, {"child.age_months": 0}, "no",
     ["for ages before birth: the child is 0 months"], "born"),
    ({"age_under_months": -1}, {"child.age_months": -1}, "no",
     ["for ages until 1 month before birth: the child is not born yet, due within 1 month"],
     "late"),
    ({"age_from_months": 18}, {}, "unknown",
     ["for ages from 1 year 6 months: the child’s age is not known"], "age not known"),
    ({**AGES, "accepts_abuse": ("abuse.neglect", "abuse.sexual")}, {"child.age_months": 1},
     "unknown", ["takes families after neglect or sexual abuse: not known here"],
     "kind not known"),
    ({**AGES, "accepts_abuse": ("abuse.neglect",)},
     {"child.age_months": 1, "abuse.neglect": False}, "no",
     ["takes families after neglect only"], "another kind"),
    ({**AGES, "accepts_carers": ("carer.foster", "carer.kinship")},
     {"child.age_months": 1, "carer.kinship": True}, "yes", [], "one of two is enough"),
    ({**AGES, "accepts_carers": ("carer.foster",)},
     {"child.age_months": 1, "carer.foster": False}, "no", ["takes foster carer only"], "not them"),
    ({**AGES, "requires": ("child.disabled",)}, {"child.age_months": 1}, "unknown",
     ["only if the child is disabled: not known here"], "must hold, not known"),
    ({**AGES, "requires": ("child.disabled",)},
     {"child.age_months": 1, "child.disabled": False}, "no",
     ["only if the child is disabled"], "must hold, does not"),
    ({**AGES, "excludes": ("child.self_harm",)}, {"child.age_months": 1}, "unknown",
     [f"{SELF_HARM}: not known here"], "not known is not “not excluded”"),
    ({**AGES, "excludes": ("child.self_harm",)},
     {"child.age_months": 1, "child.self_harm": True}, "no", [SELF_HARM],
     "excluded"),
    ({**AGES, "excludes": ("child.self_harm",)},
     {"child.age_months": 1, "child.self_harm": False}, "yes", [], "known not to hold"),
)  # fmt: skip


def test_a_wide_search_makes_no_far_venue_suggest_an_area(directory: Directory) -> None:
    directory.take(entry("a", FAR, programme=PROGRAMME, delivery=("venue",), **AGES))

    listed = directory.listed("a", within_miles=14.0)

    assert listed is not None
    assert (listed.accepts, listed.why[-1]) == ("unknown", NOT_STATED)


@pytest.mark.parametrize("case", WORDS, ids=lambda case: case[4])
def test_each_criterion_speaks_for_itself(case: Any, directory: Directory) -> None:
    values, known, accepts, why, _ = case
    directory.take(entry("a", NEAR, programme=PROGRAMME, areas_served=HERE, **values))

    listed = directory.listed("a", known)

    assert listed is not None
    assert listed.accepts == accepts
    assert list(listed.why) == [*why, VENUE_NEAR, NO_WAY, SERVES]


def test_a_fact_that_the_knowledge_no_longer_has_is_not_known(directory: Directory) -> None:
    directory.take(
        entry("a", NEAR, programme=PROGRAMME, requires=("child.was_once_asked",), **AGES)
    )

    listed = directory.listed("a")

    assert listed is not None
    assert listed.accepts == "unknown"
    assert "only if child.was_once_asked: not known here" in listed.why
