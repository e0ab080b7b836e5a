"""What is asked of the directory, as it stands in the address: nothing about a family."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from werkzeug.datastructures import MultiDict

from directory.domain.search.filters import FILTERS
from directory.web.number_params import whole_number
from matcher.ages import OLDEST_MONTHS

LONGEST_WORDS = 200
MOST_VALUES = 20
PER_PAGE = 20
Values = dict[str, str | list[str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchParams:
    """Words, an age, values by filter, and the page of the list."""

    words: str = ""
    years: str = ""
    months: str = ""
    is_unborn: bool = False
    chosen: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    stated_only: bool = False
    page: int = 1

    @property
    def age_months(self) -> int | None:
        """Return the age in completed months, -1 before birth; None where none is given.

        Raises ValueError, in words for a page, for what is no age of a child.
        """
        if self.is_unborn:
            return -1
        if not (self.years or self.months):
            return None
        years, months = (_whole(text) for text in (self.years, self.months))
        total = years * 12 + months
        if total > OLDEST_MONTHS:
            raise ValueError("The child must be under 18: enter 17 years 11 months or less")
        return total

    @property
    def is_empty(self) -> bool:
        """Say whether nothing is asked for."""
        return self == SearchParams(page=self.page)

    def values(self, *, page: int | None = None) -> Values:
        """Return the address as parameters, those that say nothing left out."""
        plain = {
            "q": self.words,
            "years": self.years,
            "months": self.months,
            "unborn": "1" if self.is_unborn else "",
            "stated": "1" if self.stated_only else "",
            "page": str(page) if page and page > 1 else "",
        }
        listed = {id: list(values) for id, values in self.chosen.items() if values}
        return {**{name: text for name, text in plain.items() if text}, **listed}

    def without(self, filter: str, value: str) -> Values:
        """Return the parameters with one value of a filter taken away, from the first page."""
        left = tuple(each for each in self.chosen.get(filter, ()) if each != value)
        return replace(self, chosen={**self.chosen, filter: left}).values()

    def ageless(self) -> Values:
        """Return the parameters without the age, from the first page."""
        return replace(self, years="", months="", is_unborn=False).values()


def read_search_params(args: "MultiDict[str, str]") -> SearchParams:
    """Return what an address asks for; what it does not know is left out."""
    return SearchParams(
        words=" ".join(args.get("q", "").split())[:LONGEST_WORDS],
        years=args.get("years", "").strip()[:5],
        months=args.get("months", "").strip()[:5],
        is_unborn=args.get("unborn") == "1",
        chosen=dict(_chosen(args)),
        stated_only=args.get("stated") == "1",
        page=max(whole_number(args, "page") or 1, 1),
    )


def filters_in(args: "MultiDict[str, str]") -> Values:
    """Return the parameters of an address that a form carries with it."""
    return read_search_params(args).values()


def _chosen(args: "MultiDict[str, str]") -> Iterator[tuple[str, tuple[str, ...]]]:
    for filter in FILTERS:
        values = tuple(dict.fromkeys(v for v in args.getlist(filter.id) if v))[:MOST_VALUES]
        if values:
            yield filter.id, values


def _whole(text: str) -> int:
    if not text:
        return 0
    if not (text.isascii() and text.isdigit()):
        raise ValueError("Enter the age in whole years and months, such as 2 and 6")
    return int(text)
