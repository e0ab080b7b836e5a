"""Shares that a council sets for the steps from children to those who need something

Number: 0014_need_share, after 0013_cost_per_place
"""

import sqlalchemy as sa
from alembic import op

revision = "0014_need_share"
down_revision = "0013_cost_per_place"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "need_share",
        sa.Column("authority", sa.String(), nullable=False),
        sa.Column("step", sa.String(), nullable=False),
        sa.Column("low", sa.Double(), nullable=False),
        sa.Column("likely", sa.Double(), nullable=True),
        sa.Column("high", sa.Double(), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("dated", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("authority", "step", name=op.f("pk_need_share")),
    )


def downgrade() -> None:
    op.drop_table("need_share")
