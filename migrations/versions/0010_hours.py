"""When the telephone of a service is answered

Number: 0010_hours, after 0009_changed_in
"""

import sqlalchemy as sa
from alembic import op

revision = "0010_hours"
down_revision = "0009_changed_in"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("service", sa.Column("hours", sa.Text(), nullable=True))


def downgrade() -> None:
    op.drop_column("service", "hours")
