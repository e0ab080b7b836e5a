"""The rule base as FHIR R4: a bundle of one PlanDefinition and the Library with its CQL.

An action whose condition is null is not carried out, so that "not known" would read as "no". Each
recommendation therefore stands twice: among what applies, and among what waits for an answer.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Iterable
from typing import Any

from matcher.citations import Citation
from matcher.exports.cql import LIBRARY, cql_name, cql_text, open_name, said_name, version_of
from matcher.knowledge import ActFirst, Knowledge, Recommendation, Source

__all__ = ["fhir_text"]

OURS = "urn:waymark:rules"
PARAMETER_TYPES = {"boolean": "boolean", "age": "integer", "choice": "string"}
CODES = "http://terminology.hl7.org/CodeSystem"
TITLE = "What is recommended for a child at risk of abuse or neglect"


def fhir_text(knowledge: Knowledge) -> str:
    """Return the bundle as JSON."""
    resources = [_library(knowledge), _plan(knowledge)]
    entries = [{"fullUrl": each["url"], "resource": each} for each in resources]
    bundle = {"resourceType": "Bundle", "type": "collection", "entry": entries}
    return json.dumps(bundle, indent=2, ensure_ascii=False) + "\n"


def _library(knowledge: Knowledge) -> dict[str, Any]:
    text = base64.b64encode(cql_text(knowledge).encode()).decode()
    parameters = [
        {
            "name": fact.id,
            "use": "in",
            "min": 0,
            "max": "1",
            "documentation": fact.question,
            "type": PARAMETER_TYPES[fact.type],
        }
        for fact in knowledge.facts.facts
        if fact.domain()
    ]
    return {
        "resourceType": "Library",
        "id": "waymark",
        **_head(knowledge, f"{OURS}:library"),
        "name": LIBRARY,
        "type": {"coding": [{"system": f"{CODES}/library-type", "code": "logic-library"}]},
        "parameter": parameters,
        "content": [{"contentType": "text/cql", "data": text}],
    }


def _plan(knowledge: Knowledge) -> dict[str, Any]:
    notices = [item for item in knowledge.act_first if not item.of_person]
    items = knowledge.recommendations
    return {
        "resourceType": "PlanDefinition",
        "id": "waymark",
        **_head(knowledge, f"{OURS}:plan"),
        "name": f"{LIBRARY}Plan",
        "relatedArtifact": [_artifact_of(source) for source in knowledge.sources],
        "library": [f"{OURS}:library|{version_of(knowledge)}"],
        "action": [
            _group("Act first: before any programme", map(_notice, notices)),
            _group("Applies", (_action(item, item.id) for item in items)),
            _group(
                "Needs information: not known, which is not no",
                (_action(item, open_name(item)) for item in items),
            ),
        ],
    }


def _head(knowledge: Knowledge, url: str) -> dict[str, Any]:
    return {
        "url": url,
        "version": version_of(knowledge),
        "title": TITLE,
        "status": "active",
        "date": version_of(knowledge),
        "publisher": LIBRARY,
    }


def _group(title: str, actions: Iterable[dict[str, Any]]) -> dict[str, Any]:
    return {"title": title, "action": list(actions)}


def _notice(item: ActFirst) -> dict[str, Any]:
    return {
        "title": item.title,
        "description": f"{item.says} When: {item.within}.",
        "code": [_code("notice", item.id)],
        "priority": "stat",
        "documentation": list(map(_documentation, item.citations)),
        "condition": [_condition(said_name(item))],
    }


def _action(item: Recommendation, condition: str) -> dict[str, Any]:
    wording = [*item.delivery, *item.readings]
    return {
        "prefix": item.ref,
        "title": item.title,
        **({"description": "\n".join(wording)} if wording else {}),
        "code": [
            _code("recommendation", item.id),
            _code("strength", item.strength),
            *(_code("programme", id) for id in item.programmes),
        ],
        "documentation": [_documentation(each) for each in (item.citation, *item.also)],
        "condition": [_condition(condition)],
    }


def _code(system: str, code: str) -> dict[str, Any]:
    return {"coding": [{"system": f"{OURS}:{system}", "code": code}]}


def _documentation(citation: Citation) -> dict[str, Any]:
    return {"type": "citation", "label": f"{citation.source} {citation.ref}", "url": citation.url}


def _artifact_of(source: Source) -> dict[str, Any]:
    named = {"label": source.name, "display": source.title}
    return {"type": "derived-from", **named, "url": source.url}


def _condition(name: str) -> dict[str, Any]:
    expression = {"language": "text/cql", "expression": cql_name(name)}
    return {"kind": "applicability", "expression": expression}
