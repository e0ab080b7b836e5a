"""How deprived each small area is, and whether it is rural

Number: 0018_area_class, after 0017_watched_search
"""

import sqlalchemy as sa
from alembic import op

revision = "0018_area_class"
down_revision = "0017_watched_search"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "area_class",
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("tenth", sa.Integer(), nullable=False),
        sa.Column("rural", sa.Boolean(), nullable=True),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_area_class")),
    )


def downgrade() -> None:
    op.drop_table("area_class")
