"""Index copies and entries of feeds alone: most services are neither

Number: 0020_indexes_of_the_few, after 0019_plan

Where an index held every service that is no copy, SQLite looked through them all by it to find a
few by their ids.
"""

from alembic import op
from sqlalchemy import text

revision = "0020_indexes_of_the_few"
down_revision = "0019_plan"
branch_labels = None
depends_on = None
COLUMNS = ("same_as", "feed_id")


def upgrade() -> None:
    for column in COLUMNS:
        few = text(f"{column} IS NOT NULL")
        op.drop_index(f"ix_service_{column}", "service")
        op.create_index(
            f"ix_service_{column}", "service", [column], sqlite_where=few, postgresql_where=few
        )


def downgrade() -> None:
    for column in COLUMNS:
        op.drop_index(f"ix_service_{column}", "service")
        op.create_index(f"ix_service_{column}", "service", [column])
