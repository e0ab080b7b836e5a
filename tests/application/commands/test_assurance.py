"""Letters to services: three, each once, and an answer that needs no account."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import func, select

from directory.application.commands.assurance import LASTS, link_of, remind, still_right
from directory.application.commands.edit_service import EditConflictError, entry_to_edit
from directory.application.commands.geocoding import locator
from directory.application.commands.proposals import propose_change
from directory.application.commands.service_versions import cells_of
from directory.application.worklists import counts_of
from directory.infrastructure.clock import in_utc
from directory.storage import Feed, OutgoingMail, Service, ServiceLink
from tests.directory_builders import Directory, entry, hidden, vocabulary

pytestmark = pytest.mark.database
SITE = "https://waymark.example"
CHECKED = date(2026, 6, 1)
DUE = datetime(2026, 9, 1, 9, tzinfo=UTC)


class Post:
    """A directory with a moving clock, and the letters that it writes."""

    def __init__(self, directory: Directory) -> None:
        self.directory = directory
        self.words = vocabulary(directory.places, date(2027, 12, 31))

    def take(self, *ids: str, **values: Any) -> None:
        stated = {"email": "team@harbour.example", "assured_on": CHECKED} | values
        now = datetime(2026, 6, 1, tzinfo=UTC)
        self.directory.take(*(entry(id, position=n, **stated) for n, id in enumerate(ids)), now=now)

    def remind(self, days: int = 0) -> int:
        with self.directory.session() as session:
            return remind(session, SITE, DUE + timedelta(days=days))

    def letters(self) -> list[OutgoingMail]:
        with self.directory.session() as session:
            found = list(session.scalars(select(OutgoingMail).order_by(OutgoingMail.id)))
            session.expunge_all()
            return found

    def secret(self) -> str:
        return self.letters()[-1].body.split(f"{SITE}/assure/")[1].split()[0]

    def press(self, secret: str, days: int = 0, seen: int | None = None) -> bool:
        now = DUE + timedelta(days=days)
        with self.directory.session() as session:
            link = link_of(session, secret, now)
            assert link is not None
            version = entry_to_edit(session, link.service_id)[1] if seen is None else seen
            locate = locator(self.directory.places)
            return still_right(
                session, link, seen=version, words=self.words, locate=locate, now=now
            )

    def cells(self, id: str = "a") -> dict[str, str]:
        with self.directory.session() as session:
            return cells_of(entry_to_edit(session, id)[0])


@pytest.fixture
def post(directory: Directory) -> Post:
    return Post(directory)


def test_three_letters_two_weeks_apart_and_each_once(post: Post) -> None:
    post.take("a")

    sent = {day: post.remind(day) for day in range(-3, 120) for _ in range(2)}
    queued = [(in_utc(each.queued_at) - DUE).days for each in post.letters()]

    assert set(sent.values()) == {0}, "run again on the same day, it writes nothing"
    assert queued == [0, 14, 28]


def test_a_cron_that_stood_still_writes_one_letter_and_not_three(post: Post) -> None:
    post.take("a")

    assert [post.remind(day) for day in (60, 61, 73, 74, 88, 200)] == [1, 0, 0, 1, 1, 0]


def test_silence_changes_no_field(post: Post) -> None:
    post.take("a")
    before = post.cells()

    for day in range(0, 365, 7):
        post.remind(day)

    assert post.cells() == before


@pytest.mark.parametrize(
    "stated",
    [
        {"email": None},
        {"status": "closed"},
        {"ends_on": date(2026, 8, 31)},
        {"assured_on": date(2026, 8, 1)},
    ],
)
def test_who_cannot_or_need_not_be_asked_is_not(post: Post, stated: dict[str, Any]) -> None:
    post.take("a", **stated)

    assert post.remind() == 0


@pytest.mark.parametrize("origin", [{"sample": True}, {"feed": "f"}])
def test_the_sample_and_feeds_are_never_written_to(
    post: Post, directory: Directory, origin: dict[str, Any]
) -> None:
    if "feed" in origin:
        with directory.session() as session:
            session.add(Feed(id="f", source="x", added_at=DUE))
    directory.take(entry("a", email="team@harbour.example"), **origin)

    assert post.remind(400) == 0


def test_a_press_is_a_check_of_today_and_a_second_one_is_harmless(post: Post) -> None:
    post.take("a")
    post.remind()

    assert post.press(post.secret(), days=3) is True
    assert post.press(post.secret(), days=40) is False
    assert post.cells()["assured_on"] == "2026-09-04"
    assert "@" not in post.cells()["assured_by"]
    assert [post.remind(day) for day in (14, 28, 42, 93, 94)] == [0, 0, 0, 0, 1]


def test_a_press_on_an_entry_that_was_changed_since_it_was_seen_is_refused(post: Post) -> None:
    post.take("a")
    post.remind()

    with pytest.raises(EditConflictError):
        post.press(post.secret(), seen=1)
    assert post.cells()["assured_on"] == CHECKED.isoformat()


def test_a_link_opens_one_entry_until_it_expires_and_is_kept_nowhere(post: Post) -> None:
    post.take("a", "b")
    post.remind()
    secret = post.secret()

    with post.directory.session() as session:
        link = link_of(session, secret, DUE)
        assert link is not None
        assert link.service_id == "b"
        assert link_of(session, secret, DUE + LASTS) is None
        assert link_of(session, secret[:-1] + "_", DUE) is None
        assert link_of(session, link.digest, DUE) is None
        assert all(secret not in each.digest for each in session.scalars(select(ServiceLink)))


def test_a_link_of_an_entry_that_is_gone_opens_nothing(post: Post) -> None:
    post.take("a", "b")
    post.remind()
    post.take("a")

    with post.directory.session() as session:
        assert link_of(session, post.secret(), DUE) is None


def test_no_letter_names_an_address(post: Post, directory: Directory) -> None:
    secret = hidden("NE8 1AA", name="Rose House", address="1 Rose Street")
    directory.take(entry("a", secret, email="team@harbour.example"))
    post.remind(400)

    [letter] = post.letters()
    assert not any(w in letter.subject + letter.body for w in ("NE8", "Rose"))


def test_while_an_answer_waits_for_an_editor_nobody_is_asked_again(post: Post) -> None:
    post.take("a")
    post.remind()
    with post.directory.session() as session:
        owner = session.get_one(Service, "a").organisation_id
        propose_change(
            session, "a", {"phone": "0191 498 0101"},
            account=None, organisation_id=owner, based_on=0, now=DUE,
        )  # fmt: skip

    assert [post.remind(day) for day in (14, 28, 42)] == [0, 0, 0]


def test_after_the_last_letter_the_editors_are_told(post: Post) -> None:
    post.take("a", "b")
    for day in range(57):
        post.remind(day)
        if day == 30:
            post.press(post.secret(), days=day)

    def listed(days: int) -> int:
        with post.directory.session() as session:
            return counts_of(session, DUE.date() + timedelta(days=days))["unanswered"]

    assert (listed(55), listed(56)) == (0, 1)
    with post.directory.session() as session:
        assert session.scalar(select(func.count()).select_from(ServiceLink)) == 6
