"""Taking a file: all of it or nothing, nothing deleted, one audit event, one new version."""

import json
from datetime import UTC, date, datetime, timedelta
from threading import Thread

import pytest
from sqlalchemy import func, select

from directory.application.commands import audit
from directory.application.commands.audit import hold_directory
from directory.application.commands.geocoding import locator
from directory.application.commands.services import plan_entries, take_entries
from directory.application.commands.venue_points import VenuePoint
from directory.model.import_plan import ImportWish
from directory.storage import AuditEvent, Base, DirectoryVersion, Service, Venue
from tests.directory_builders import NOW, Directory, entry, hidden, venue

pytestmark = pytest.mark.database


def events(directory: Directory) -> list[AuditEvent]:
    with directory.session() as session:
        found = list(session.scalars(select(AuditEvent).order_by(AuditEvent.id)))
        session.expunge_all()
        return found


def version(directory: Directory) -> int:
    with directory.session() as session:
        return session.scalars(select(DirectoryVersion.number)).one()


def rows(directory: Directory) -> dict[str, int]:
    with directory.session() as session:
        count = select(func.count())
        return {
            name: session.scalar(count.select_from(table)) or 0
            for name, table in Base.metadata.tables.items()
        }


def service(directory: Directory, id: str) -> Service:
    with directory.session() as session:
        found = session.get_one(Service, id)
        session.expunge_all()
        return found


def test_what_an_entry_states_is_stored(directory: Directory) -> None:
    stated = entry(
        "a",
        venue("NE1 4ST", name="Rooms"),
        hidden("NE8 1AA"),
        organisation="O",
        organisation_number="7",
        accepts_abuse=("abuse.neglect", "abuse.sexual"),
        excludes=("child.missing",),
        areas_served=("E08000021", "E08000037"),
        languages=("English", "Polish"),
        on_call=False,
        starts_on=date(2026, 1, 1),
    )

    directory.take(stated)

    assert directory.stored() == {"a": stated}


def test_a_venue_is_located_as_it_is_taken(directory: Directory) -> None:
    directory.take(entry("a", venue("NE8 1AA"), venue("NE1 9ZZ"), venue(name="Nowhere said")))

    with directory.session() as session:
        found = {
            v.postcode: (v.easting, v.northing, v.authority, v.located_by)
            for v in session.scalars(select(Venue))
        }
    assert found["NE8 1AA"] == (425_273, 563_377, "E08000037", "postcode")
    assert found["NE1 9ZZ"][3] == "outcode"
    assert found[None] == (None, None, None, None)


def test_services_of_one_provider_share_one_organisation(directory: Directory) -> None:
    directory.take(entry("a"), entry("b", position=1), entry("c", organisation_number="1"))
    directory.take(entry("a"), entry("d", position=1))

    assert rows(directory)["organisation"] == 2


def test_an_import_leaves_one_audit_event_of_counts_alone(directory: Directory) -> None:
    directory.take(entry("a", name="Rose House", phone="0191 498 0101"), entry("b", position=1))

    [event] = events(directory)

    assert (event.actor, event.action) == ("test", "services.import")
    assert event.at.replace(tzinfo=UTC) == NOW
    assert json.loads(event.detail) == {
        "added": 2, "changed": 0, "unchanged": 0, "retired": 0, "sample": False,
    }  # fmt: skip


def test_the_same_file_again_changes_nothing_and_leaves_no_event(directory: Directory) -> None:
    directory.take(entry("a", venue("NE1 4ST")), entry("b", position=1))
    before = (rows(directory), version(directory))

    plan = directory.take(entry("a", venue("NE1 4ST")), entry("b", position=1))

    assert plan.is_empty
    assert (rows(directory), version(directory)) == before


def test_each_import_makes_a_new_version(directory: Directory) -> None:
    seen = [version(directory)]
    for name in ("one", "two", "three"):
        directory.take(entry("a", name=name))
        seen.append(version(directory))

    assert seen == sorted(set(seen))


def test_a_database_put_back_from_a_copy_does_not_repeat_a_version(directory: Directory) -> None:
    directory.take(entry("a", name="one"))
    copied = version(directory)
    directory.take(entry("a", name="two"), now=NOW + timedelta(hours=1))
    lost = version(directory)
    with directory.session() as session:
        session.get_one(DirectoryVersion, 1).number = copied

    directory.take(entry("a", name="three"), now=NOW + timedelta(hours=2))

    assert version(directory) not in (copied, lost)


def test_an_import_deletes_no_service(directory: Directory) -> None:
    directory.take(entry("a", venue("NE1 4ST"), requires=("child.missing",)), entry("b"))

    plan = directory.take(entry("b"), now=datetime(2026, 6, 30, 23, 30, tzinfo=UTC))

    assert plan.retired == ("a",)
    assert service(directory, "a").gone_on == date(2026, 7, 1), "the day in England"
    assert set(directory.stored()) == {"a", "b"}
    assert directory.stored()["a"].values["requires"] == ("child.missing",)


