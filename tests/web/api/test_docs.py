"""The example of docs/api.md is what the API answers of `data/` as shipped, word for word."""

import json
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import time_machine

from directory.exchange.directory_file.file_reader import read_entries
from directory.geo.paths import packed_file
from directory.infrastructure import paths
from directory.infrastructure.settings import Settings
from directory.web.api import schemas
from tests.directory_builders import TODAY, Directory
from tests.web.api.conftest import Api

pytestmark = pytest.mark.database

PAGE = (paths.files() / "docs" / "api.md").read_text(encoding="utf-8")
BLOCKS = [json.loads(block) for block in re.findall(r"```json\n(.*?)```", PAGE, re.DOTALL)]
POSTCODES = packed_file()


@pytest.fixture(scope="session")
def data() -> Path:
    return paths.data()


@pytest.fixture
def settings(database_url: str, settings: Settings) -> Settings:
    if not POSTCODES.is_file():
        pytest.skip("needs the packed postcodes that “waymark places build” makes")
    return Settings(
        environment=settings.environment,
        secret_key=settings.secret_key,
        database_url=database_url,
        places=POSTCODES,
        data=settings.data,
    )


@pytest.fixture
def sample(api: Api, directory: Directory) -> Iterator[Api]:
    """Return the API over the sample directory, on the day of the example."""
    content = (paths.data() / "services.csv").read_bytes()
    directory.take(*read_entries(content, directory.vocabulary), sample=True)
    noon = datetime(TODAY.year, TODAY.month, TODAY.day, 12, tzinfo=UTC)
    with time_machine.travel(noon, tick=False):
        yield api


def cut_family(answer: dict[str, Any], ids: list[str]) -> dict[str, Any]:
    """Return the answer for a family as the page shows it: what a child has besides one's own."""
    carers = ("recommendation", "status", "carers", "other_carers")
    return {
        "on": answer["on"],
        "children": [
            {
                "child": child["child"],
                "options": [
                    {key: option[key] for key in carers}
                    for option in child["options"]
                    if option["recommendation"] == id
                ],
                "ask_next": child["ask_next"][:1],
            }
            for child, id in zip(answer["children"], ids, strict=True)
        ],
        **{key: answer[key][:1] for key in ("serves", "smallest_sets", "unreached")},
    }


def cut(answer: dict[str, Any], id: str) -> dict[str, Any]:
    """Return the answer as the page shows it."""
    [option] = [each for each in answer["options"] if each["recommendation"] == id]
    return {
        **answer,
        "options": [{**option, "reasons": option["reasons"][:1]}],
        "ask_next": answer["ask_next"][:1],
        "practice_notes": answer["practice_notes"][:1],
    }


def test_the_example_is_answered_as_it_stands_on_the_page(sample: Api) -> None:
    question, shown, *_ = BLOCKS

    answer = sample.match(question)

    # The source of the postcodes is that of the file on this machine.
    for each in (answer, shown):
        del each["located"]["source"], each["located"]["source_date"]
    assert cut(answer, shown["options"][0]["recommendation"]) == shown


def test_the_family_is_answered_as_it_stands_on_the_page(sample: Api) -> None:
    question, shown = BLOCKS[2:4]

    reply = sample.raw.post("/api/v1/family", data=json.dumps(question))

    assert reply.status_code == 200, reply.text
    ids = [child["options"][0]["recommendation"] for child in shown["children"]]
    assert cut_family(reply.get_json(), ids) == shown


def test_the_problems_are_those_of_the_page(api: Api) -> None:
    wrong, problems = BLOCKS[-2:]

    assert api.send(wrong).get_json() == problems


def test_every_key_that_is_ours_is_explained() -> None:
    ours = {"services", "services_count", "next_accepting_miles", *schemas.Service.model_fields}

    assert {key for key in ours if f"`{key}`" not in PAGE} == {"id", "name", "organisation"}
