"""What a place of a service costs whoever pays for it

Number: 0013_cost_per_place, after 0012_feed_enrichment
"""

import sqlalchemy as sa
from alembic import op

revision = "0013_cost_per_place"
down_revision = "0012_feed_enrichment"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("service", sa.Column("cost_per_place", sa.Integer(), nullable=True))


def downgrade() -> None:
    op.drop_column("service", "cost_per_place")
