"""What each column takes, and what is said of a cell that it does not take."""

from datetime import date
from typing import Any

import pytest

from directory.exchange.directory_file.file_reader import read_entries
from directory.model.cell_types import Vocabulary
from directory.model.columns import COLUMNS, NAMES, OF_VENUE
from tests.directory_builders import problems_in, row, sheet

GOOD = (
    # column, cell, value, comment
    ("id", "abc-1.x_Y", "abc-1.x_Y", "may stand in an address"),
    ("name", "Café “Harbour”", "Café “Harbour”", "any letters"),
    ("name", " A ", "A", "spaces around are dropped"),
    ("organisation", "O, and Sons", "O, and Sons", "a comma, in quotes"),
    ("organisation_number", "01234567", "01234567", "keeps its first 0"),
    ("programme", "abc", "abc", "an id of the programmes"),
    ("programme", "", None, "general help"),
    ("kind", "home_visiting", "home_visiting", "one of the kinds"),
    ("description", "First line\nsecond", "First line\nsecond", "a line break stays"),
    ("description", "", None, "not stated"),
    ("status", "closing", "closing", "one of the statuses"),
    ("starts_on", "2026-02-28", date(2026, 2, 28), "a date"),
    ("starts_on", "31/03/2026", date(2026, 3, 31), "as people write it"),
    ("starts_on", "1.2.2026", date(2026, 2, 1), "with dots"),
    ("starts_on", "31 March 2026", date(2026, 3, 31), "in words"),
    ("starts_on", "1st Mar 2026", date(2026, 3, 1), "in short words"),
    ("starts_on", "N/A", None, "nothing in words"),
    ("delivery", "-", (), "nothing as a mark"),
    ("description", "None", None, "nothing as a word"),
    ("age_from_months", "18 months", 18, "a month in words"),
    ("age_under_months", "5 years", 60, "a year in words"),
    ("age_under_months", "under 5s", 60, "as people say it"),
    ("areas_served", "Newcastle upon Tyne; Gateshead Council", ("E08000021", "E08000037"), "names"),
    ("areas_served", "Bristol, City of;Kent", ("E06000023", "E10000016"), "a comma in a name"),
    ("areas_served", "Gateshead, E08000021", ("E08000037", "E08000021"), "commas between"),
    ("postcode", "eh1 1aa", "EH1 1AA", "in Scotland"),
    ("ends_on", "2028-02-29", date(2028, 2, 29), "a leap day"),
    ("age_from_months", "-9", -9, "from conception"),
    ("age_under_months", "0", 0, "until birth"),
    ("age_under_months", "216", 216, "under 18"),
    ("accepts_abuse", "abuse.neglect;abuse.sexual", ("abuse.neglect", "abuse.sexual"), "a list"),
    ("accepts_carers", "carer.foster", ("carer.foster",), "one of a list"),
    ("requires", "child.disabled", ("child.disabled",), "any yes-or-no fact"),
    ("excludes", "", (), "nothing excluded"),
    ("eligibility_note", "Ask us", "Ask us", "words"),
    ("delivery", "home; online", ("home", "online"), "a space after the semicolon"),
    ("venue_name", "The Rooms", "The Rooms", "words"),
    ("address", "1 Sample Street", "1 Sample Street", "words"),
    ("postcode", "ne14st", "NE1 4ST", "in its standard form"),
    ("postcode", "NE1 4ZZ", "NE1 4ZZ", "newer than the file: found by its sector"),
    ("hide_address", "yes", True, "yes"),
    ("hide_address", "no", False, "no"),
    ("hide_address", "", None, "not stated is not no"),
    ("hide_address", "TRUE", True, "a box that is ticked"),
    ("areas_served", "E08000021;E92000001", ("E08000021", "E92000001"), "codes of areas"),
    ("referral_routes", "self;court", ("self", "court"), "ways in"),
    ("referral_note", "Ring us", "Ring us", "words"),
    ("phone", "+44 (0)191 498 0101", "+44 (0)191 498 0101", "as it is dialled"),
    ("phone", "116 123", "116 123", "a short code"),
    ("hours", "Monday to Friday, 9am to 5pm", "Monday to Friday, 9am to 5pm", "words"),
    ("email", "team@rooms.example", "team@rooms.example", "an address"),
    ("url", "https://rooms.example/a?b=c", "https://rooms.example/a?b=c", "a page"),
    ("cost", "Free to families", "Free to families", "words"),
    ("waiting_weeks", "0", 0, "no wait is a fact"),
    ("waiting_as_of", "", None, "not asked"),
    ("capacity", "waiting_list_only", "waiting_list_only", "one of four"),
    ("capacity", "", None, "not stated is not none"),
    ("places_per_year", "100000", 100_000, "the most"),
    ("cost_per_place", "1850", 1850, "pounds"),
    ("languages", "English;Polish", ("English", "Polish"), "any words"),
    ("accessibility", "step-free", ("step-free",), "any words"),
    ("trained_staff", "0", 0, "nobody is a fact"),
    ("accreditation", "Licensed", "Licensed", "words"),
    ("accreditation_expires", "2020-01-01", date(2020, 1, 1), "may be past"),
    ("weeks", "10", 10, "a number"),
    ("sessions", "12", 12, "a number"),
    ("on_call", "no", False, "said to be no"),
    ("assured_on", "2026-11-22", date(2026, 11, 22), "today"),
    ("assured_by", "Directory officer", "Directory officer", "a role"),
)  # fmt: skip

