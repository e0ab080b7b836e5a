"""Whether a service has places now

Number: 0015_capacity, after 0014_need_share
"""

import sqlalchemy as sa
from alembic import op

revision = "0015_capacity"
down_revision = "0014_need_share"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("service", sa.Column("capacity", sa.String(), nullable=True))


def downgrade() -> None:
    op.drop_column("service", "capacity")
