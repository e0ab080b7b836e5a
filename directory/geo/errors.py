"""Say what went wrong, in words for the person who can mend it."""

from collections.abc import Sequence
from dataclasses import dataclass


class PlaceError(Exception):
    """Say why one postcode cannot be located; ``str(error)`` may be shown as it is."""


class MalformedPostcode(PlaceError):
    """Refuse a text that is not written as a full postcode."""


class UnknownPostcode(PlaceError):
    """Refuse a well-written postcode of which not even the first half is known."""

    def __init__(self, postcode: str) -> None:
        """Take the postcode in its standard form."""
        super().__init__(f"“{postcode}” is not a postcode we know: check it for a slip")
        self.postcode = postcode


class NotInEngland(PlaceError):
    """Refuse a postcode that is known to lie elsewhere; ``country`` names where."""

    def __init__(self, postcode: str, country: str) -> None:
        """Take the postcode in its standard form and the country's name."""
        super().__init__(f"{postcode} is in {country}: Waymark covers England")
        self.postcode = postcode
        self.country = country


@dataclass(frozen=True, slots=True, kw_only=True)
class PlacesProblem:
    """One fault of a file: where it is, and what to do about it."""

    file: str
    message: str
    line: int | None = None
    column: str | None = None

    def __str__(self) -> str:
        """Return ``file, line 3, column easting: message``, leaving out what is not known."""
        line = None if self.line is None else f"line {self.line}"
        column = None if self.column is None else f"column {self.column}"
        return f"{', '.join(filter(None, (self.file, line, column)))}: {self.message}"


class PlacesFileError(Exception):
    """Refuse a file, with every problem found in it; nothing has been written."""

    def __init__(self, problems: Sequence[PlacesProblem]) -> None:
        """Take at least one problem, in file order."""
        super().__init__("\n".join(map(str, problems)))
        self.problems = tuple(problems)

    @classmethod
    def of(cls, file: str, message: str) -> "PlacesFileError":
        """Return the error for a file with one problem that concerns all of it."""
        return cls([PlacesProblem(file=file, message=message)])