NUMBER = "should be a whole number from"
DATE = "should be a date as year-month-day or day/month/year, as in 2026-11-22 or 22/11/2026"
BAD = (
    # column, cell, what is said after the cell, comment
    ("id", "", "is empty: every row needs it", "required"),
    ("id", "a b", "should be letters, digits, dots, hyphens and underscores", "a space"),
    ("id", "../x", "should be letters, digits", "a path"),
    ("id", "x" * 101, "at most 100", "too long"),
    ("id", "example-delete-this-row", "is the example of the template", "left in"),
    ("name", "", "is empty: every row needs it", "required"),
    ("name", "=1+1", "begins with “=”, which a spreadsheet runs", "a formula"),
    ("name", "@SUM(A1)", "begins with “@”", "an older formula"),
    ("name", "\x07Bell", "holds a character that is not text", "a control character"),
    ("name", "Caf\uffffe", "holds a character that is not text", "no letter, in no XML"),
    ("name", "Caf\x92s", "holds a character that is not text", "Windows letters read as Latin-1"),
    ("organisation", "  ", "is empty: every row needs it", "only spaces"),
    ("organisation_number", "+1", "begins with “+”", "a formula"),
    ("programme", "abd", "is not the id of a programme: see the sheet “Lists”", "a slip"),
    ("programme", "abd", "of the template; did you mean abc?", "a slip that means one"),
    ("programme", "zzzzzz", "leave empty for general help", "nothing like it"),
    ("kind", "", "is empty: every row needs it", "required"),
    ("kind", "Parenting", "should be one of parenting, home_visiting", "a capital"),
    ("kind", "Parenting", "; did you mean parenting?", "a capital that means one"),
    ("description", "-2+3", "begins with “-”", "a formula"),
    ("status", "open", "should be one of active, paused, closing, closed", "not a status"),
    ("starts_on", "02/28/2026", DATE, "as it is written in America"),
    ("starts_on", "01/02/26", DATE, "two figures for the year"),
    ("starts_on", "31/02/2026", DATE, "no such day as people write it"),
    ("starts_on", "20260201", DATE, "without hyphens"),
    ("ends_on", "2026-02-29", DATE, "no such day"),
    ("ends_on", "2026-2-9", DATE, "without noughts"),
    ("age_from_months", "2.5", f"{NUMBER} -9 to 1200", "a fraction"),
    ("age_from_months", "-10", f"{NUMBER} -9 to 1200", "too low"),
    ("age_under_months", "primary school", f"{NUMBER} -8 to 1200", "words"),
    ("age_under_months", "٦٠", f"{NUMBER} -8 to 1200", "digits of another script"),
    ("accepts_abuse", "abuse.neglact", "did you mean abuse.neglect?", "a slip"),
    ("accepts_abuse", "carer.foster", "that begins with abuse.", "another group"),
    ("accepts_carers", "carer.foster;", "has an empty part", "a semicolon too many"),
    ("requires", "stage", "“stage” is not the id of a fact: see the sheet “Lists”", "a choice"),
    ("excludes", "child.disabled;child.disabled", "names something twice", "twice"),
    ("eligibility_note", "=A1", "begins with “=”", "a formula"),
    ("delivery", "home,venue", "online, phone, group, separated by ;", "a comma"),
    ("delivery", "home;Venue", "Venue should be one of home, venue, online", "one of two"),
    ("venue_name", "=A1", "begins with “=”", "a formula"),
    ("address", "@here", "begins with “@”", "a formula"),
    ("postcode", "NE1", "is not a full postcode: it is the first half only", "half"),
    ("postcode", "ZZ1 1ZZ", "is not a postcode we know: check it for a slip", "unknown"),
    ("postcode", "BT1 1AA", "is in Northern Ireland", "a country without points"),
    ("hide_address", "Yes", "should be yes or no, or empty where it is not stated", "a capital"),
    ("hide_address", "FALSE", "may be a box that nobody ticked: write no", "unticked is not no"),
    ("hide_address", "true", "should be yes or no", "no box"),
    ("hide_address", "y", "should be yes or no", "short"),
    ("areas_served", "Newcastle", "“Newcastle” is not the ONS code of an area", "a name"),
    ("areas_served", "Newcastle, Gateshead", "is not the ONS code of an area", "one name of two"),
    ("areas_served", "E08000021;Tyne", "Tyne” Tyne is not the ONS code of an area", "one of two"),
    ("areas_served", "S12000036", "is not the ONS code of an area of England", "Scotland"),
    ("areas_served", "E0800002\N{ARABIC-INDIC DIGIT ONE}", "is not the ONS code", "another script"),
    ("referral_routes", "gp", "“gp” should be one of self, professional", "not a route"),
    ("referral_note", "=A1", "begins with “=”", "a formula"),
    ("phone", "ring us", "should be a telephone number", "words"),
    ("phone", "((()", "should be a telephone number", "no digits"),
    ("phone", "1914980101", "has lost its first 0", "as a spreadsheet leaves it"),
    ("hours", "=A1", "begins with “=”", "a formula"),
    ("email", "team at rooms", "should be an e-mail address", "no @"),
    ("email", "a@b.example?bcc=c@d.example", "should be an e-mail address", "more than an address"),
    ("email", "=1@b.example", "should be an e-mail address", "a formula"),
    ("url", "rooms.example", "should be a web address that begins with https://", "no scheme"),
    ("url", "javascript:alert(1)", "should be a web address", "a script"),
    ("url", "https://rooms.example\n.evil", "should be a web address", "a line break"),
    ("url", "https://gov.uk@evil.example/", "should be a web address", "a false front"),
    ("url", "https://rooms.example:port/", "should be a web address", "no such port"),
    ("cost", "-£5", "begins with “-”", "a formula"),
    ("capacity", "full", "“full” should be one of has_places, none", "another word"),
    ("waiting_weeks", "6 weeks", f"{NUMBER} 0 to 520", "words"),
    ("waiting_as_of", "2026-11-23", "is in the future: today is 2026-11-22", "tomorrow"),
    ("places_per_year", "100001", f"{NUMBER} 0 to 100000", "too many"),
    ("cost_per_place", "£1,850", f"{NUMBER} 0 to 100000", "a sign and a comma"),
    ("languages", "English;;Polish", "has an empty part", "a semicolon too many"),
    ("languages", "English;=A1", "begins with “=”", "a formula"),
    ("accessibility", "@x", "begins with “@”", "a formula"),
    ("trained_staff", "-1", f"{NUMBER} 0 to 100000", "below none"),
    ("accreditation", "+x", "begins with “+”", "a formula"),
    ("accreditation_expires", "soon", DATE, "a word"),
    ("weeks", "521", f"{NUMBER} 0 to 520", "ten years"),
    ("sessions", "ten", f"{NUMBER} 0 to 1000", "a word"),
    ("on_call", "24/7", "should be yes or no", "words"),
    ("assured_on", "2030-01-01", "is in the future", "not yet checked"),
    ("assured_by", "=A1", "begins with “=”", "a formula"),
    ("assured_by", "jo@council.example", "should be a role, as in Directory officer", "a person"),
)  # fmt: skip
MENDS = {"waiting_as_of": {"waiting_weeks": "1"}}


