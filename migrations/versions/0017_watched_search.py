"""What a watched search found when it was last told

Number: 0017_watched_search, after 0016_assurance
"""

import sqlalchemy as sa
from alembic import op

revision = "0017_watched_search"
down_revision = "0016_assurance"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("watch", sa.Column("found", sa.JSON(), nullable=True))


def downgrade() -> None:
    op.execute("DELETE FROM watch WHERE what = 'search'")  # not known before
    op.drop_column("watch", "found")
