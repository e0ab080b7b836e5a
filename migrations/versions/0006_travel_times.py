"""How long people of an area need to premises, by a table that somebody brings

Number: 0006_travel_times, after 0005_figures
"""

import sqlalchemy as sa
from alembic import op

revision = "0006_travel_times"
down_revision = "0005_figures"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "travel_time",
        sa.Column("area", sa.String(), nullable=False),
        sa.Column("postcode", sa.String(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("area", "postcode", name=op.f("pk_travel_time")),
    )


def downgrade() -> None:
    op.drop_table("travel_time")
