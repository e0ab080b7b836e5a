"""A change says from what to what where that is kept, and nothing of an address that is hidden."""

from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest
import time_machine

from directory.storage import ServiceChange
from tests.directory_builders import GATESHEAD, NEWCASTLE, Directory, entry, hidden, venue
from tests.web.find.changing import FILLED, happen, lines
from tests.web.page_client import PageClient

pytestmark = pytest.mark.database
PAGE = "/find/changes"


@pytest.fixture(autouse=True)
def on_the_day() -> Iterator[None]:
    with time_machine.travel(datetime(2026, 11, 22, 18, tzinfo=UTC)):
        yield


FROM_TO = (
    # column, before, after, what is said
    ("waiting_weeks", 4, 6, "Wait: 6 weeks, was 4 weeks."),
    ("waiting_weeks", 1, 0, "Wait: none, was 1 week."),
    ("waiting_weeks", 4, None, "Wait: no longer stated, was 4 weeks."),
    ("waiting_weeks", None, 6, "Wait: 6 weeks, not stated before."),
    ("age_under_months", 36, 60, "Ages: under 5 years, was under 3 years."),
    ("age_from_months", 18, 24, "Ages: from 2 years, was from 1 year 6 months."),
    ("starts_on", None, date(2027, 1, 4), "First day: 4 January 2027, not stated before."),
    ("ends_on", date(2027, 7, 31), date(2027, 8, 31),
     "Day on which it ends: 31 August 2027, was 31 July 2027."),
    ("delivery", ("home",), ("home", "group"),
     "How it is delivered: at home and in a group, was at home."),
    ("referral_routes", ("court", "self"), ("professional",),
     "Who may refer: any professional, was the court and the family itself."),
    ("kind", "parenting", "home_visiting", "Kind of help: home visiting, was parenting."),
    ("places_per_year", 20, 10, "How many families a year: 10, was 20."),
    ("trained_staff", 3, 4, "Trained staff: 4, was 3."),
    ("accreditation_expires", date(2026, 12, 1), date(2027, 12, 1),
     "Licence or accreditation: until 1 December 2027, was until 1 December 2026."),
    ("sessions", 10, 1, "How long it lasts: 1 session, was 10 sessions."),
    ("on_call", True, False, "Whether it answers day and night: no, was yes."),
    ("programme", "abc", None, "What changed: the programme."),
    ("requires", ("parent.is_mother",), (), "What changed: who it takes."),
    ("cost", "£2", "Free", "What changed: what a family pays."),
    ("phone", "0191 498 0101", "0191 498 0102", "What changed: the telephone number."),
    ("areas_served", (GATESHEAD,), (NEWCASTLE,), "What changed: the areas it serves."),
)  # fmt: skip


@pytest.mark.parametrize("case", FROM_TO, ids=lambda case: f"{case[0]} {case[2]}")
def test_a_change_says_from_what_to_what_where_that_is_kept_and_useful(
    case: tuple[str, object, object, str], client: PageClient, directory: Directory
) -> None:
    column, before, after, said = case
    happen(directory, [entry("a", **{column: before})], [entry("a", **{column: after})])

    assert [sentence for *_, sentence in lines(client.get(PAGE))] == [said]


def test_values_stand_beside_what_happened_and_what_else_changed(
    client: PageClient, directory: Directory
) -> None:
    before = entry("a", venue("NE1 4ST"), waiting_weeks=4, age_under_months=36, email="a@b.example")
    after = entry("a", venue("NE8 1AA"), waiting_weeks=6, age_under_months=60, status="paused")
    happen(directory, [before], [after])

    [(label, _, _, sentence)] = lines(client.get(PAGE))

    assert (label, sentence) == (
        "Paused",
        "It takes nobody at present. Ages: under 5 years, was under 3 years. "
        "Wait: 6 weeks, was 4 weeks. What changed: the e-mail address and where it is.",
    )


def test_what_a_change_of_an_older_version_did_not_keep_is_not_told(
    client: PageClient, directory: Directory
) -> None:
    happen(directory, [entry("a")])
    changed = {"waiting_weeks": [None, "6"], "age_under_months": [None, None]}
    with directory.session() as session:
        session.add(ServiceChange(service_id="a", at=FILLED, what="changed", changed=changed))

    [(*_, sentence)] = lines(client.get(PAGE))

    assert sentence == "Wait: 6 weeks. What changed: ages."


@pytest.mark.parametrize("path", [PAGE, f"{PAGE}.atom", f"{PAGE}.json"])
def test_an_address_that_is_hidden_later_is_told_by_no_change_of_before(
    path: str, client: PageClient, directory: Directory
) -> None:
    first = venue("NE8 1AA", name="Rose House", address="1 Rose Street")
    then = venue("NE8 4AA", name="Rose House", address="2 Rose Street")
    said = {"description": "Beside NE8 1AA.", "phone": "0191 498 0101", "cost": "£2 at Rose House"}
    happen(
        directory,
        [entry("a", first, areas_served=(GATESHEAD,), **said)],
        [entry("a", then, waiting_weeks=2)],
        [entry("a", hidden("NE8 4AA", name="Rose House", address="2 Rose Street"), sessions=9)],
    )

    text = client.raw.get(path).text

    assert "2 weeks" in text
    assert "9 sessions" in text
    secrets = ("Rose", "NE8", "Gateshead", GATESHEAD, "0191", "where it is")
    assert not any(secret in text for secret in secrets)
