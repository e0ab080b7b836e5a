"""What the count says of a place is what a family at that place is told, read a second time.

`tests.domain.eligibility.reading` is the slow reading of one service for one family. Criteria are
judged another way here, for many children at once, so these services state none.
"""

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as with_settings
from hypothesis import strategies as st

from directory.model.service_entry import ServiceEntry
from tests.directory_builders import CASE, TODAY, Directory
from tests.domain.coverage.laid_out import EACH_YEAR, area, people, reached
from tests.domain.eligibility.reading import ENGLISH, Reading, services, verdict

pytestmark = pytest.mark.database

CRITERIA = ("accepts_abuse", "accepts_carers", "requires", "excludes")
AREAS = tuple(area(f"E01-{place}", postcode) for place, postcode in enumerate(ENGLISH))


def without_criteria(made: ServiceEntry) -> ServiceEntry:
    return replace(made, values={**made.values, **dict.fromkeys(CRITERIA, ())})


# No distance at which two made-up postcodes lie to the metre: the grid is not the ground.
@given(
    made=services(),
    within=st.sampled_from([0.5, 1.2, 3.0, 14.0, 400.0]),
    months=st.sampled_from([0, 23, 24, 36, 47, 59]),
)
@with_settings(
    max_examples=40, deadline=None, database=None, suppress_health_check=list(HealthCheck)
)
def test_a_child_is_reached_where_a_family_would_be_accepted(
    made: list[ServiceEntry], within: float, months: int, directory: Directory
) -> None:
    made = [without_criteria(each) for each in made]
    directory.take_alone(*made)
    people(directory, *AREAS)

    found = reached(directory, within_miles=within, from_months=months, under_months=months + 1)

    case = {**CASE, "child.age_months": months}
    one = EACH_YEAR / 12
    for each, postcode in zip(AREAS, ENGLISH, strict=True):
        place = directory.places.find(postcode)
        readings = [Reading(service, place, within, directory.places) for service in made]
        verdicts = {
            verdict(service, case, TODAY, reading)
            for service, reading in zip(made, readings, strict=True)
            if reading.fits
        }
        wanted = (one, 0) if "yes" in verdicts else (0, one) if "unknown" in verdicts else (0, 0)
        assert found[each.code] == (one, *wanted), postcode
