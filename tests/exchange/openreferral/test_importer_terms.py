"""Our own terms are read exactly; those of others by a table that anyone can edit."""

from pathlib import Path

import pytest

from directory.exchange.openreferral.importer_term_map import FILE, read_mapping
from directory.exchange.openreferral.taxonomy import BASE
from directory.infrastructure import paths
from directory.model.columns import KINDS
from directory.model.problems import FileError
from tests.directory_builders import knowledge
from tests.exchange.openreferral.importer_builders import (
    entry,
    mapping,
    noted,
    service,
    term,
    value,
)

HEADER = "scheme,term,name,kind,programme,note\n"


@pytest.mark.parametrize(
    ("sent", "kind"),
    [
        (term("Domestic abuse"), "domestic_abuse"),
        (term("  DOMESTIC   Abuse "), "domestic_abuse"),
        (term("x", term_uri="http://id.esd.org.uk/service/831"), "practical_help"),
        (term("x", id="http://id.esd.org.uk/service/163"), "therapeutic"),
        (term("x", id="openeligibility:1178"), "substance_misuse"),
        (term("x", id="1178"), "other"),
        (term("Health visiting"), "other"),
        (term("Chess"), "other"),
    ],
)
def test_the_kind_of_help_is_what_the_table_says_of_a_term(
    sent: dict[str, object], kind: str
) -> None:
    assert value("kind", attributes=[sent]) == kind


def test_a_programme_is_never_read_from_words() -> None:
    found = entry(service(name="Triple P", attributes=[term("Triple P"), term("SafeCare")]))

    assert found.values["programme"] is None
    assert found.vendor == '{"terms": ["Triple P", "SafeCare"]}'


def test_terms_of_several_kinds_are_noted() -> None:
    document = service(attributes=[term("Domestic abuse"), term("Parenting support")])

    assert entry(document).values["kind"] == "domestic_abuse"
    assert any("terms of several kinds" in note for note in noted(document))


def test_our_own_terms_are_read_exactly() -> None:
    ours = [
        term("A", term_uri=f"{BASE}/programme/abc"),
        term("B", term_uri=f"{BASE}/kind/therapeutic"),
        term("C", term_uri=f"{BASE}/status/closing"),
        term("D", term_uri=f"{BASE}/route/court"),
        term("E", term_uri=f"{BASE}/requires/abuse.sexual"),
        term("F", term_uri=f"{BASE}/detail/on_call") | {"value": "yes"},
        term("G", term_uri=f"{BASE}/detail/waiting_weeks") | {"value": "6"},
    ]

    values = entry(service(attributes=ours)).values
    assert (values["programme"], values["kind"], values["status"]) == (
        "abc",
        "therapeutic",
        "closing",
    )
    assert (values["referral_routes"], values["requires"]) == (("court",), ("abuse.sexual",))
    assert (values["on_call"], values["waiting_weeks"]) == (True, 6)


@pytest.mark.parametrize(
    "uri", ["programme/gone", "kind/gone", "status/gone", "requires/gone.fact", "delivery/drone"]
)
def test_a_term_of_ours_that_this_copy_does_not_know_is_left_out_and_noted(uri: str) -> None:
    document = service(attributes=[term("X", term_uri=f"{BASE}/{uri}")])

    assert "gone" not in str(entry(document).values)
    assert any("left out" in note for note in noted(document))


def test_what_cannot_hold_at_once_is_not_stated() -> None:
    facts = [term("X", term_uri=f"{BASE}/{role}/abuse.sexual") for role in ("requires", "excludes")]
    late = term("Y", term_uri=f"{BASE}/detail/waiting_as_of") | {"value": "2026-10-01"}

    values = entry(service(attributes=[*facts, late])).values

    assert (values["requires"], values["excludes"], values["waiting_as_of"]) == ((), (), None)


def test_the_shipped_table_is_sound_and_holds_every_term_of_the_department() -> None:
    rows = (paths.data() / FILE).read_text(encoding="utf-8").splitlines()[1:]

    assert len([row for row in rows if row.startswith("dfe,")]) == 43
    assert all(mapping().by_name.values())
    assert {meaning.kind for meaning in mapping().by_id.values()} <= {*KINDS}


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ("dfe,,A,cooking,,\n", "line 2, kind: “cooking” is not a kind"),
        ("dfe,,A,,magic,\n", "line 2, programme: “magic” is not a programme"),
        ("dfe,,A,,,\n,,B,,,\n", "line 3, scheme: is empty"),
        ("dfe,,A,,,\ndfe,, a ,other,,\n", "line 3, name: “a” stands twice"),
        ("dfe,A\n", "line 2: should have 6 cells"),
    ],
)
def test_a_mistake_in_the_table_is_named_by_line_and_column(
    rows: str, said: str, tmp_path: Path
) -> None:
    file = tmp_path / FILE
    file.write_text(HEADER + rows, encoding="utf-8")

    with pytest.raises(FileError) as raised:
        read_mapping(file, knowledge().programme)

    assert str(raised.value).startswith(said)


def test_a_table_with_another_header_is_refused(tmp_path: Path) -> None:
    file = tmp_path / FILE
    file.write_text("term,kind\n", encoding="utf-8")

    with pytest.raises(FileError, match="the header should be"):
        read_mapping(file, ())
