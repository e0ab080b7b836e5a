"""What we describe against the published schemas: needs files that are not of the project."""

import json
from pathlib import Path
from typing import Any

import pytest

from directory.exchange.openreferral.standard import Schema, standard
from directory.exchange.openreferral.standard_faults import faults
from tests.exchange.data_quality.published import published

pytestmark = pytest.mark.real_data

BASE = "https://openreferraluk.org/specifications/3.0/schema/"
SCHEMAS = {
    "/": "api_details",
    "/services": "service_list",
    "/services/{id}": "service",
    "/service_at_locations": "service_at_location_list",
    "/service_at_locations/{id}": "service_at_location",
    "/taxonomies": "taxonomy_list",
    "/taxonomies/{id}": "taxonomy",
    "/taxonomy_terms": "taxonomy_term_list",
    "/taxonomy_terms/{id}": "taxonomy_term",
    "/organizations": "organization_list",
    "/organizations/{id}": "organization",
}
EXAMPLES = {
    "/services": "service_list",
    "/services/{id}": "service_full",
    "/service_at_locations": "service_at_location_list",
    "/service_at_locations/{id}": "service_at_location_full",
    "/taxonomies": "taxonomy_list",
    "/taxonomies/{id}": "taxonomy",
    "/taxonomy_terms": "taxonomy_term_list",
    "/taxonomy_terms/{id}": "taxonomy_term",
    "/organizations": "organization_list",
    "/organizations/{id}": "organization_full",
}


def read(folder: Path, name: str) -> Any:
    return json.loads((folder / f"{name}.json").read_text())


def judged(schema: Schema, folder: Path | None = None) -> Schema:
    """Return only what decides a verdict, at every depth, with references followed."""
    if folder and "$ref" in schema:
        return judged(read(folder, schema["$ref"].removeprefix(BASE).removesuffix(".json")), folder)
    properties = dict(schema.get("properties", {}))
    for part in schema.get("allOf", []):
        properties |= part["properties"]
    found = {key: schema[key] for key in ("type", "format", "enum") if key in schema}
    if schema.get("required"):
        found["required"] = sorted(schema["required"])
    if properties:
        # The published list schemas leave out that a page is an object; its parts say it.
        found |= {"type": "object"}
        found["properties"] = {name: judged(each, folder) for name, each in properties.items()}
    if "items" in schema:
        found["items"] = judged(schema["items"], folder)
    return found


@pytest.mark.parametrize("path", SCHEMAS)
def test_our_description_is_that_of_the_published_schemas(path: str) -> None:
    folder = published() / "hsds-uk-3.0" / "schema"

    assert judged(standard().schema(path)) == judged(read(folder, SCHEMAS[path]), folder)


def test_the_required_endpoints_are_those_of_the_published_contract() -> None:
    paths = read(published() / "hsds-uk-3.0", "openapi")["paths"]
    required = {path: "required" in each["get"]["tags"] for path, each in paths.items()}

    assert {each.path: each.level == 1 for each in standard().endpoints} == required


@pytest.mark.parametrize("path", EXAMPLES)
def test_the_published_examples_have_no_fault(path: str) -> None:
    document = read(published() / "hsds-uk-3.0" / "examples", EXAMPLES[path])

    assert list(faults(standard(), path, document)) == []


@pytest.mark.parametrize("version_1", ["service", "service_list", "taxonomy_list"])
def test_version_1_names_the_fields_of_the_published_schemas(version_1: str) -> None:
    schema = read(published() / "hsds-uk-1.0" / "schema", version_1)
    items = schema["properties"]["content"]["items"] if "_list" in version_1 else schema
    ours = standard("1.0").objects[version_1.removesuffix("_list")]

    assert (set(ours["fields"]), set(ours["required"])) == (
        set(items["properties"]),
        set(items["required"]),
    )
