"""The timeline: what is drawn, and that the table beside it says the same."""

from datetime import date
from itertools import pairwise
from typing import Any

import pytest
from bs4 import Tag
from flask import Flask
from werkzeug import Response

from directory.web.choose.timing.timeline import TimelineRow, TimelineView, timeline_view
from matcher.ages import date_reaching
from matcher.result import Window
from matcher.timing import Course, proceedings_end, timing
from tests.web.choose.conftest import TODAY
from tests.web.page import Page, words
from tests.web.page_check import check_html, check_ids, check_nothing_foreign, check_prose

BORN = date(2018, 12, 14)
COURT = proceedings_end(date(2026, 11, 2))


def row(
    title: str,
    ages: tuple[int, int],
    wait: int | None = 14,
    weeks: int | None = 12,
    born: date | None = BORN,
) -> TimelineRow:
    window = Window(
        from_months=ages[0],
        under_months=ages[1],
        opens_on=date_reaching(born, ages[0]) if born and ages[0] >= 0 else None,
        closes_on=date_reaching(born, ages[1]) if born else None,
    )
    course = Course(waiting_weeks=wait, weeks=weeks)
    return TimelineRow(
        title=title, href="#here", timing=timing(window, TODAY, course, proceedings_end=COURT)
    )


ROWS = (
    row("Too late", (0, 96)),
    row("Opens later", (96, 216), weeks=30),
    row("Closes far off", (60, 156), wait=6, weeks=16),
    row("No wait stated", (0, 216), wait=None),
    row("No length stated", (-9, 216), wait=0, weeks=None),
    row("Ends after it closes", (84, 102), wait=10, weeks=30),
    row("Closed", (0, 60)),
    row("No date of birth", (60, 156), born=None),
)


def view_of(*rows: TimelineRow, court: date | None = None) -> TimelineView:
    return timeline_view(rows, TODAY, court)


@pytest.fixture
def drawn(bare_app: Flask) -> Any:
    """Return what renders timelines within a page, by the site's own macro."""
    macros: Any = bare_app.jinja_env.get_template("choose/timeline.html").module

    def draw(*views: TimelineView) -> Page:
        body = "".join(macros.timeline(view) for view in views)
        html = f'<!doctype html><html lang="en"><title>A</title><body>{body}</body></html>'
        return Page(Response(html))  # type: ignore[arg-type]

    return draw


def rows_of(page: Page) -> dict[str, Tag]:
    return {words(one(body, "a")): body for body in page.all("tbody")}


def one(tag: Tag, css: str) -> Tag:
    (found,) = tag.select(css)
    return found


def cells(body: Tag) -> list[str]:
    return [words(cell) for cell in body.select("td")]


def test_the_table_says_all_that_is_drawn(drawn: Any) -> None:
    shown = rows_of(drawn(view_of(*ROWS, court=COURT)))

    assert {title: cells(body) for title, body in shown.items()} == {
        "Too late": [
            "Open now", "14 Dec 2026", "Too late", "28 Feb 2027 (too late)", "Too late",
        ],
        "Opens later": [
            "14 Dec 2026", "14 Dec 2036 (18th birthday)", "6 Sep 2036", "28 Feb 2027",
            "26 Sep 2027 (after 26 weeks)",
        ],
        "Closes far off": [
            "Open now", "14 Dec 2031", "1 Nov 2031", "3 Jan 2027", "25 Apr 2027 (inside 26 weeks)",
        ],
        "No wait stated": [
            "Open now", "14 Dec 2036 (18th birthday)", "Wait not stated", "Wait not stated",
            "Wait not stated",
        ],
        "No length stated": [
            "Open now", "14 Dec 2036 (18th birthday)", "13 Dec 2036", "22 Nov 2026",
            "Length not stated",
        ],
        "Ends after it closes": [
            "Open now", "14 Jun 2027", "4 Apr 2027", "31 Jan 2027",
            "29 Aug 2027 (after it closes, after 26 weeks)",
        ],
        "Closed": ["Closed", "14 Dec 2023", "Too late", "Too late", "Too late"],
        "No date of birth": [
            "Not known", "Not known", "Not known", "28 Feb 2027",
            "23 May 2027 (after 26 weeks)",
        ],
    }  # fmt: skip


@pytest.mark.parametrize(
    ("title", "bars", "lines", "dots", "crosses"),
    [
        ("Too late", 1, 1, 0, 1),
        ("Opens later", 1, 2, 2, 0),
        ("Closes far off", 1, 1, 2, 0),
        ("No wait stated", 1, 0, 0, 0),
        ("No length stated", 1, 0, 1, 0),
        ("Ends after it closes", 1, 2, 2, 0),
        ("Closed", 0, 0, 0, 0),
        ("No date of birth", 0, 1, 2, 0),
    ],
)
def test_what_is_drawn_of_an_option(
    drawn: Any, title: str, bars: int, lines: int, dots: int, crosses: int
) -> None:
    svg = one(rows_of(drawn(view_of(*ROWS, court=COURT)))[title], "svg")
    counted = [len(svg.find_all(name)) for name in ("rect", "line", "circle", "text")]

    assert counted == [bars, lines, dots, crosses]


