"""The rule base in forms that other systems run: DMN, FHIR with CQL, and JSON with its schema.

Pure: knowledge in, text out. `docs/exports.md` says how to run each, and what each leaves out.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from matcher.exports.cql import cql_text
from matcher.exports.dmn import dmn_text
from matcher.exports.fhir import fhir_text
from matcher.exports.json_rules import json_text
from matcher.exports.json_schema import schema_text
from matcher.knowledge import Knowledge

__all__ = ["FORMATS"]

FORMATS: Mapping[str, Callable[[Knowledge], str]] = {
    "dmn": dmn_text,
    "fhir": fhir_text,
    "cql": cql_text,
    "json": json_text,
    "schema": lambda _: schema_text(),
}
"""What writes each format."""
