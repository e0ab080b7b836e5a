"""A column of services as CONTRIBUTING says that one is added: one of yes or no."""

import csv
import io
from pathlib import Path

from tests.house.additions import (
    PYTEST,
    SAMPLE,
    Addition,
    Omission,
    at_end,
    before,
    left_out,
    tests,
    written,
)

DATABASE = ("-c", "from directory.cli import main; main()", "db", "check")
COLUMN, MEANS = "creche", "Whether children are looked after."
MIGRATION = """\"\"\"Whether a service looks after children meanwhile

Number: {number}, after {last}
\"\"\"

import sqlalchemy as sa
from alembic import op

revision = "{number}"
down_revision = "{last}"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("service", sa.Column("creche", sa.Boolean(), nullable=True))


def downgrade() -> None:
    op.drop_column("service", "creche")
"""
CELLS = "tests/model/test_cell_types.py"
THE_SAMPLE_HAS_IT = f"{SAMPLE}::test_the_sample_has_every_column"
CASES_OF_CELLS = f"{CELLS}::test_every_column_has_its_cases"
LOG = "tests/exchange/directory_file/test_change_values.py"
KEPT_IN_LOG = f"{LOG}::test_only_numbers_days_and_words_of_our_own_lists_are_kept"
FILE_PAGE = "tests/exchange/directory_file/test_docs.py"
EVERYWHERE = "tests/house/test_columns_everywhere.py"


def a_column(folder: Path) -> Addition:
    """Return the addition of a column of yes or no; its migration follows the last there is."""
    last = (folder / "migrations/.current-head").read_text("utf-8").strip()
    number = f"{int(last[:4]) + 1:04}_{COLUMN}"
    migration = f"migrations/versions/{number}.py"
    return Addition(
        row="a column",
        edits={
            "directory/model/columns.py": before(
                '    _column("assured_on"',
                f'    _column("{COLUMN}", cell_types.yes_or_no, "{MEANS}"),\n',
            ),
            "directory/storage/models.py": before(
                "    assured_on: Mapped", f"    {COLUMN}: Mapped[bool | None]\n"
            ),
            migration: at_end(MIGRATION.format(number=number, last=last)),
            "migrations/.current-head": lambda was: was.replace(last, number),
            "data/services.csv": _in_sample,
            "directory/exchange/openreferral/taxonomy.py": before('"on_call",', f'"{COLUMN}", '),
            "directory/web/find/history/text.py": before(
                '    "vendor": (', f'    "{COLUMN}": ("whether children are looked after", str),\n'
            ),
            "templates/find/service.html": before(
                '{{ row("Runs from"',
                f'{{{{ row("Children", {{true: "Yes", false: "No"}}.get(service.{COLUMN})) }}}}\n',
            ),
            "docs/directory.md": before(
                "| `assured_on` |",
                f"| `{COLUMN}` |  | service |  | {MEANS} |\n",
            ),
            CELLS: lambda was: was.replace(
                '    ("assured_on", "20',
                f'    ("{COLUMN}", "yes", True, "said"),\n    ("assured_on", "20',
                1,
            ).replace(
                '    ("id", "a b",',
                f'    ("{COLUMN}", "x", "should be yes or no", "a slip"),\n    ("id", "a b",',
                1,
            ),
            LOG: before('    "kind": ("parenting"', f'    "{COLUMN}": (True, "yes"),\n'),
            EVERYWHERE: before('"on_call",', f'"{COLUMN}", '),
        },
        runs=(
            DATABASE,
            (*PYTEST, CELLS, FILE_PAGE, SAMPLE, KEPT_IN_LOG, EVERYWHERE),
        ),
        omissions=(
            left_out("directory/model/columns.py", tests(CASES_OF_CELLS), COLUMN),
            left_out("directory/storage/models.py", DATABASE, COLUMN),
            left_out(migration, DATABASE, number),
            left_out("migrations/.current-head", DATABASE, number),
            left_out("data/services.csv", tests(THE_SAMPLE_HAS_IT), COLUMN),
            Omission(
                files={
                    "directory/exchange/openreferral/taxonomy.py": f"Open Referral: {COLUMN}",
                    "templates/find/service.html": f"service page: {COLUMN}",
                    EVERYWHERE: f"API match: {COLUMN}",
                    "directory/web/find/history/text.py": "has_words_for_every_column",
                    "docs/directory.md": "the_table_of_columns_is_that_of_the_code",
                    CELLS: "test_every_column_has_its_cases",
                    LOG: "test_only_numbers_days_and_words",
                },
                command=tests(EVERYWHERE, FILE_PAGE, CASES_OF_CELLS, KEPT_IN_LOG),
            ),
        ),
    )


def _in_sample(was: str) -> str:
    """Return the sample with the column, empty."""
    header, *rows = csv.reader(io.StringIO(was, newline=""))
    at = header.index("assured_on")
    return written([*header[:at], COLUMN, *header[at:]], [[*r[:at], "", *r[at:]] for r in rows])
