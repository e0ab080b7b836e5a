"""What is wrong with a document by the standard, in words for the person who can mend it.

No fault repeats a value that may be a person's address.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from jsonschema import ValidationError

from directory.exchange.openreferral.standard import Standard

LONGEST_SHOWN = 60
Where = tuple[str | int, ...]

_KINDS: dict[type, str] = {
    type(None): "null",
    bool: "true or false",
    int: "a number",
    float: "a number",
    str: "text",
    list: "a list",
    dict: "an object",
}
_WANTED = {
    "string": "text",
    "number": "a number",
    "integer": "a whole number",
    "boolean": "true or false",
    "array": "a list",
    "object": "an object",
}
_FORMS = {
    "uuid": ("a UUID", "give each record a UUID, and the same one at every call"),
    "uri": ("a whole web address", "write the address in full, beginning with https://"),
    "email": ("an e-mail address", "write one e-mail address, or leave the field out"),
    "date-time": (
        "a date and time with its zone",
        "write it as in 2026-11-22T09:30:00Z, zone included",
    ),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """One thing that the standard does not allow: where, what, and how to mend it."""

    where: Where
    says: str
    mend: str
    shown: str | None = None
    """What stands there, on one line, where it helps to find it and may be shown."""

    @property
    def path(self) -> str:
        """Return the place as a JSON path: $.contents[3].email."""
        return _path(self.where, at=True)

    @property
    def field(self) -> str:
        """Return the place without counting: contents[].email; the same for like faults."""
        return _path(self.where, at=False).removeprefix("$").removeprefix(".")


def faults(standard: Standard, path: str, document: Any) -> Iterator[Fault]:
    """Yield what is wrong with a document that the endpoint of that path returned."""
    seen: set[tuple[Where, str]] = set()
    for error in standard.validator(path).iter_errors(document):
        for fault in _in_words(error):
            # The package reports each missing field apart; each report here names all of them.
            if (fault.where, fault.says) not in seen:
                seen.add((fault.where, fault.says))
                yield fault


def _in_words(error: ValidationError) -> Iterator[Fault]:
    where, value = tuple(error.absolute_path), error.instance
    rule: Any = error.validator_value
    match error.validator:
        case "required":
            for name in rule:
                if isinstance(value, dict) and name not in value:
                    yield _missing((*where, name))
        case "type" | "anyOf" if value is None:
            yield _fault(where, "is null", "leave the field out where nothing is known")
        case "type":
            wanted = _WANTED[rule]
            says = f"is {_KINDS[type(value)]} and should be {wanted}"
            yield _fault(where, says, f"send {wanted}")
        case "enum":
            yield _not_one_of(where, rule, value)
        case "format":
            wanted, mend = _FORMS[rule]
            # A malformed e-mail address may still name a person.
            yield _fault(where, f"is not {wanted}", mend, None if rule == "email" else value)
        case _:
            yield _fault(where, "is not what the standard describes", "see the standard")


def _missing(where: Where) -> Fault:
    return _fault(where, "is missing", "add it: the standard requires it")


def _not_one_of(where: Where, words: list[str | None], value: Any) -> Fault:
    names = ", ".join(word for word in words if word)
    return _fault(where, "is not a word that the standard knows", f"write one of: {names}", value)


def _fault(where: Where, says: str, mend: str, value: Any = None) -> Fault:
    return Fault(where=where, says=says, mend=mend, shown=shown(value))


def shown(value: Any) -> str | None:
    """Return a value on one short line; None for anything that may hold a person's address."""
    if not isinstance(value, str) or "@" in value or not value.strip():
        return None
    line = "".join(c if c.isprintable() else "�" for c in " ".join(value.split()))
    return line if len(line) <= LONGEST_SHOWN else f"{line[: LONGEST_SHOWN - 1]}…"


def _path(where: Where, *, at: bool) -> str:
    steps = [
        f".{step}" if isinstance(step, str) else (f"[{step}]" if at else "[]") for step in where
    ]
    return "".join(["$", *steps])
