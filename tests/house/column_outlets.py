"""Every way out of the directory, and services that differ in one column each.

For each column there is one service that states something else there than the others do. A column
is told by an outlet where that service reads otherwise than the rest.
"""

import json
import re
from collections.abc import Callable, Iterable, Mapping

from flask.testing import FlaskClient

from directory.exchange.directory_file.file_reader import read_entries
from directory.exchange.directory_file.guide import guide_of
from directory.exchange.directory_file.xlsx_writer import write_workbook
from directory.exchange.openreferral.ids import uuid_of
from directory.exchange.tables import Layout, read_table
from directory.model import cell_types
from directory.model.area_cells import areas
from directory.model.cell_types import FactsCell, OneOf, WholeNumber, WordsCell
from directory.model.columns import COLUMNS, NAMES, Column
from directory.model.service_entry import ServiceEntry
from tests.directory_builders import (
    CASE,
    DURHAM,
    GATESHEAD,
    HOME,
    NEWCASTLE,
    RECOMMENDATION,
    Directory,
    knowledge,
    known_facts,
    row,
    sheet,
    vocabulary,
)

Cells = tuple[str, str]
"""What most services state in a column, and what one states instead."""
Texts = Mapping[str, str]
"""What an outlet says of each service, by its id."""
Outlet = Callable[[Directory, FlaskClient], Texts]

SAME = "same"
LAYOUT = Layout(sheet="Services")
UUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
CSRF_FIELD = re.compile(r"<input[^>]*csrf_token[^>]*>")
CHOSEN: Mapping[str, Cells] = {
    "programme": ("abc", "attachment-based-intervention"),
    "starts_on": ("2020-04-01", "2021-04-01"),
    "ends_on": ("2090-03-31", "2091-03-31"),
    "age_from_months": ("6", "7"),
    "age_under_months": ("58", "59"),
    "delivery": ("venue", "home"),
}
"""Where two cells that fit this case and each other have to be chosen by hand."""
BY_READER: Mapping[object, Cells] = {
    cell_types.day: ("2026-01-05", "2026-02-06"),
    cell_types.past_day: ("2026-01-05", "2026-02-06"),
    cell_types.yes_or_no: ("no", "yes"),
    cell_types.postcode: (HOME, "NE1 4SX"),
    areas: (f"{NEWCASTLE};{GATESHEAD}", f"{NEWCASTLE};{DURHAM}"),
    cell_types.phone: ("0191 498 0101", "0191 498 0102"),
    cell_types.email: ("one@team.example", "two@team.example"),
    cell_types.web_address: ("https://team.example/one", "https://team.example/two"),
}


def id_of(column: str) -> str:
    """Return the id of the service that differs in a column."""
    return f"other-{column.replace('_', '-')}"


def cells_of(column: Column) -> Cells:
    """Return two cells that the column takes, whatever it is: a new one needs no entry here."""
    if column.name in CHOSEN:
        return CHOSEN[column.name]
    match column.read:
        case OneOf(words) | WordsCell(words) if words:
            return words[0], words[1]
        case FactsCell(group):
            start = NAMES.index(column.name) % 10 * 2
            facts = sorted(f for f in known_facts() - CASE.keys() if f.startswith(group))
            return (facts[0], facts[1]) if group else (facts[start], facts[start + 1])
        case WholeNumber(lowest, _):
            return str(lowest + 31 + NAMES.index(column.name)), str(lowest + 131)
        case read:
            words = column.name.replace("_", " ").capitalize()
            return BY_READER.get(read, (f"{words} one", f"{words} two"))


def entries_of(words: cell_types.Vocabulary, *, changed: bool) -> list[ServiceEntry]:
    """Return the services: all alike, or each with its one column changed."""
    first = {column.name: cells_of(column)[0] for column in COLUMNS}
    rows = [first | {"id": SAME}]
    for column in COLUMNS:
        other = {column.name: cells_of(column)[1]} if changed else {}
        rows.append(first | other | {"id": id_of(column.name)})
    # One by one: in one file the hidden venue would be named by the others.
    return [read_entries(sheet(row(**cells)), words)[0] for cells in rows]


