"""Suggestions about entries of feeds that an editor said are not right

Number: 0021_dropped_suggestion, after 0020_indexes_of_the_few
"""

import sqlalchemy as sa
from alembic import op

revision = "0021_dropped_suggestion"
down_revision = "0020_indexes_of_the_few"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "dropped_suggestion",
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("feed_id", sa.String(), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("decided_by", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["feed_id"], ["feed.id"], name=op.f("fk_dropped_suggestion_feed_id_feed")
        ),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_dropped_suggestion")),
    )
    op.create_index(op.f("ix_dropped_suggestion_feed_id"), "dropped_suggestion", ["feed_id"])


def downgrade() -> None:
    op.drop_table("dropped_suggestion")
