"""What Open Referral UK asks of a feed, read from data/open_referral.yaml, as JSON Schemas.

Knows nothing of ours: neither the directory nor how a feed is fetched.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator
from ruamel.yaml import YAML

from directory.exchange.openreferral.standard_formats import CHECKER
from directory.infrastructure import paths

Schema = dict[str, Any]
Nests = Mapping[str, "Nests"]

IN_FORCE = "3.0"
DETAILS, SERVICES, SERVICE = "/", "/services", "/services/{id}"
FILE = "open_referral.yaml"

_TEXT_WITH_FORMAT = ("uuid", "uri", "email", "date-time")
_UNCHECKED_TEXT = ("text", "date", "time")
_NUMBERS = ("number", "integer", "boolean")
_OR_NOTHING = " or nothing"


@dataclass(frozen=True, slots=True, kw_only=True)
class Endpoint:
    """One address of a feed: its level, what it returns, and how an item of a list is nested."""

    path: str
    level: int
    of: str
    nests: Nests | None = None
    envelope: bool = True

    @property
    def is_list(self) -> bool:
        """Say whether it returns pages."""
        return self.nests is not None

    @property
    def by_id(self) -> str:
        """Return the path that returns one item of this list in full."""
        return f"{self.path}/{{id}}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Standard:
    """One version of the standard."""

    version: str
    items: str
    """The field of a list page that holds its items."""
    page: Mapping[str, str]
    """The other fields of a list page and their kinds, in the order of `PAGE`."""
    endpoints: tuple[Endpoint, ...]
    objects: Mapping[str, Mapping[str, Any]]
    _validators: dict[str, Draft202012Validator] = field(default_factory=dict, compare=False)

    def endpoint(self, path: str) -> Endpoint:
        """Return the endpoint of that path; raises KeyError where there is none."""
        return {endpoint.path: endpoint for endpoint in self.endpoints}[path]

    def schema(self, path: str) -> Schema:
        """Return the JSON Schema (2020-12) of what an endpoint returns."""
        endpoint = self.endpoint(path)
        if endpoint.nests is None:
            return self._object(endpoint.of)
        item = self._item(endpoint.of, endpoint.nests)
        page = {name: _plain(kind) for name, kind in self.page.items() if endpoint.envelope}
        return {
            "type": "object",
            "properties": {self.items: {"type": "array", "items": item}, **page},
        }

    def validator(self, path: str) -> Draft202012Validator:
        """Return what judges the documents of an endpoint, formats asserted; made once."""
        if path not in self._validators:
            self._validators[path] = Draft202012Validator(self.schema(path), format_checker=CHECKER)
        return self._validators[path]

    def _object(self, name: str) -> Schema:
        """Return the schema of an object with everything nested in it."""
        fields = self.objects[name]["fields"]
        return self._described(name, {key: self._kind(kind) for key, kind in fields.items()})

    def _item(self, name: str, nests: Nests) -> Schema:
        """Return the schema of an item of a list page: plain fields, and what it nests."""
        fields = self.objects[name]["fields"]
        properties = {key: self._kind(kind) for key, kind in fields.items() if not _thing(kind)}
        for key, inner in nests.items():
            kind = fields.get(key, f"one {key}")
            properties[key] = _wrapped(kind, self._item(_thing(kind) or key, inner))
        return self._described(name, properties)

    def _described(self, name: str, properties: Schema) -> Schema:
        required = list(self.objects[name]["required"])
        return {"type": "object", "properties": properties, "required": required}

    def _kind(self, kind: Any) -> Schema:
        thing = _thing(kind)
        return _wrapped(kind, self._object(thing)) if thing else _plain(kind)


def _thing(kind: Any) -> str | None:
    """Return the object that a kind names: “list of schedule”, “one organization”."""
    if isinstance(kind, str) and kind.startswith(("list of ", "one ")):
        return kind.rpartition(" ")[2]
    return None


def _wrapped(kind: str, schema: Schema) -> Schema:
    return {"type": "array", "items": schema} if kind.startswith("list of ") else schema


def _plain(kind: Any) -> Schema:
    if isinstance(kind, Sequence) and not isinstance(kind, str):
        return _choice(list(kind))
    if kind.endswith(_OR_NOTHING):
        return {"anyOf": [_plain(kind.removesuffix(_OR_NOTHING)), {"enum": ["", None]}]}
    if kind in _TEXT_WITH_FORMAT:
        return {"type": "string", "format": kind}
    if kind in _NUMBERS:
        return {"type": kind}
    if kind in _UNCHECKED_TEXT:
        return {"type": "string"}
    raise ValueError(f"{FILE}: {kind} is not a kind of field")


def _choice(words: list[str | None]) -> Schema:
    return {"enum": words} if None in words else {"type": "string", "enum": words}


def read_standards(file: Path) -> dict[str, Standard]:
    """Return each version that a file describes, by its number."""
    return {entry["version"]: _standard(entry) for entry in YAML(typ="safe").load(file)["versions"]}


def _standard(entry: Mapping[str, Any]) -> Standard:
    endpoints: Iterable[Mapping[str, Any]] = entry["endpoints"]
    return Standard(**{**entry, "endpoints": tuple(Endpoint(**each) for each in endpoints)})


@cache
def standards() -> Mapping[str, Standard]:
    """Return the shipped description of each version, read once."""
    return read_standards(paths.data() / FILE)


def standard(version: str = IN_FORCE) -> Standard:
    """Return one version of the standard; raises KeyError for one that is not described."""
    return standards()[version]
