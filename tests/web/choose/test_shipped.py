"""What must hold of the knowledge that is shipped, on its own pages: `data/`, and nothing frozen.

So that an entry more breaks nothing here, these tests name what must be there and count nothing.
"""

import pytest

from directory.infrastructure import paths
from directory.storage import reference_data
from directory.web.family_session import SessionCarer, SessionChild
from matcher import Knowledge
from tests.browser.first_cases import first_cases
from tests.web.choose.conftest import TODAY
from tests.web.choose.family import begin
from tests.web.choose.journey import meet, see_options
from tests.web.choose.kept_family import kept, open_family
from tests.web.choose.kept_files import drop_visit, open_kept
from tests.web.choose.people import people
from tests.web.choose.test_signs_page import LEVEL, SIGNS, hints, save, ticked
from tests.web.page import Page
from tests.web.page_client import PageClient

PEOPLE = people(TODAY)
MOST_BYTES = 64_000
MOST_BYTES_READ = 45_000
FIRST_CASES = first_cases(TODAY)


def shipped() -> Knowledge:
    return reference_data.loaded(paths.data())


@pytest.fixture
def client(shipped_client: PageClient) -> PageClient:
    return shipped_client


APPLIES = {
    "neglected two-year-old": ["ng76-1-7-4", "ng76-1-7-10"],
    "fostered child on the fifth birthday": ["ng76-1-7-15"],
    "sexually abused girl of eight": ["ng76-1-7-17", "ng76-1-7-18"],
    "pregnant mother on methadone": ["ng76-1-5-11", "ng76-1-5-7"],
    "nothing known": [],
    "six-year-old with a kinship carer": ["ng76-1-7-16"],
    "girl who turns eight next month": ["ng76-1-7-17"],
}
"""The recommendations of NG76 on the first cards, by the anchors of these."""


def recommended(page: Page) -> list[str]:
    cards = page.all(".waymark-card:not(.waymark-card--waits)")
    anchors = [str(card["id"]).removeprefix("option-") for card in cards]
    return [anchor for anchor in anchors if anchor.startswith("ng76")]


@pytest.mark.parametrize("name", PEOPLE)
def test_each_of_the_people_is_answered_in_few_bytes(client: PageClient, name: str) -> None:
    person = PEOPLE[name]

    page = meet(client, person)

    assert page.heading == "Options for child 1"
    assert recommended(page)[: len(APPLIES[name])] == APPLIES[name]
    assert len(page.response.data) <= MOST_BYTES


@pytest.mark.parametrize("name", FIRST_CASES)
def test_the_page_of_each_of_eight_kinds_of_case_loads_over_a_bad_line(
    client: PageClient, name: str
) -> None:
    page = see_options(client, FIRST_CASES[name].values)

    assert len(page.response.data) <= MOST_BYTES_READ


def test_every_option_has_a_page_that_is_not_too_large(client: PageClient) -> None:
    begin(client, {}, carers=[], within_miles=50.0)

    for number in range(1, len(shipped().recommendations) + 1):
        page = client.get(f"/choose/child/1/option/{number}")
        assert len(page.response.get_data()) <= MOST_BYTES, number


def test_every_fact_of_the_knowledge_is_asked_somewhere(client: PageClient) -> None:
    see_options(client, {"roles": ["mother"]})
    pages = [client.get(f"/choose/{whom}/questions") for whom in ("child/1", "carer/1", "family")]

    names = {
        str(field["value"] if field["type"] == "checkbox" else field["name"])
        for page in pages
        for field in page.all("[type=checkbox], [type=radio]")
    }
    plain = {name.removeprefix("with-child-1-") for name in names}
    known = shipped().facts
    facts = [f for f in known.facts if f.type in ("boolean", "choice")]
    said = known.role["mother"].sets  # what the role says is not asked again
    unasked = [f.id for f in facts if not {f.id, f.id.replace(".", "-")} & plain]
    # The answers on harm are given in one, the stage, until a page asks them apart.
    assert set(unasked) <= set(said)


def test_every_sign_has_its_level_and_source_and_a_visit_has_room_for_all(
    client: PageClient,
) -> None:
    see_options(client, {"age_text": "9y 0m"})
    page = client.get(SIGNS)
    every = [str(box["value"]) for box in page.all("input[name=signs]")]

    assert all(LEVEL.match(hint) for hint in hints(page))
    assert ticked(save(client, page, *every)) == every


def test_the_largest_family_that_can_be_entered_opens_again(
    client: PageClient,
) -> None:
    numbers, roles = list(range(1, 13)), [*shipped().facts.role][:6]
    open_family(
        client,
        children=[SessionChild(facts={"child.age_months": 12 * n}) for n in numbers],
        carers=[SessionCarer(role=role, for_children=numbers) for role in roles],
    )
    file = kept(client)
    drop_visit(client)

    assert "Nothing has changed" in open_kept(client, file).text
