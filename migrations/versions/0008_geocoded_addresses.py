"""What an online geocoder answered about the addresses of venues

Number: 0008_geocoded_addresses, after 0007_change_values
"""

import sqlalchemy as sa
from alembic import op

revision = "0008_geocoded_addresses"
down_revision = "0007_change_values"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "geocoded_address",
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("credit", sa.String(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("easting", sa.Integer(), nullable=True),
        sa.Column("northing", sa.Integer(), nullable=True),
        sa.Column("authority", sa.String(), nullable=True),
        sa.Column("error_m", sa.Integer(), nullable=True),
        sa.Column("found_as", sa.Text(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("address", name=op.f("pk_geocoded_address")),
    )


def downgrade() -> None:
    op.drop_table("geocoded_address")
