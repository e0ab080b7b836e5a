"""The feed as an OpenAPI document: the endpoints and answers of the standard, our parameters.

The standard publishes a document of its own, which is no part of this project and leaves out what
we added; this one is made of `data/open_referral.yaml` and the table of `docs/open-referral.md`.
"""

from collections.abc import Mapping, Sequence

from directory.exchange.openreferral.standard import Endpoint, Schema, standard

PREFIX = "/oruk"
FLAG: Schema = {"type": "boolean"}
TEXT: Schema = {"type": "string", "pattern": "^[^\u0000]+$"}
"""No address of ours takes NUL."""
AGE: Schema = {"type": "number", "minimum": -1e9, "maximum": 1e9}
MOMENTS = ("2026-11-22T09:30:00Z", "2026-11-22T09:30:00+01:00", "2026-11-22T09:30", "2026-11-22")
"""More forms are read than the standard has: a day alone, and a time without its zone."""
PAGING: Mapping[str, Schema] = {
    "page": {"type": "integer", "minimum": 1, "maximum": 10_000_000},
    "per_page": {"type": "integer", "minimum": 1, "maximum": 500},
    "format": {"type": "string", "enum": ["json", "ndjson"]},
}
OF_SERVICES: Mapping[str, Schema] = {
    "search": TEXT,
    "full": FLAG,
    "taxonomy_id": TEXT,
    "taxonomy_term_id": TEXT,
    "organization_id": TEXT,
    "modified_after": {"type": "string", "enum": [*MOMENTS]},
    "minimum_age": AGE,
    "maximum_age": AGE,
    "day": TEXT,
}
PARAMETERS: Mapping[str, Mapping[str, Schema]] = {
    "/services": OF_SERVICES | {"minimal": FLAG},
    "/service_at_locations": OF_SERVICES
    | {
        "postcode": {"type": "string", "enum": ["NE6 1DP", "NE61 1HD", "ne1"]},
        "proximity": {"type": "number", "minimum": 0, "maximum": 1_000_000},
    },
    "/organizations": {"search": TEXT, "full": FLAG, "full_service": FLAG},
    "/organizations/{id}": {"full_service": FLAG},
    "/taxonomies": {"search": TEXT},
    "/taxonomy_terms": {"search": TEXT, "taxonomy_id": TEXT, "parent_id": TEXT, "top_only": FLAG},
}
PROBLEMS: Schema = {
    "type": "object",
    "required": ["problems"],
    "additionalProperties": False,
    "properties": {
        "problems": {
            "type": "array",
            "minItems": 1,
            "items": {
                "type": "object",
                "required": ["field", "problem"],
                "additionalProperties": False,
                "properties": {
                    "field": {"type": ["string", "null"]},
                    "problem": {"type": "string"},
                },
            },
        }
    },
}
OPEN = {"Access-Control-Allow-Origin": {"required": True, "schema": {"enum": ["*"]}}}


def feed_document(ids: Mapping[str, Sequence[str]]) -> Schema:
    """Return the document; `ids`: some that are there, by the path of their list."""
    return {
        "openapi": "3.1.0",
        "info": {"title": "Waymark’s feed", "version": standard().version},
        "paths": {
            f"{PREFIX}{each.path}": {"get": _operation(each, ids)} for each in standard().endpoints
        },
    }


def _operation(endpoint: Endpoint, ids: Mapping[str, Sequence[str]]) -> Schema:
    asked = (PAGING if endpoint.is_list else {}) | dict(PARAMETERS.get(endpoint.path, {}))
    parameters = [{"name": name, "in": "query", "schema": kind} for name, kind in asked.items()]
    known = ids.get(endpoint.path.removesuffix("/{id}"), [])
    if endpoint.path.endswith("{id}"):
        an_id = {"anyOf": [{"enum": [*known]}, {"type": "string", "format": "uuid"}]}
        parameters.append({"name": "id", "in": "path", "required": True, "schema": an_id})
    return {"parameters": parameters, "responses": _responses(endpoint)}


def _responses(endpoint: Endpoint) -> Schema:
    content = {"application/json": {"schema": _answer(endpoint)}}
    if endpoint.is_list:
        content["application/x-ndjson"] = {"schema": {}}
    refused = {"description": "wrong", "headers": OPEN}
    problems = refused | {"content": {"application/json": {"schema": PROBLEMS}}}
    found = {"description": "found", "headers": OPEN, "content": content}
    gone = {"404": problems} if endpoint.path.endswith("{id}") else {}
    return {"200": found, "400": problems} | gone


def _answer(endpoint: Endpoint) -> Schema:
    """Return what an endpoint answers; `minimal` leaves out what the standard asks of an item."""
    whole = standard().schema(endpoint.path)
    if endpoint.path != "/services":
        return whole
    short = {"type": "object", "required": ["id"], "maxProperties": 2}
    contents = {"type": "array", "items": short}
    return {"anyOf": [whole, {"type": "object", "properties": {"contents": contents}}]}