def fill(directory: Directory) -> None:
    """Take the services all alike, and then with their changes."""
    words = vocabulary(directory.places)
    directory.take(*entries_of(words, changed=False))
    directory.take(*entries_of(words, changed=True))


def ids() -> Iterable[str]:
    return (SAME, *map(id_of, NAMES))


def service_page(directory: Directory, client: FlaskClient) -> Texts:
    pages = {id: client.get(f"/find/service/{id}").text for id in ids()}
    return {id: _main_of(page) for id, page in pages.items()}


def _main_of(page: str) -> str:
    """Return the main part of a page without the tokens of its forms: they tell the second."""
    return CSRF_FIELD.sub("", page[page.index("<main") : page.index("</main>")])


def record(directory: Directory, client: FlaskClient) -> Texts:
    return {id: client.get(f"/find/service/{id}/record.json").text for id in ids()}


def csv_export(directory: Directory, client: FlaskClient) -> Texts:
    return rows_by_id(directory.export())


def workbook_export(directory: Directory, client: FlaskClient) -> Texts:
    return rows_by_id(write_workbook(directory.stored().values(), guide_of(knowledge())))


def rows_by_id(content: bytes) -> Texts:
    return {cells[0]: ",".join(cells) for _, cells in read_table(content, LAYOUT, []).rows}


def open_referral(directory: Directory, client: FlaskClient) -> Texts:
    return {id: client.get(f"/oruk/services/{uuid_of('service', id)}").text for id in ids()}


def match_api(directory: Directory, client: FlaskClient) -> Texts:
    asked = CASE | {"postcode": HOME, "services_per_option": 100}
    found = client.post("/api/v1/match", json=asked).get_json()
    [option] = [o for o in found["options"] if o["recommendation"] == RECOMMENDATION]
    return {each["id"]: json.dumps(each) for each in option["services"]}


def import_plan(directory: Directory, client: FlaskClient) -> Texts:
    """Return what a plan says that goes back to services all alike."""
    plan = directory.take(*entries_of(vocabulary(directory.places), changed=False))
    return {SAME: SAME} | {entry.id: f"{entry.id} {changes}" for entry, changes in plan.changed}


def change_log(directory: Directory, client: FlaskClient) -> Texts:
    told = client.get("/find/changes.json").get_json()["items"]
    by_id = {each["url"].rpartition("/")[2]: json.dumps(each["content_text"]) for each in told}
    return {SAME: SAME} | {id: f"{id} {text}" for id, text in by_id.items()}


OUTLETS: Mapping[str, Outlet] = {
    "service page": service_page,
    "record.json": record,
    "CSV export": csv_export,
    "XLSX export": workbook_export,
    "Open Referral": open_referral,
    "API match": match_api,
    "change log": change_log,
    "import plan": import_plan,
}
"""The plan stands last: making it takes the services back to what they stated first."""


def told_columns(texts: Texts) -> set[str]:
    """Return the columns that an outlet tells of; a service that it does not name is as the rest.

    The id itself is told where the texts hold it.
    """
    plain = {id: _without_id(text, id) for id, text in texts.items()}
    usual, alike = plain[SAME], plain.get(id_of("id"), plain[SAME])
    assert alike == usual, "what an outlet says changes with something else than the service"
    told = {name for name in NAMES if plain.get(id_of(name), usual) != usual}
    return told | ({"id"} if all(id in text for id, text in texts.items()) else set())


def _without_id(text: str, id: str) -> str:
    """Return a text as it would be of any service: without its id, and uuids made of that."""
    return UUID.sub("", re.sub(rf"(?<![\w-]){re.escape(id)}(?![\w-])", "", text)).strip()