def test_the_day_a_service_went_stays_that_of_the_first_file_without_it(
    directory: Directory,
) -> None:
    directory.take(entry("a"), entry("b"))
    directory.take(entry("b"))
    directory.take(entry("b", name="Other"), now=NOW + timedelta(days=5))

    assert service(directory, "a").gone_on == NOW.date()


def test_a_retired_service_comes_back(directory: Directory) -> None:
    directory.take(entry("a"), entry("b"))
    directory.take(entry("b"))

    plan = directory.take(entry("a"), entry("b"))

    assert [each.id for each, _ in plan.changed] == ["a"]
    assert directory.gone() == set()


def test_parts_that_are_no_longer_stated_go(directory: Directory) -> None:
    directory.take(
        entry("a", venue("NE1 4ST"), venue("NE8 1AA"), areas_served=("E08000021",),
              excludes=("child.missing",))
    )  # fmt: skip

    directory.take(entry("a", venue("NE8 1AA")))

    counts = rows(directory)
    assert (counts["venue"], counts["service_area"], counts["criterion"]) == (1, 0, 0)


def test_a_failure_half_way_leaves_nothing(directory: Directory) -> None:
    directory.take(entry("a", venue("NE1 4ST")), entry("c", position=1))
    before = (rows(directory), version(directory), directory.stored(), directory.gone())
    calls = []

    def failing(postcode: str) -> VenuePoint | None:
        calls.append(postcode)
        if len(calls) == 2:
            raise RuntimeError("the disk is full")
        return None

    with pytest.raises(RuntimeError), directory.session() as session:
        take_entries(
            session,
            [entry("a", venue("NE8 1AA")), entry("b", venue("NE8 1AA"), position=1)],
            failing,
            actor="test",
            now=NOW,
            wish=ImportWish(allow_shrink=True),
        )

    assert len(calls) == 2
    assert (rows(directory), version(directory), directory.stored(), directory.gone()) == before


def test_a_failure_at_the_very_end_leaves_nothing(
    directory: Directory, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(audit.ACTIONS, "services.import", frozenset({"other"}))

    with pytest.raises(ValueError, match="not a listed audit event"):
        directory.take(entry("a"))

    assert set(rows(directory).values()) == {0, 1}  # the one row is the version
    assert directory.stored() == {}


def test_more_services_than_one_statement_holds_are_taken(directory: Directory) -> None:
    many = [
        entry(
            f"s{n}", venue("NE1 4ST"), position=n, delivery=("home",), areas_served=("E08000021",)
        )
        for n in range(1100)
    ]

    directory.take(*many)
    plan = directory.take(many[0])

    assert len(plan.retired) == 1099
    assert len(directory.gone()) == 1099


def test_a_sample_is_marked_as_made_up(directory: Directory) -> None:
    directory.take(entry("a"), sample=True)

    assert service(directory, "a").is_sample


def test_a_sample_service_that_only_moves_stays_a_sample(directory: Directory) -> None:
    directory.take(entry("sample", venue("NE1 4ST")), sample=True)

    directory.take(entry("real"), entry("sample", venue("NE1 4ST"), position=1))

    assert service(directory, "sample").is_sample
    assert not service(directory, "real").is_sample
    assert directory.stored()["sample"].positions == (1,)


def test_a_sample_service_that_a_council_rewrites_is_its_own(directory: Directory) -> None:
    directory.take(entry("a"), sample=True)

    directory.take(entry("a", name="Ours now"))

    assert not service(directory, "a").is_sample


def test_a_plan_alone_writes_nothing(directory: Directory) -> None:
    before = (rows(directory), version(directory))

    with directory.session() as session:
        plan = plan_entries(session, [entry("a")])

    assert plan.counts()["added"] == 1
    assert (rows(directory), version(directory)) == before


def test_an_import_that_waited_for_another_plans_anew(directory: Directory) -> None:
    directory.take(entry("a", name="old"))
    # Before the other import ends, this would change nothing.
    waiting = Thread(target=lambda: directory.take(entry("a", name="old")))

    with directory.session() as session:
        hold_directory(session)
        waiting.start()
        waiting.join(0.3)
        assert waiting.is_alive()
        locate = locator(directory.places)
        take_entries(session, [entry("a", name="new")], locate, actor="test", now=NOW)
    waiting.join(10)

    assert not waiting.is_alive()
    assert service(directory, "a").name == "old"
    assert len(events(directory)) == 3


def test_an_event_that_is_not_listed_is_refused(directory: Directory) -> None:
    with directory.session() as session, pytest.raises(ValueError, match="not a listed"):
        audit.record(session, "family.saved", actor="test", now=NOW, detail={"added": 1})
