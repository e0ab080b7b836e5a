"""Reading what is asked for in an address, with every problem said in words.

An empty parameter is one that was not given. A parameter that no endpoint knows is passed over.
"""

import re
from collections.abc import Mapping
from datetime import UTC, datetime
from math import nan

LARGEST = 1_000_000_000
EARLIEST, LATEST = 1000, 9000
"""Years between which a moment may lie."""
FLAGS = {"true": True, "1": True, "false": False, "0": False}


class BadParametersError(Exception):
    """What was asked cannot be answered; `problems` are pairs of the parameter and the words."""

    def __init__(self, problems: list[tuple[str | None, str]], status: int = 400) -> None:
        super().__init__("; ".join(problem for _, problem in problems))
        self.problems, self.status = problems, status


class QueryParams:
    """The parameters of one request; problems are collected until `settle`."""

    def __init__(self, given: Mapping[str, str]) -> None:
        self._given = given
        self.problems: list[tuple[str | None, str]] = []

    def settle(self) -> None:
        """Raise AskedWronglyError with every problem met so far, if there is one."""
        if self.problems:
            raise BadParametersError(self.problems)

    def text(self, *names: str) -> str | None:
        """Return the words of the first of these that is given."""
        found = (self._given.get(name, "").strip() for name in names)
        return next(filter(None, found), None)

    def whole(self, *names: str, default: int, most: int) -> int:
        """Return a whole number from 1 to `most`."""
        given = self.text(*names)
        if given is None:
            return default
        if re.fullmatch(r"[0-9]{1,9}", given) and 1 <= int(given) <= most:
            return int(given)
        self.refuse(names[0], f"should be a whole number from 1 to {most}")
        return default

    def flag(self, name: str) -> bool:
        """Return yes or no; no where it is not given."""
        given = self.text(name)
        if given is not None and given.lower() not in FLAGS:
            self.refuse(name, "should be true or false")
        return FLAGS.get(given.lower(), False) if given else False

    def one_of(self, name: str, *words: str) -> str:
        """Return one of these words; the first where it is not given."""
        given = self.text(name) or words[0]
        if given not in words:
            self.refuse(name, f"should be {' or '.join(words)}")
        return given

    def number(self, name: str) -> float | None:
        """Return a number; None where it is not given."""
        given = self.text(name)
        try:
            found = float(given) if given else None
        except ValueError:
            found = nan
        if found is not None and not abs(found) <= LARGEST:
            self.refuse(name, "should be a number")
            return None
        return found

    def moment(self, name: str) -> datetime | None:
        """Return a date and time; one without a zone is in UTC."""
        given = self.text(name)
        if given is None:
            return None
        # A plus sign that was not escaped in an address arrives as a space.
        text = given.replace(" ", "+") if "T" in given else given
        try:
            found = datetime.fromisoformat(text)
        except ValueError:
            found = datetime.min.replace(tzinfo=UTC)
        # On the edge of the calendar another zone has no date for it.
        if not EARLIEST < found.year < LATEST:
            self.refuse(name, "should be a date and time, as in 2026-11-22T09:30:00Z")
            return None
        return found if found.tzinfo else found.replace(tzinfo=UTC)

    def refuse(self, name: str, words: str) -> None:
        """Collect a problem with a parameter, in words that follow its name.

        What stands there is not repeated: it may be what a caller knows of a family.
        """
        self.problems.append((name, f"{name} {words}"))
