"""Lists: pages, lines, how much of each thing, and what of the directory is in them."""

from datetime import date

import pytest
from sqlalchemy import update

from directory.model.service_entry import ServiceEntry
from directory.storage import DirectoryVersion, Service
from directory.storage import Feed as Source
from tests.directory_builders import NOW, Directory, entry, venue
from tests.web.openreferral_api.reader import Feed

pytestmark = pytest.mark.database
NO_MOMENT = "modified_after should be a date and time, as in 2026-11-22T09:30:00Z"


def some(count: int) -> list[ServiceEntry]:
    return [entry(f"s{n:03}", position=n, organisation=f"O{n % 3}") for n in range(count)]


def test_the_feed_says_which_standard_it_follows(feed: Feed) -> None:
    for path in ("", "/"):
        said = feed.get(path)

        assert said["version"] == "HSDS-UK-3.0"
        assert said["profile"].startswith("https://openreferraluk.org/")
        assert said["openapi_url"].endswith("/3.0/openapi.json")


def test_an_empty_directory_has_one_empty_page(directory: Directory, feed: Feed) -> None:
    for path in ("/services", "/service_at_locations", "/organizations"):
        assert feed.get(path) == {
            "total_items": 0, "total_pages": 0, "page_number": 1, "size": 0,
            "first_page": True, "last_page": True, "empty": True, "contents": [],
        }  # fmt: skip


def test_pages_hold_every_service_once_in_one_order(directory: Directory, feed: Feed) -> None:
    directory.take(*some(7))

    pages = list(feed.pages("/services", per_page=3))

    names = [each["name"] for page in pages for each in page["contents"]]
    assert names == [f"s{n:03}" for n in range(7)]
    assert [page["size"] for page in pages] == [3, 3, 1]
    assert [page["first_page"] for page in pages] == [True, False, False]
    assert [page["last_page"] for page in pages] == [False, False, True]
    assert {(page["total_items"], page["total_pages"]) for page in pages} == {(7, 3)}


def test_both_spellings_of_the_size_of_a_page_are_known(directory: Directory, feed: Feed) -> None:
    directory.take(*some(5))

    for name in ("per_page", "perPage"):
        assert feed.get("/services", **{name: 2})["size"] == 2


def test_a_page_after_the_last_is_empty(directory: Directory, feed: Feed) -> None:
    directory.take(*some(5))

    page = feed.get("/services", page=9, per_page=2)

    assert (page["empty"], page["last_page"], page["first_page"]) == (True, True, False)


@pytest.mark.parametrize(
    ("parameters", "problems"),
    [
        ({"page": "0"}, ["page should be a whole number from 1 to 10000000"]),
        ({"page": "-1"}, ["page should be a whole number from 1 to 10000000"]),
        ({"per_page": "501"}, ["per_page should be a whole number from 1 to 500"]),
        ({"perPage": "many"}, ["per_page should be a whole number from 1 to 500"]),
        ({"full": "perhaps"}, ["full should be true or false"]),
        ({"format": "xml"}, ["format should be json or ndjson"]),
        ({"minimum_age": "nan"}, ["minimum_age should be a number"]),
        ({"maximum_age": "1e300"}, ["maximum_age should be a number"]),
        ({"modified_after": "0001-01-01T00:00:00+14:00"}, [NO_MOMENT]),
        ({"modified_after": "9999-12-31T23:59:59-12:00"}, [NO_MOMENT]),
        ({"modified_after": "yesterday"}, [NO_MOMENT]),
        (
            {"page": "x", "full": "x"},
            ["full should be true or false", "page should be a whole number from 1 to 10000000"],
        ),
    ],
)
def test_what_cannot_be_read_is_said_in_words(
    directory: Directory, feed: Feed, parameters: dict[str, str], problems: list[str]
) -> None:
    assert feed.problems("/services", **parameters) == problems


def test_a_parameter_nobody_knows_and_an_empty_one_change_nothing(
    directory: Directory, feed: Feed
) -> None:
    directory.take(*some(3))

    assert len(feed.all("/services", colour="blue", search="", per_page="", full="")) == 3


def test_lines_hold_what_the_pages_hold(directory: Directory, feed: Feed) -> None:
    directory.take(*some(5), entry("z", venue("NE1 4SU")))

    for path in ("/services", "/service_at_locations", "/organizations", "/taxonomies"):
        assert feed.lines(path) == feed.all(path, per_page=2)
        assert feed.lines(path, per_page=2, page=2) == feed.all(path)


