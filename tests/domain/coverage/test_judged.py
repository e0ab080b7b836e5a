"""Criteria judged for many children at once are judged as for one family."""

import numpy as np
import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as with_settings
from hypothesis import strategies as st

from directory.domain.coverage.children import MeantChildren
from directory.domain.coverage.suitability import ALL, NONE, SOME, takes
from directory.domain.eligibility.acceptance import any_of, excluded, required
from directory.model.service_entry import ServiceEntry
from directory.storage.snapshot import STORES, Snapshot
from tests.directory_builders import Directory
from tests.domain.eligibility.reading import FACTS, services

pytestmark = pytest.mark.database
known = st.dictionaries(st.sampled_from(FACTS), st.booleans())


@given(made=services(), profiles=st.lists(known, min_size=1, max_size=4))
@with_settings(
    max_examples=40, deadline=None, database=None, suppress_health_check=list(HealthCheck)
)
def test_all_at_once_is_one_by_one(
    made: list[ServiceEntry], profiles: list[dict[str, bool]], directory: Directory
) -> None:
    directory.take_alone(*made)
    with directory.session() as session:
        snapshot = STORES.current(session, Snapshot)
    children = MeantChildren(
        months=np.ones((2, 216), np.bool_), profiles=tuple(profiles), from_before_birth=False
    )

    found = takes(snapshot, children, np.arange(len(snapshot.ids)))

    for at in range(len(snapshot.ids)):
        answers = set()
        for profile in profiles:
            judged = required(snapshot, profile)
            for role, group in (("accepts_abuse", "abuse."), ("accepts_carers", "carer.")):
                if any(fact.startswith(group) for fact in profile):
                    judged |= any_of(snapshot, role, profile)
            refused = judged.refused[at] or excluded(snapshot, profile).refused[at]
            answers.add(NONE if refused else SOME if judged.open[at] else ALL)
        wanted = answers.pop() if len(answers) == 1 else SOME
        states = snapshot.age_from[at] != -1000 or snapshot.age_under[at] != -1000
        assert found[at] == (wanted if states else min(wanted, SOME))
