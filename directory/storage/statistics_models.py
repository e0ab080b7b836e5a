"""Figures about children by area, scenarios on paper, and what was asked for and not found.

None in a figure means that its source does not give it, or withholds it; it never means nought.
"""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import DateTime, Dialect, Text, TypeDecorator
from sqlalchemy.orm import Mapped, mapped_column

from directory.storage.base import Base


class ByAge(TypeDecorator[tuple[int, ...]]):
    """How many children there are of each single year of age, 0 to 17, kept as `12 8 21 …`."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Iterable[int] | None, dialect: Dialect) -> str | None:
        """Return the numbers as text."""
        return None if value is None else " ".join(map(str, value))

    def process_result_value(self, value: str | None, dialect: Dialect) -> tuple[int, ...] | None:
        """Return the text as numbers."""
        return None if value is None else tuple(map(int, value.split()))


class FigureSource(Base):
    """Where the figures of one kind come from: there is one set of each in force."""

    __tablename__ = "figure_source"

    what: Mapped[str] = mapped_column(primary_key=True)
    """`population`, `need`, `shares`, `travel` or `deprivation`."""
    title: Mapped[str]
    """As its publisher calls it."""
    dated: Mapped[str]
    """The day or the years that the figures are of: `2020-06-30`, `2013 to 2025`."""
    licence: Mapped[str]
    areas: Mapped[str]
    """What kind of area they are for: `lsoa11`, `lsoa21` or `authority`."""
    is_sample: Mapped[bool]
    taken_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))


class PopulationArea(Base):
    """The children who live in one area, by single year of age."""

    __tablename__ = "population_area"

    code: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str | None]
    authority: Mapped[str] = mapped_column(index=True)
    """The district (E06, E07, E08 or E09) that it lies in, or is."""
    ward: Mapped[str | None]
    ward_name: Mapped[str | None]
    easting: Mapped[int | None]
    """The middle of where its people live, in grid metres; None where they are spread evenly over
    the live postcodes of the authority."""
    northing: Mapped[int | None]
    children: Mapped[tuple[int, ...]] = mapped_column(ByAge)
    girls: Mapped[tuple[int, ...] | None] = mapped_column(ByAge)
    """None where the source does not tell girls from boys."""


class NeedFigure(Base):
    """How many children of an authority stood in need in one year, as published."""

    __tablename__ = "need_figure"

    authority: Mapped[str] = mapped_column(primary_key=True)
    """An upper-tier authority or a district, by the code of that year."""
    year: Mapped[int] = mapped_column(primary_key=True)
    """The year to 31 March."""
    measure: Mapped[str] = mapped_column(primary_key=True)
    """One of directory.exchange.statistics.need.MEASURES."""
    category: Mapped[str] = mapped_column(primary_key=True)
    """`all`, or a category of abuse: `neglect`, `physical`, `sexual`, `emotional`, `multiple`."""
    number: Mapped[int | None]
    """None where it is withheld, not available or not reliable; `withheld` says which."""
    withheld: Mapped[str | None]


class NeedShare(Base):
    """A share that a council sets for one step of a need chain, of those counted before it."""

    __tablename__ = "need_share"

    authority: Mapped[str] = mapped_column(primary_key=True)
    step: Mapped[str] = mapped_column(primary_key=True)
    """The id of a step of data/need_chains.yaml."""
    low: Mapped[float]
    """From 0 to 1, as are the other two."""
    likely: Mapped[float | None]
    high: Mapped[float]
    source: Mapped[str]
    dated: Mapped[str]


class AreaClass(Base):
    """How deprived an LSOA is, and whether it is rural."""

    __tablename__ = "area_class"

    code: Mapped[str] = mapped_column(primary_key=True)
    """As the code of a PopulationArea; there need be none of it."""
    tenth: Mapped[int]
    """Of all LSOAs of England by the Index of Multiple Deprivation: 1 is the most deprived."""
    rural: Mapped[bool | None]
    """None where the source does not tell."""


class TravelTime(Base):
    """How long people of an area need to premises, as a table that somebody brought tells it."""

    __tablename__ = "travel_time"

    area: Mapped[str] = mapped_column(primary_key=True)
    """As the code of a PopulationArea; there need be none of it."""
    postcode: Mapped[str] = mapped_column(primary_key=True)
    """Of the premises, in the standard form."""
    minutes: Mapped[int]
    """Rounded up."""


class SavedScenario(Base):
    """Changes to the directory on paper, kept under a name: nothing of it is in any answer."""

    __tablename__ = "scenario"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(unique=True)
    changes: Mapped[str] = mapped_column(Text)
    """As JSON: directory.domain.coverage.scenarios.scenario says how."""
    made_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    made_by: Mapped[str]
    """A role."""


class SavedPlan(Base):
    """What was asked of a plan of what to buy, kept under a name."""

    __tablename__ = "plan"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(unique=True)
    asked: Mapped[str] = mapped_column(Text)
    """As JSON: the parameters of the page, each with its values."""
    made_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    made_by: Mapped[str]
    """A role."""


class UnmetAsk(Base):
    """How often something was asked for in a month, and whether anything suitable was found.

    Nothing of a case is kept: not the day, not the place but its authority, not who asked.
    """

    __tablename__ = "unmet_ask"

    recommendation: Mapped[str] = mapped_column(primary_key=True)
    authority: Mapped[str] = mapped_column(primary_key=True)
    month: Mapped[str] = mapped_column(primary_key=True)
    """`2026-11`."""
    found: Mapped[bool] = mapped_column(primary_key=True)
    asks: Mapped[int]