def name_of(case: tuple[Any, ...]) -> str:
    return f"{case[0]}: {case[3]}"


def value_of(column: str, cell: str, words: Vocabulary) -> Any:
    [entry] = read_entries(sheet(row(**{column: cell})), words)
    if column == "id":
        return entry.id
    if column in {each.name for each in OF_VENUE}:
        return getattr(entry.venues[0], column.removeprefix("venue_"))
    return entry.values[column]


@pytest.mark.parametrize("case", GOOD, ids=name_of)
def test_a_cell_is_read_as_its_value(case: tuple[str, str, Any, str], words: Vocabulary) -> None:
    column, cell, value, _ = case

    assert value_of(column, cell, words) == value


@pytest.mark.parametrize("case", BAD, ids=name_of)
def test_a_cell_that_does_not_fit_is_placed_and_worded(
    case: tuple[str, str, str, str], words: Vocabulary
) -> None:
    column, cell, said, _ = case
    content = sheet(row(**({column: cell} | MENDS.get(column, {}))))

    [problem] = problems_in(content, words)

    assert problem.startswith(f"line 2, {column}:")
    assert said in problem
    assert problem.isprintable()
    shown = cell.strip()
    assert not shown or shown[:50] in problem or not shown.isprintable()


@pytest.mark.parametrize("table", [GOOD, BAD], ids=["good", "bad"])
def test_every_column_has_its_cases(table: tuple[tuple[Any, ...], ...]) -> None:
    assert {case[0] for case in table} == set(NAMES)


