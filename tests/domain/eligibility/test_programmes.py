"""Which services answer a recommendation: its programmes, others of their class, general help."""

import pytest

from directory.model.columns import KINDS
from tests.directory_builders import Directory, entry, knowledge, venue

pytestmark = pytest.mark.database

KEEP = "ng76:1.7.12"


def found_for(directory: Directory, recommendation: str) -> set[str]:
    found = directory.find({}, recommendation=recommendation)
    return {each.service.id for each in found.listed}


def service(id: str, **values: object) -> object:
    return entry(id, venue("NE1 4ST"), **values)


def test_a_service_of_the_class_or_of_any_programme_in_it_is_listed(directory: Directory) -> None:
    directory.take(
        service("of-the-class", programme="attachment-based-intervention"),
        service("named", programme="abc"),
        service("another", programme="keep"),
        service("general", kind="therapeutic"),
    )
    others = [p.id for p in knowledge().programmes
              if "attachment-based-intervention" in p.classes and p.id != "abc"]  # fmt: skip

    assert found_for(directory, "ng76:1.7.4") == {"of-the-class", "named"}
    directory.take(*(service(id, programme=id) for id in others))
    assert found_for(directory, "ng76:1.7.4") == set(others)


def test_the_forms_of_keep_that_are_not_recommended_are_not_listed(directory: Directory) -> None:
    assert "keep" in knowledge().recommendation[KEEP].programmes
    directory.take(
        service("standard", programme="keep"),
        service("safe", programme="keep-safe"),
        service("prevention", programme="keep-prevention"),
    )

    assert found_for(directory, KEEP) == {"standard"}


def test_general_help_answers_where_its_kind_is_named(directory: Directory) -> None:
    item = next(item for item in knowledge().recommendations if item.kinds)
    kind = item.kinds[0]
    directory.take(
        service("general", kind=kind),
        service("of-a-programme", kind=kind, programme="keep-safe"),
        service("of-another-kind", kind="training"),
    )

    found = found_for(directory, item.id)

    assert "general" in found
    assert "of-a-programme" not in found


def test_no_service_is_listed_twice_for_any_recommendation(directory: Directory) -> None:
    directory.take(
        *(service(p.id, programme=p.id) for p in knowledge().programmes),
        *(service(f"general-{kind}", kind=kind) for kind in KINDS),
    )

    for item in knowledge().recommendations:
        listed = [each.service.id for each in directory.find({}, recommendation=item.id).listed]
        assert len(listed) == len(set(listed)), item.id
        assert set(item.programmes) <= set(listed), item.id
        assert {f"general-{kind}" for kind in item.kinds} <= set(listed), item.id
