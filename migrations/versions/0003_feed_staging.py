"""What is staged of a feed before it is taken in, its problems, and services that are not the same

Number: 0003_feed_staging, after 0002_exchange_and_search
"""

import sqlalchemy as sa
from alembic import op

revision = "0003_feed_staging"
down_revision = "0002_exchange_and_search"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "feed_pull",
        sa.Column("feed_id", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("next_page", sa.Integer(), nullable=False),
        sa.Column("last_page", sa.String(), nullable=True),
        sa.Column("is_listed", sa.Boolean(), nullable=False),
        sa.Column("is_finished", sa.Boolean(), nullable=False),
        sa.Column("problems", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["feed_id"], ["feed.id"], name=op.f("fk_feed_pull_feed_id_feed")),
        sa.PrimaryKeyConstraint("feed_id", name=op.f("pk_feed_pull")),
    )
    op.create_table(
        "feed_record",
        sa.Column("feed_id", sa.String(), nullable=False),
        sa.Column("remote_id", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("listed_in", sa.Integer(), nullable=False),
        sa.Column("read_in", sa.Integer(), nullable=False),
        sa.Column("listed", sa.Text(), nullable=False),
        sa.Column("document", sa.Text(), nullable=True),
        sa.Column("etag", sa.String(), nullable=True),
        sa.Column("notes", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["feed_id"], ["feed.id"], name=op.f("fk_feed_record_feed_id_feed")),
        sa.PrimaryKeyConstraint("feed_id", "remote_id", name=op.f("pk_feed_record")),
    )
    op.create_table(
        "feed_problem",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("feed_id", sa.String(), nullable=False),
        sa.Column("record", sa.String(), nullable=False),
        sa.Column("field", sa.String(), nullable=False),
        sa.Column("found", sa.String(), nullable=False),
        sa.Column("became", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["feed_id"], ["feed.id"], name=op.f("fk_feed_problem_feed_id_feed")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_feed_problem")),
    )
    op.create_index(op.f("ix_feed_problem_feed_id"), "feed_problem", ["feed_id"])
    op.create_table(
        "different_services",
        sa.Column("service_id", sa.String(), nullable=False),
        sa.Column("other_id", sa.String(), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("decided_by", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["service_id"], ["service.id"], name=op.f("fk_different_services_service_id_service")
        ),
        sa.ForeignKeyConstraint(
            ["other_id"], ["service.id"], name=op.f("fk_different_services_other_id_service")
        ),
        sa.PrimaryKeyConstraint("service_id", "other_id", name=op.f("pk_different_services")),
    )


def downgrade() -> None:
    op.drop_table("different_services")
    op.drop_index(op.f("ix_feed_problem_feed_id"), table_name="feed_problem")
    op.drop_table("feed_problem")
    op.drop_table("feed_record")
    op.drop_table("feed_pull")
