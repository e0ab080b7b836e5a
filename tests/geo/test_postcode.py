import pytest
from hypothesis import given
from hypothesis import strategies as st

from directory.geo import MalformedPostcode, NotInEngland, normalise

LETTERS = st.sampled_from("ABDEFGHJLNPQRSTUWXYZ")
DIGITS = st.sampled_from("0123456789")
AREAS = st.sampled_from(["B", "M", "NE", "NW", "SR", "SW", "W", "YO", "ZE"])
OUTWARD = st.builds(lambda area, *rest: area + "".join(rest), AREAS, DIGITS, DIGITS | LETTERS)
POSTCODES = st.builds(lambda *parts: "{} {}{}{}".format(*parts), OUTWARD, DIGITS, LETTERS, LETTERS)


@pytest.mark.parametrize(
    ("typed", "standard"),
    [
        ("NE1 4ST", "NE1 4ST"),
        ("ne14st", "NE1 4ST"),
        (" Ne1   4 sT. ", "NE1 4ST"),
        ("NE1\u00a04ST", "NE1 4ST"),
        ("(NE26 1EJ.)", "NE26 1EJ"),
        ("CH1 1 RL", "CH1 1RL"),
        ("m11aa", "M1 1AA"),
        ("SW1A1AA", "SW1A 1AA"),
        ("W1A 0AX", "W1A 0AX"),
        ("SR43 4AA", "SR43 4AA"),
        ("gir 0aa", "GIR 0AA"),
    ],
)
def test_a_postcode_may_be_written_in_any_way(typed: str, standard: str) -> None:
    assert normalise(typed) == standard


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("", "Enter a full postcode"),
        (" . ", "Enter a full postcode"),
        ("NE1", "first half only"),
        ("NE1 4S", "“NE1 4S” is not a full postcode: it should end with a number and two letters"),
        ("NE1 4S1", "end with a number and two letters"),
        ("NE 4ST", "begin with one or two letters and a number"),
        ("4ST", "begin with one or two letters and a number"),
        ("NEWC1 4ST", "begin with one or two letters and a number"),
        ("[Unknown]", "“[Unknown]” is not a full postcode"),
        ("[No registered public address]", "not a full postcode"),
        ("NE1 4ST NE1 4SU", "not a full postcode"),
        ("NE\u0661 4ST", "begin with"),
    ],
)
def test_what_is_missing_is_said_in_plain_words(typed: str, told: str) -> None:
    with pytest.raises(MalformedPostcode) as raised:
        normalise(typed)
    assert told in str(raised.value)


@pytest.mark.parametrize(
    ("typed", "country"),
    [
        ("bt1 1aa", "Northern Ireland"),
        ("IM1 1AA", "the Isle of Man"),
        ("GY1 1AA", "the Channel Islands"),
        ("JE2 3AB", "the Channel Islands"),
    ],
)
def test_islands_and_northern_ireland_are_named(typed: str, country: str) -> None:
    with pytest.raises(NotInEngland, match="Waymark covers England") as raised:
        normalise(typed)
    assert raised.value.country == country


@given(area=st.sampled_from(["RH", "NW", "CO", "LE", "B", "M", "SW"]), inward=DIGITS)
def test_districts_numbered_10_are_postcodes(area: str, inward: str) -> None:
    assert normalise(f"{area}10{inward}AA") == f"{area}10 {inward}AA"


@given(POSTCODES)
def test_a_standard_postcode_stays_as_it_is(postcode: str) -> None:
    assert normalise(postcode) == postcode


@given(POSTCODES, st.data())
def test_capitals_and_spaces_make_no_difference(postcode: str, data: st.DataObject) -> None:
    gaps = st.sampled_from(["", " ", "  ", "\t", "\u00a0"])
    cases = st.sampled_from([str.upper, str.lower])
    compact = postcode.replace(" ", "")
    typed = "".join(data.draw(cases)(letter) + data.draw(gaps) for letter in compact)
    assert normalise(typed + data.draw(st.sampled_from(["", ".", " .", ","]))) == postcode


@given(st.text(max_size=60))
def test_any_text_is_read_or_refused_in_words(text: str) -> None:
    try:
        standard = normalise(text)
    except (MalformedPostcode, NotInEngland):
        return
    assert normalise(standard) == standard
