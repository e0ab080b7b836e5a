"""What people tell of entries that are wrong

Number: 0004_corrections, after 0003_feed_staging
"""

import sqlalchemy as sa
from alembic import op

revision = "0004_corrections"
down_revision = "0003_feed_staging"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "correction",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("service_id", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("what", sa.String(), nullable=False),
        sa.Column("text", sa.Text(), nullable=True),
        sa.Column("role", sa.String(), nullable=True),
        sa.Column("settled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("settled_by", sa.String(), nullable=True),
        sa.Column("outcome", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(
            ["service_id"], ["service.id"], name=op.f("fk_correction_service_id_service")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_correction")),
    )
    op.create_index(op.f("ix_correction_service_id"), "correction", ["service_id"])


def downgrade() -> None:
    op.drop_index(op.f("ix_correction_service_id"), table_name="correction")
    op.drop_table("correction")
