"""The columns of the first page of gaps: authorities, or regions where they are many."""

from directory.domain.coverage.authorities import ChildrensAuthority
from directory.domain.need.need_report import MOST_COLUMNS, columns_of
from directory.exchange.statistics.authorities import authorities

OLD_BARNSLEY, NO_DISTRICT = "E08000016", "E06999999"


def authority(code: str) -> ChildrensAuthority:
    return ChildrensAuthority(code=code, name=code, districts=(code,))


def test_a_few_authorities_have_a_column_each() -> None:
    chosen = [authority(code) for code in list(authorities())[:MOST_COLUMNS]]

    assert [column.code for column in columns_of(chosen)] == [each.code for each in chosen]


def test_many_are_told_by_region_whatever_the_vintage_of_their_codes() -> None:
    chosen = [authority(code) for code in [*authorities(), OLD_BARNSLEY, NO_DISTRICT]]

    columns = {column.name: column for column in columns_of(chosen)}

    assert len(columns) == 10, "nine regions, and one that is in none"
    assert OLD_BARNSLEY in {a.code for a in columns["Yorkshire and The Humber"].authorities}
    assert [a.code for a in columns[NO_DISTRICT].authorities] == [NO_DISTRICT]
