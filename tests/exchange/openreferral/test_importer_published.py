"""Over the official sample feeds; skipped where these are not at hand."""

import json
from typing import Any

import pytest

from directory.application.feeds.source import page_of
from tests.exchange.data_quality.published import published
from tests.exchange.openreferral.importer_builders import read

pytestmark = pytest.mark.real_data
SAMPLES = ["V3.0-UK-Default", "V3.0-UK-Fail", "V3.0-UK-Test", "V3.0-UK-Warn"]
NEVER = ("email@example.com", "Ann Persona", "A. Persona")


def sample(name: str, file: str) -> Any:
    return json.loads((published() / "validator" / "mocks" / name / file).read_text())


@pytest.mark.parametrize("name", SAMPLES)
def test_the_service_of_an_official_sample_is_read_without_what_it_does_not_say(name: str) -> None:
    found = read(sample(name, "service_full.json"))

    assert found.entry is not None
    values = found.entry.values
    assert (values["name"], values["status"]) == ("Community Counselling", "active")
    assert (values["age_from_months"], values["age_under_months"]) == (144, None)
    assert (values["email"], values["url"], values["programme"]) == (None, None, None)
    assert not [word for word in NEVER if word in repr(found)]


@pytest.mark.parametrize("name", SAMPLES)
def test_every_item_of_an_official_list_is_read_or_set_aside(name: str) -> None:
    items = page_of(sample(name, "service_list.json")).items

    assert items
    for item in items:
        found = read(item)
        assert found.entry is not None or "set aside" in found.notes[-1].became