def test_the_columns_are_those_of_the_design() -> None:
    assert len(NAMES) == len(set(NAMES)) >= 42
    assert (NAMES[0], NAMES[-1]) == ("id", "assured_by")
    assert {column.name for column in COLUMNS if column.required} == {
        "id", "name", "organisation", "kind", "status",
    }  # fmt: skip


CONTRADICTIONS = (
    # cells, column, what is said, comment
    ({"age_from_months": "60", "age_under_months": "60"}, "age_under_months",
     "should be above age_from_months", "nobody is of this age"),
    ({"starts_on": "2026-02-02", "ends_on": "2026-02-02"}, "ends_on",
     "should be after starts_on", "ends as it starts"),
    ({"waiting_as_of": "2026-01-01"}, "waiting_weeks",
     "is empty, but waiting_as_of says it was asked", "asked, and no answer"),
    ({"requires": "child.disabled", "excludes": "child.missing;child.disabled"}, "excludes",
     "” child.disabled is required too: nobody could come", "must hold, and must not"),
    ({"requires": "child.disabled", "excludes": "child.disabled"}, "excludes",
     "“child.disabled” is required too: nobody could come", "said once"),
)  # fmt: skip


@pytest.mark.parametrize("case", CONTRADICTIONS, ids=lambda case: case[3])
def test_what_cannot_hold_at_once_is_refused(
    case: tuple[dict[str, str], str, str, str], words: Vocabulary
) -> None:
    cells, column, said, _ = case

    [problem] = problems_in(sheet(row(**cells)), words)

    assert problem.startswith(f"line 2, {column}:")
    assert said in problem


def test_a_cell_that_is_wrong_already_is_not_contradicted_as_well(words: Vocabulary) -> None:
    content = sheet(row(waiting_as_of="2026-01-01", waiting_weeks="soon"))

    assert len(problems_in(content, words)) == 1
