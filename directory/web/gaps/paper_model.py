"""The sufficiency paper of one authority, in the order in which it is read, for Word and PDF alike.

Its numbers are those of the report that the page, the CSV and the API read, told by the same words.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from directory.domain.coverage.data_confidence import confidence, population_source
from directory.domain.coverage.gap_query import GapTarget
from directory.domain.coverage.gap_request import GapRequest
from directory.domain.coverage.gap_text import say_children, say_terms, target_ref, target_title
from directory.domain.need.chain import ChainStep, NeedChain
from directory.domain.need.need_export import every_row
from directory.domain.need.need_report import NeedReport
from directory.domain.need.need_rows import ProgrammeRow
from directory.domain.need.need_text import say_quantity, say_reach, say_shortfall
from directory.infrastructure.text_format import count, long_date, upper_first, vague_date
from directory.web.gaps.map_svg import Picture

SAMPLE = "Sample directory: these services are made up."
METHOD = (
    "Need is a chain from all children of the ages of a recommendation to those who are likely to"
    " need it: published numbers of the authority, and shares that the council sets. Each step has"
    " a least, a likely and a most. A share that nobody has counts for none to all: the answer is"
    " then “at most”.",
    "Places are those that services state for a year. A service of several areas may use none or"
    " all of them here; the share of its children who live here is taken as likely.",
    "Without a place: at least is the least need less all these places; likely is the likely need"
    " less the likely places; at most is the most need less the places surely used here. It is"
    " never below nought, and may be nought where a service does not say how many places it has.",
)
LIMITS = (
    "Children of an age are taken to be in touch with social care as often as all children: read a"
    " need as a size, not as a count.",
    "Plans are those of one day and places those of a year.",
    "A service that answers several recommendations is counted at each, and so is a child who"
    " needs several.",
    "Only services of this directory are counted. A service that is not in it is not known here.",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperTable:
    """A table with its caption, as it is printed."""

    caption: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    widths: tuple[int, ...]
    """Of the columns, in millimetres."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperSection:
    """A part of the paper; `kind` is `box`, `map` or `appendix` where it is drawn otherwise."""

    title: str
    kind: str = ""
    lines: tuple[str, ...] = ()
    items: tuple[str, ...] = ()
    tables: tuple[PaperTable, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """The paper, with its map where children are placed."""

    where: str
    on: date
    has_sample: bool
    sections: tuple[PaperSection, ...]
    picture: Picture | None

    @property
    def title(self) -> str:
        """Return what stands above it."""
        return f"What is short in {self.where}: a sufficiency paper"


def paper_of(asked: GapRequest, report: NeedReport, picture: Picture | None) -> Paper:
    """Return the paper of a report on one authority."""
    return Paper(
        where=report.where,
        on=asked.terms.on,
        has_sample=report.has_sample,
        sections=tuple(each for each in _sections(asked, report, picture) if each is not None),
        picture=picture,
    )


def _sections(
    asked: GapRequest, report: NeedReport, picture: Picture | None
) -> Iterator[PaperSection | None]:
    yield _summary(asked, report)
    yield PaperSection(title="How these numbers were made", kind="box", lines=METHOD)
    yield _shortfalls(asked, report)
    yield _reach(asked, report)
    if picture is not None and report.worst:
        title = target_title(report.worst[0].row.target, asked.knowledge)
        yield PaperSection(title=f"Where they live: {title}", kind="map")
    yield _find_out(asked, report)
    yield _limits(asked)
    yield _appendix(asked, report)


def _summary(asked: GapRequest, report: NeedReport) -> PaperSection:
    rows = list(every_row(report))
    short = [row.total.short for row in rows]
    likely = sum(each is not None and (each.likely or 0) >= 0.5 for each in short)
    unknown = sum(each is None for each in short)
    counted = (
        f"Counted are {count(len(rows), 'programme')} that a service can deliver. Of {likely:,} it"
        f" is known that a shortfall is likely; of {unknown:,} nothing can be told until a figure"
        " is brought."
    )
    worst = tuple(say_shortfall(each.row, asked.knowledge) for each in report.worst)
    none = () if worst else (f"No shortfall can be told for {report.where}.",)
    return PaperSection(title="Summary", lines=(*none, counted), items=worst)


def _shortfalls(asked: GapRequest, report: NeedReport) -> PaperSection:
    return PaperSection(
        title="What is short",
        lines=("Likely, with the least and the most in brackets.",),
        tables=(PaperTable(
            caption="Children likely to need each programme, places a year, and without a place",
            header=(
                "Programme", "Source", "Children of these ages", "Likely to need it",
                "Places a year", "Without a place",
            ),
            rows=tuple(_row(asked, row) for row in every_row(report)),
            widths=(62, 24, 20, 26, 26, 26),
        ),),
    )  # fmt: skip


def _row(asked: GapRequest, row: ProgrammeRow) -> tuple[str, ...]:
    cell = row.total
    places = f"{round(cell.places.likely):,}" if cell.places.stating else "none stated"
    return (
        _title(asked, row.target),
        target_ref(row.target, asked.knowledge) or "",
        say_children(cell.children),
        say_quantity(cell.need),
        places if cell.places.services else "no service",
        say_quantity(cell.short),
    )


def _reach(asked: GapRequest, report: NeedReport) -> PaperSection:
    items = tuple(
        f"{_named(asked, each.row.target)}: {say_reach(each.reached, each.row.total.children)}."
        for each in report.rows
    )
    return PaperSection(title="Who can reach a service", items=items)


def _find_out(asked: GapRequest, report: NeedReport) -> PaperSection:
    services = (
        f"If {each.service.name} says that it takes them: {say_children(each.children)} more of"
        f" these ages can reach a service for this: {_named(asked, each.target)}."
        for each in report.unknowns
    )
    return PaperSection(
        title="What is not known, and what to find out first",
        lines=("What moves most children stands first; then the figures that nobody has.",),
        items=(*services, *report.asks),
    )


def _limits(asked: GapRequest) -> PaperSection:
    source = population_source(asked.ground)
    children = (
        f"Children: {source.title}, {vague_date(source.dated)}. {source.licence}."
        if source
        else "No numbers of children were brought in."
    )
    return PaperSection(
        title="Limits",
        lines=(f"{say_terms(asked.terms, asked.knowledge)} {children}",),
        items=(*LIMITS, *confidence(asked.ground, asked.districts, asked.terms)),
    )


def _appendix(asked: GapRequest, report: NeedReport) -> PaperSection:
    rows = list(every_row(report))
    chains = [(row, chain) for row in rows for chain in row.total.chains]
    told = dict.fromkeys(_step(step) for _, chain in chains for step in chain.steps[1:])
    number = {step: f"{at}" for at, step in enumerate(told, 1)}
    return PaperSection(
        title="Appendix: how each need was worked out",
        kind="appendix",
        lines=(
            "From the children of these ages each step leaves some. The steps are numbered below;"
            " in brackets are the least and the most.",
        ),
        tables=(
            PaperTable(
                caption="The steps of each need, and the children whom each leaves",
                header=("Programme", "From children of these ages, step by step"),
                rows=tuple(
                    (_named(asked, row.target), _say_chain(chain, number)) for row, chain in chains
                ),
                widths=(60, 124),
            ),
            PaperTable(
                caption="The steps, with their sources",
                header=("Step", "What, and how", "Source"),
                rows=tuple((number[step], *step) for step in told),
                widths=(10, 124, 50),
            ),
        ),
    )


def _say_chain(chain: NeedChain, number: Mapping[tuple[str, str], str]) -> str:
    """Return a chain in one line: "Children under 5 years: 120. Step 1: 30 (30 to 60)."."""
    first, *others = chain.steps
    old = f" ({first.years_old} years old)" if first.years_old else ""
    ages = f"{upper_first(first.says)}: {say_quantity(first.children)}{old}."
    steps = (f"Step {number[_step(each)]}: {say_quantity(each.children)}." for each in others)
    return " ".join([ages, *steps])


def _step(step: ChainStep) -> tuple[str, str]:
    """Return what a step is and how it was found, and its source."""
    says = upper_first(step.says)
    if step.asks:
        return f"{says}: not known. {step.asks}", "–"
    old = f" ({step.years_old} years old)" if step.years_old else ""
    return f"{says}: {step.arithmetic}", f"{step.source}, {vague_date(step.dated)}{old}"


def _named(asked: GapRequest, target: GapTarget) -> str:
    """Return a programme with its source: several recommendations have one short title."""
    ref = target_ref(target, asked.knowledge)
    return f"{_title(asked, target)} ({ref})" if ref else _title(asked, target)


def _title(asked: GapRequest, target: GapTarget) -> str:
    return asked.knowledge.recommendation[target.id].short_title


def say_day(paper: Paper) -> str:
    """Return who made it, when, and of what."""
    sample = f" {SAMPLE}" if paper.has_sample else ""
    return f"Waymark, {long_date(paper.on)}.{sample}"
