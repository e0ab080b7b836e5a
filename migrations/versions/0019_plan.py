"""Plans of what to buy, kept under a name

Number: 0019_plan, after 0018_area_class
"""

import sqlalchemy as sa
from alembic import op

revision = "0019_plan"
down_revision = "0018_area_class"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "plan",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("asked", sa.Text(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("made_by", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan")),
        sa.UniqueConstraint("name", name=op.f("uq_plan_name")),
    )


def downgrade() -> None:
    op.drop_table("plan")
