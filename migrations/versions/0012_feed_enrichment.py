"""What this directory adds to a feed: meanings of terms, overlays, contacts that were in doubt

Number: 0012_feed_enrichment, after 0011_accounts
"""

import sqlalchemy as sa
from alembic import op

revision = "0012_feed_enrichment"
down_revision = "0011_accounts"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "feed_rule",
        sa.Column("feed_id", sa.String(), nullable=False),
        sa.Column("what", sa.String(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=True),
        sa.Column("programme", sa.String(), nullable=True),
        sa.Column("area", sa.String(), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("decided_by", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["feed_id"], ["feed.id"], name=op.f("fk_feed_rule_feed_id_feed")),
        sa.PrimaryKeyConstraint("feed_id", "what", "key", name=op.f("pk_feed_rule")),
    )
    op.create_table(
        "entry_overlay",
        sa.Column("service_id", sa.String(), nullable=False),
        sa.Column("column", sa.String(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("decided_by", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("service_id", "column", name=op.f("pk_entry_overlay")),
    )
    op.create_table(
        "feed_stated",
        sa.Column("service_id", sa.String(), nullable=False),
        sa.Column("column", sa.String(), nullable=False),
        sa.Column("feed_id", sa.String(), nullable=False),
        sa.Column("stated", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["feed_id"], ["feed.id"], name=op.f("fk_feed_stated_feed_id_feed")),
        sa.PrimaryKeyConstraint("service_id", "column", name=op.f("pk_feed_stated")),
    )
    op.create_index(op.f("ix_feed_stated_feed_id"), "feed_stated", ["feed_id"])
    op.create_table(
        "feed_contact",
        sa.Column("feed_id", sa.String(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("is_group", sa.Boolean(), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("decided_by", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["feed_id"], ["feed.id"], name=op.f("fk_feed_contact_feed_id_feed")
        ),
        sa.PrimaryKeyConstraint("feed_id", "code", name=op.f("pk_feed_contact")),
    )


def downgrade() -> None:
    for table in ("feed_contact", "feed_stated", "entry_overlay", "feed_rule"):
        op.drop_table(table)
