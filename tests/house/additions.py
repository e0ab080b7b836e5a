"""What CONTRIBUTING says changes together, done: each addition as edits of the files it names."""

import csv
import io
from collections.abc import Callable, Mapping
from dataclasses import dataclass

Edit = Callable[[str], str]
"""Returns the new text of a file from the text that stands there; "" where it is new."""
CHECK = ("-m", "matcher", "check")
PYTEST = (
    "-m", "pytest", "-q", "--tb=short", "-m", "not browser", "-o", "verbosity_assertions=2",
    "-p", "no:randomly", "-p", "no:cacheprovider", "-p", "no:xdist",
)  # fmt: skip
Command = tuple[str, ...]
"""What Python is asked to run, and must succeed where nothing is left out."""


def tests(*names: str) -> Command:
    """Return what runs tests that need no fixture of a conftest: those take seconds to import."""
    return (*PYTEST, "--noconftest", *names)


@dataclass(frozen=True, kw_only=True)
class Omission:
    """Files that are left out, what then fails, and what it says of each of them."""

    files: Mapping[str, str]
    command: Command


def left_out(file: str, command: Command, says: str = "") -> Omission:
    return Omission(files={file: says}, command=command)


@dataclass(frozen=True, kw_only=True)
class Addition:
    """One row of the table: the edits, what must run, and what fails where a file is left out."""

    row: str
    edits: Mapping[str, Edit]
    runs: tuple[Command, ...]
    omissions: tuple[Omission, ...]


def at_end(text: str) -> Edit:
    return lambda before: before.rstrip("\n") + "\n" + text


def before(mark: str, text: str) -> Edit:
    """Return what puts text before the first mark; one that is not there is a fault of the test."""

    def edit(was: str) -> str:
        assert mark in was, mark
        return was.replace(mark, text + mark, 1)

    return edit


def _row(like: str, **cells: str) -> Edit:
    """Return what adds a service to the sample: as another, but for these cells."""

    def edit(was: str) -> str:
        rows = list(csv.DictReader(io.StringIO(was, newline="")))
        made = next(each for each in rows if each["id"] == like) | cells
        rows = [*rows, made]
        return written(list(rows[0]), [list(each.values()) for each in rows])

    return edit


def written(header: list[str], rows: list[list[str]]) -> str:
    out = io.StringIO(newline="")
    csv.writer(out, lineterminator="\n").writerows([header, *rows])
    return out.getvalue()


RULE = """
  - id: rip:made-up
    ref: Made up
    title: A rule that is made up
    strength: signpost
    programmes: [return-interview]
    kinds: []
    when:
      - child.young_carer
    delivery:
      - Once
    cautions: []
    near_matches: []
    also: []
"""
CASES = """recommendation: rip:made-up
cases:
  - name: A young carer
    case: {child.young_carer: true}
    status: applies
  - name: Another child
    case: {child.young_carer: false}
    status: does_not_apply
  - name: Not known
    case: {}
    status: needs_information
"""
FORMULA = '    "rip:made-up": any_of("child.young_carer"),\n'
FACT = """  - id: parent.made_up
    group: parent
    type: boolean
    label: Something made up
    question: Is something made up?
    hint: null
    asked_from_months: 0
    asked_of: worker
    says:
      met: Something is made up
      not_met: Nothing is made up
      not_known: Whether something is made up is not known
    source: "NG76 1.7.4"
"""
NOTE = """  - id: made-up
    about: practice
    when: parent.made_up
    if_not_known: hide
    says: It is made up.
    citations:
      - {source: NICE NG76, ref: 1.7.3, url: "https://www.nice.org.uk/guidance/ng76/chapter/Recommendations"}

"""
PROGRAMME = """  - id: made-up-programme
    name: A made-up programme
    type: named
    classes: [attachment-based-intervention]
    summary: It is made up.
    developer: null
    ages: []
    dose: []
    ratings: []
    uk_delivery: []
    warns_when: []
    was_called: []
    source: "NG76 1.7.4"
"""
CASES_OF_RIP = "tests/cases/rip"
KNOWLEDGE = "tests/data/test_knowledge.py"
SAMPLE = "tests/data/test_services_csv.py"
FILES_OF_CASES = f"{KNOWLEDGE}::test_every_file_of_cases_is_of_a_recommendation"
THE_SAMPLE_IS_READ = f"{SAMPLE}::test_there_are_at_least_eighty_services"
ASKED_FOR = f"{KNOWLEDGE}::test_no_fact_is_asked_for_nothing"
FORMULAS = "tests/matcher/test_properties.py"

RECOMMENDATION = Addition(
    row="a recommendation",
    edits={
        "data/rules/rip.yaml": at_end(RULE),
        f"{CASES_OF_RIP}/made-up.yaml": at_end(CASES),
        "tests/matcher/formulas.py": before('    "rip:return-interview": ', FORMULA),
    },
    runs=(
        CHECK,
        (*PYTEST, "--confcutdir=tests/cases", CASES_OF_RIP),
        tests(KNOWLEDGE, FORMULAS, "-k", "made-up or every_file_of_cases or has_a_formula"),
    ),
    omissions=(
        left_out("data/rules/rip.yaml", tests(FILES_OF_CASES), "made-up"),
        Omission(
            files={
                f"{CASES_OF_RIP}/made-up.yaml": "rip/made-up.yaml",
                "tests/matcher/formulas.py": "rip:made-up",
            },
            command=tests(FILES_OF_CASES, f"{FORMULAS}::test_every_recommendation_has_a_formula"),
        ),
    ),
)
FACT_OF_A_NOTICE = Addition(
    row="a fact",
    edits={
        "data/facts.yaml": at_end(FACT),
        "data/notices.yaml": before("contradictions:", NOTE),
    },
    runs=(CHECK, tests(KNOWLEDGE, "-k", "made_up or fact")),
    omissions=(
        left_out("data/facts.yaml", CHECK, "made_up"),
        left_out("data/notices.yaml", tests(ASKED_FOR), "made_up"),
    ),
)
A_PROGRAMME = Addition(
    row="a programme",
    edits={"data/programmes.yaml": at_end(PROGRAMME)},
    runs=(CHECK, tests(KNOWLEDGE, SAMPLE, "-k", "programme or sample")),
    omissions=(),
)
A_SERVICE = Addition(
    row="a service of the sample",
    edits={"data/services.csv": _row("sample-abc-harbour", id="sample-more")},
    runs=(CHECK, tests(SAMPLE)),
    omissions=(),
)


ADDITIONS = (RECOMMENDATION, FACT_OF_A_NOTICE, A_PROGRAMME, A_SERVICE)
