"""A year in the life of forty services, by a moving clock: every number of every day.

What is expected is worked out from the story of each service alone, day by day, and from no code
of the product: three months are written out as days of the calendar.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from directory.application.commands.accounts import add_account, close_account
from directory.application.commands.assurance import link_of, remind, still_right
from directory.application.commands.edit_service import EditBy, edit_service, entry_to_edit
from directory.application.commands.geocoding import locator
from directory.application.commands.watches import add_watch, send_watches
from directory.application.worklists import counts_of
from directory.model.roles import AccountRole
from directory.storage import Account, OutgoingMail, Service
from tests.directory_builders import Directory, entry, vocabulary

pytestmark = [pytest.mark.database, pytest.mark.slow]
FIRST = date(2027, 1, 1)
DAYS = 365
DUE = (date(2027, 4, 1), date(2027, 7, 1), date(2027, 10, 1), date(2028, 1, 1))
"""Three months after 1 January, and so on."""
CLOSES, REOPENS, LEAVES = date(2027, 3, 10), date(2027, 6, 10), date(2027, 8, 15)
ENDS, ENDS_SOON = date(2027, 9, 30), date(2027, 4, 3)
"""180 days before the end it is on the list of what ends."""


@dataclass(frozen=True)
class Story:
    """What one service does: `answers_after` days from the letter; None: it never answers."""

    id: str
    answers_after: int | None
    has_email: bool = True
    closes: bool = False
    """It closes on CLOSES, and opens again, unchecked, on REOPENS."""
    falls_silent: bool = False
    """Its staff leave on LEAVES: after that nobody answers."""
    ends: bool = False
    """Its funding ends on ENDS, and nobody closes it."""
    was_checked: bool = True
    states_area: bool = True


STORIES = (
    *(Story(f"prompt-{n}", 0) for n in range(10)),
    *(Story(f"slow-{n}", 20) for n in range(8)),
    *(Story(f"silent-{n}", None) for n in range(8)),
    *(Story(f"closing-{n}", 0, closes=True) for n in range(6)),
    *(Story(f"leaving-{n}", 0, falls_silent=True) for n in range(5)),
    Story("no-mail-0", None, has_email=False, ends=True),
    Story("no-mail-1", None, has_email=False, was_checked=False),
    Story("no-mail-2", None, has_email=False, states_area=False),
)


def letters_of(story: Story) -> dict[date, date | None]:
    """Return the day of each letter to a service in the year, and of the answer to it."""
    if not story.has_email:
        return {}
    if story.closes:  # overdue when it opens again: asked on that day, and then each three months
        return {REOPENS: REOPENS, date(2027, 9, 10): date(2027, 9, 10),
                date(2027, 12, 10): date(2027, 12, 10)}  # fmt: skip
    if story.answers_after == 20:  # the second letter goes before the answer
        # 1 April + 20 = 21 April; due 21 July, answers 10 August; due 10 November, 30 November.
        return {
            date(2027, 4, 1): date(2027, 4, 21), date(2027, 4, 15): None,
            date(2027, 7, 21): date(2027, 8, 10), date(2027, 8, 4): None,
            date(2027, 11, 10): date(2027, 11, 30), date(2027, 11, 24): None,
        }  # fmt: skip
    if story.answers_after is None:
        return {DUE[0]: None, date(2027, 4, 15): None, date(2027, 4, 29): None}
    if story.falls_silent:
        return {
            DUE[0]: DUE[0], DUE[1]: DUE[1], DUE[2]: None,
            date(2027, 10, 15): None, date(2027, 10, 29): None,
        }  # fmt: skip
    return {day: day for day in DUE[:3]}


def unanswered_on(story: Story, day: date) -> bool:
    """Say whether the editors are to ring it: 28 days after a third letter."""
    if not story.has_email or story.closes or story.answers_after == 20:
        return False
    if story.answers_after is None:
        return day >= date(2027, 5, 27)
    return story.falls_silent and day >= date(2027, 11, 26)


def checked_by(story: Story, day: date) -> date | None:
    """Return the last day on which a service was right, as it is known on a day."""
    if not story.was_checked:
        return None
    answers = (answer for answer in letters_of(story).values() if answer and answer <= day)
    return max(answers, default=FIRST)


def three_months_after(day: date) -> date:
    """Return the same day of the third month; none in this story is a 29th, 30th or 31st but one.

    30 November leads to the end of February, which the year does not reach.
    """
    month = day.month + 3
    year, month = day.year + (month - 1) // 12, (month - 1) % 12 + 1
    return date(year, month, min(day.day, 28))


def lists_on(day: date) -> dict[str, int]:
    """Return how many entries of the forty stand on each list of the desk."""
    live = [s for s in STORIES if not (s.closes and CLOSES <= day < REOPENS)]
    checks = [check for story in live if (check := checked_by(story, day))]
    due = [three_months_after(check) for check in checks]
    return {
        "overdue": sum(each < day for each in due),
        "unanswered": sum(unanswered_on(story, day) for story in live),
        "due": sum(day <= each <= day + timedelta(days=14) for each in due),
        "never-checked": 1,
        "ending": int(ENDS_SOON <= day <= ENDS),
        "ended": int(day > ENDS),
        "no-area": 1,
        "no-criteria": len(live),
        "unlocated": 0,
        "roughly-placed": 0,
        "twins": 0,
    }


class Year:
    def __init__(self, directory: Directory) -> None:
        self.directory = directory
        self.words = vocabulary(directory.places, date(2027, 12, 31))
        self.locate = locator(directory.places)
        self.answers: dict[date, list[str]] = {}
        directory.take(
            *(
                entry(
                    s.id, position=n, assured_on=FIRST if s.was_checked else None, name=s.id,
                    assured_by="Editor" if s.was_checked else None,
                    email="team@service.example" if s.has_email else None,
                    ends_on=ENDS if s.ends else None,
                    areas_served=("E08000021",) if s.states_area else (),
                )
                for n, s in enumerate(STORIES)
            ),
            now=self.at(FIRST),
        )  # fmt: skip
        with directory.session() as session:
            self.watcher = add_account(
                session, email="w@council.example", name="W", role=AccountRole.READER,
                organisations=(), actor="test", now=self.at(FIRST),
            ).id  # fmt: skip
            account = session.get_one(Account, self.watcher)
            for id in ("closing-0", "prompt-0"):
                add_watch(session, account, "service", id, "once", now=self.at(FIRST))

    @staticmethod
    def at(day: date) -> datetime:
        return datetime(day.year, day.month, day.day, 9, tzinfo=UTC)

    def live(self, day: date) -> tuple[int, int, dict[str, int]]:
        """Live a day; return the letters, the e-mails to watchers and the numbers of the desk."""
        now = self.at(day)
        with self.directory.session() as session:
            for story in STORIES:
                if story.closes and day in (CLOSES, REOPENS):
                    self._state(session, story.id, "closed" if day == CLOSES else "active", now)
            if day == date(2027, 6, 9):  # the person who watches leaves
                close_account(session, session.get_one(Account, self.watcher), actor="t", now=now)
            before = session.scalar(select(func.max(OutgoingMail.id))) or 0
            letters = remind(session, "https://w.example", now)
            assert remind(session, "https://w.example", now) == 0
            self._plan_answers(session, before, day)
            for secret in self.answers.pop(day, []):
                self._press(session, secret, now)
            watched = send_watches(session, "https://w.example", now, lambda *_: frozenset())
            return letters, watched, counts_of(session, day)

    def _state(self, session: Session, id: str, status: str, now: datetime) -> None:
        _, version = entry_to_edit(session, id)
        by = EditBy(actor="editor", source="test", now=now)
        edit_service(
            session, id, {"status": status}, based_on=version, words=self.words,
            locate=self.locate, by=by,
        )  # fmt: skip

    def _plan_answers(self, session: Session, before: int, day: date) -> None:
        by_id = {story.id: story for story in STORIES}
        new = session.scalars(select(OutgoingMail).where(OutgoingMail.id > before))
        for mail in new:
            _, id, _, number = mail.key.split()
            story = by_id[id]
            gone = story.falls_silent and day >= LEAVES
            if story.answers_after is not None and number == "1" and not gone:
                secret = mail.body.split("/assure/")[1].split()[0]
                then = day + timedelta(days=story.answers_after)
                self.answers.setdefault(then, []).append(secret)

    def _press(self, session: Session, secret: str, now: datetime) -> None:
        link = link_of(session, secret, now)
        assert link is not None
        version = entry_to_edit(session, link.service_id)[1]
        still_right(session, link, seen=version, words=self.words, locate=self.locate, now=now)


def test_every_number_is_right_on_every_day(directory: Directory) -> None:
    assert len(STORIES) == 40
    year = Year(directory)

    for n in range(DAYS):
        day = FIRST + timedelta(days=n)
        letters = sum(day in letters_of(story) for story in STORIES)
        watched = 1 if day == CLOSES else 0  # it opens again after who watched has left

        assert year.live(day) == (letters, watched, lists_on(day)), day

    with directory.session() as session:
        stated = dict(session.execute(select(Service.id, Service.assured_on)).all())
        for story in STORIES:
            assert stated[story.id] == checked_by(story, FIRST + timedelta(days=DAYS)), story.id
        assert set(session.scalars(select(Service.status))) == {"active"}