def test_lines_are_read_part_by_part(
    directory: Directory, feed: Feed, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("directory.web.openreferral_api.responses.LINES_AT_ONCE", 2)
    directory.take(*some(5))

    parts = list(feed.ask("/services", format="ndjson", full="true").response)

    assert [part.count(b"\n") for part in parts] == [2, 2, 1]


def test_a_list_may_hold_whole_services(directory: Directory, feed: Feed) -> None:
    directory.take(*some(3))

    for each in feed.all("/services", full="true"):
        assert each == feed.get(f"/services/{each['id']}")


def test_a_minimal_list_names_all_services_on_one_page(directory: Directory, feed: Feed) -> None:
    directory.take(*some(60))

    page = feed.get("/services", minimal="true")

    assert (page["size"], page["total_pages"]) == (60, 1)
    assert page["contents"][0] == {
        "id": feed.service("s000")["id"], "modified_date": "2026-11-22T09:30:00Z",
    }  # fmt: skip


def test_what_was_taken_from_others_is_theirs_to_publish(directory: Directory, feed: Feed) -> None:
    with directory.session() as session:
        session.add(Source(id="other", source="https://other.example", added_at=NOW))
    directory.take(entry("ours", organisation="Us"))
    directory.take(entry("other~1", organisation="Them"), feed="other")

    assert feed.names() == ["ours"]
    assert [each["name"] for each in feed.all("/organizations")] == ["Us"]


def test_a_service_that_is_gone_is_in_no_list_and_has_no_address(
    directory: Directory, feed: Feed
) -> None:
    directory.take(entry("a", organisation="A"), entry("b", organisation="B"))
    id = feed.service("b")["id"]
    directory.take(entry("a", organisation="A"))

    assert feed.names() == ["a"]
    assert [each["name"] for each in feed.all("/organizations")] == ["A"]
    assert feed.problems(f"/services/{id}", 404) == [
        "there is no service with this id in this feed"
    ]


def test_the_sample_is_sent_only_where_there_is_nothing_else(
    directory: Directory, feed: Feed
) -> None:
    directory.take(entry("made-up"), sample=True)
    assert feed.names() == ["made-up"]

    directory.take(entry("made-up"), entry("real"))
    with directory.session() as session:
        session.execute(update(Service).where(Service.id == "made-up").values(is_sample=True))
        session.execute(update(DirectoryVersion).values(number=DirectoryVersion.number + 1))
    assert feed.names() == ["real"]


@pytest.mark.parametrize(
    ("path", "what"),
    [
        ("/services", "service"),
        ("/service_at_locations", "service at a location"),
        ("/organizations", "organisation"),
        ("/taxonomies", "taxonomy"),
        ("/taxonomy_terms", "term"),
    ],
)
def test_an_id_that_names_nothing_is_said_to(
    directory: Directory, feed: Feed, path: str, what: str
) -> None:
    unknown = "11111111-2222-4333-8444-555555555555"

    assert feed.problems(f"{path}/{unknown}", 404) == [
        f"there is no {what} with this id in this feed"
    ]
    assert feed.problems(f"{path}/17", 400) == ["id should be a uuid"]


def test_an_id_in_capitals_is_the_same_id(directory: Directory, feed: Feed) -> None:
    directory.take(entry("a"))

    id = feed.service("a")["id"]

    assert feed.get(f"/services/{id.upper()}")["id"] == id


def test_an_organisation_names_its_services_or_holds_them(directory: Directory, feed: Feed) -> None:
    directory.take(
        entry("a", organisation="O", organisation_number="123", assured_on=date(2026, 1, 2)),
        entry("b", organisation="P"),
    )
    ours = next(each for each in feed.all("/organizations") if each["name"] == "O")

    by_id = feed.get(f"/organizations/{ours['id']}")
    whole = feed.get(f"/organizations/{ours['id']}", full_service="true")

    assert by_id["services"] == [{"id": feed.service("a")["id"]}]
    assert by_id["organization_identifiers"][0]["identifier"] == "123"
    assert whole["services"] == [feed.service("a")]
    assert whole in feed.all("/organizations", full_service="true")
    assert by_id in feed.all("/organizations", full="true")


def test_terms_are_found_by_their_taxonomy_and_by_words(feed: Feed) -> None:
    [kinds] = feed.all("/taxonomies", search="kinds of help")
    terms = feed.all("/taxonomy_terms", taxonomy_id=kinds["id"])

    assert "Home visiting" in [each["name"] for each in terms]
    assert feed.get(f"/taxonomies/{kinds['id']}")["taxonomy_terms"] == terms
    assert feed.all("/taxonomy_terms", taxonomy_id=kinds["id"], top_only="true") == terms
    assert feed.all("/taxonomy_terms", parent_id=terms[0]["id"]) == []
    assert [t["name"] for t in feed.all("/taxonomy_terms", search="home visiting help")] == [
        "Home visiting"
    ]