def test_a_bar_lies_between_its_dates() -> None:
    view = view_of(row("Short", (96, 102), wait=4, weeks=20))
    (short,) = view.rows
    days = (date(2027, 6, 14) - TODAY).days

    # The last date needed is that of the close: the work ends on 10 May 2027.
    assert view.to_day == date(2027, 6, 14)
    assert short.window is not None
    assert short.work is not None
    assert short.window.x == round(22 / days * 1000)
    assert (short.window.x + short.window.width, short.window.ends) == (1000, True)
    assert short.work.x == round(28 / days * 1000)
    assert short.work.x + short.work.width == pytest.approx(168 / days * 1000, abs=1)


def test_a_window_that_closes_beyond_the_scale_runs_to_its_end() -> None:
    (far,) = view_of(row("Far", (60, 156), wait=6, weeks=16)).rows

    assert far.window is not None
    assert (far.window.x, far.window.width) == (0, 1000)
    assert (far.window.begins, far.window.ends) == (False, False)


@pytest.mark.parametrize(
    ("rows", "last"),
    [
        ((), "2027-05-22"),
        ((row("Closed", (0, 60)),), "2027-05-22"),
        ((row("Short", (0, 96), wait=0, weeks=40),), "2027-08-29"),
        ((row("Long", (0, 96), wait=2, weeks=520),), "2031-11-22"),
    ],
)
def test_the_scale_ends_with_the_last_date_and_at_most_five_years_ahead(
    rows: tuple[TimelineRow, ...], last: str
) -> None:
    assert view_of(*rows).to_day == date.fromisoformat(last)


@pytest.mark.parametrize("weeks", [0, 20, 40, 80, 160, 500])
def test_labels_of_the_scale_never_overlap(weeks: int) -> None:
    ticks = view_of(row("One", (0, 216), wait=0, weeks=weeks)).ticks
    labelled = [tick.x for tick in ticks if tick.label]

    assert labelled[0] >= 120
    assert len(ticks) <= 6
    assert all(b - a >= 170 for a, b in pairwise(labelled))
    assert labelled[-1] <= 1000 - 170


@pytest.mark.parametrize(
    ("court", "line", "says"),
    [
        (None, False, None),
        ("2027-05-02", True, "Dashed line: 26 weeks of proceedings end on 2 May 2027."),
        ("2026-11-22", True, "Dashed line: 26 weeks of proceedings end on 22 November 2026."),
        ("2026-11-21", False, "The 26 weeks of proceedings ended on 21 November 2026."),
        ("2036-11-21", False, "The 26 weeks of proceedings end on 21 November 2036, beyond"),
    ],
)
def test_the_end_of_proceedings(drawn: Any, court: str | None, line: bool, says: str) -> None:
    page = drawn(view_of(*ROWS, court=date.fromisoformat(court) if court else None))

    assert bool(page.all(".waymark-timeline__court")) == line
    key = words(page.one("#timeline-key"))
    assert says in key if says else "proceedings" not in key


def test_each_drawing_is_named_and_described(drawn: Any) -> None:
    for body in rows_of(drawn(view_of(*ROWS))).values():
        svg = one(body, "svg[role=img]")
        title, about = one(svg, "title"), one(svg, "desc")
        assert svg["aria-labelledby"] == f"{title['id']} {about['id']}"
        assert words(title)
        assert words(about)


def test_what_a_drawing_says_is_what_its_row_says(drawn: Any) -> None:
    later = rows_of(drawn(view_of(*ROWS)))["Opens later"]

    assert words(one(later, "title")) == "Opens 14 December 2026, closes 14 December 2036"
    assert words(one(later, "desc")) == "Starts 28 February 2027, ends 26 September 2027"


@pytest.mark.parametrize(
    ("ages", "says"),
    [((-9, 216), "Open at any age under 18"), ((60, 216), "The days are not known")],
)
def test_without_a_birth_date_no_day_is_named(ages: tuple[int, int], says: str) -> None:
    (shown,) = view_of(row("Undated", ages, born=None)).rows

    assert (shown.window, shown.says_window) == (None, says)


def test_the_page_stays_sound_with_two_timelines(drawn: Any) -> None:
    page = drawn(view_of(*ROWS, court=COURT), timeline_view(ROWS, TODAY, id="next"))

    for check in (check_html, check_ids, check_nothing_foreign, check_prose):
        check(page)
    assert not page.all("[style], style, script")
    known = {str(tag["id"]) for tag in page.all("[id]")}
    for used in page.all("use"):
        assert str(used["href"]).removeprefix("#") in known
    assert {head["scope"] for head in page.all("th")} == {"col", "rowgroup"}
    assert len(page.all("table > caption")) == 2


def test_a_timeline_of_eight_options_is_small(drawn: Any) -> None:
    view = view_of(*ROWS, court=COURT)
    full, empty = (len(page.response.get_data()) for page in (drawn(view), drawn()))

    assert full - empty <= 6 * 1024
