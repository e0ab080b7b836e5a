"""In which version of the directory each service last changed, and which event made a version

Number: 0009_changed_in, after 0008_geocoded_addresses
"""

import sqlalchemy as sa
from alembic import op

revision = "0009_changed_in"
down_revision = "0008_geocoded_addresses"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # Whoever keeps an older version than this one reads every service anew.
    op.add_column(
        "service", sa.Column("changed_in", sa.BigInteger(), nullable=False, server_default="0")
    )
    op.execute("UPDATE service SET changed_in = (SELECT max(number) FROM directory_version)")
    op.create_index(op.f("ix_service_changed_in"), "service", ["changed_in"])
    op.add_column("audit_event", sa.Column("version", sa.BigInteger(), nullable=True))
    op.create_index(op.f("ix_audit_event_version"), "audit_event", ["version"])


def downgrade() -> None:
    op.drop_index(op.f("ix_audit_event_version"), table_name="audit_event")
    op.drop_column("audit_event", "version")
    op.drop_index(op.f("ix_service_changed_in"), table_name="service")
    op.drop_column("service", "changed_in")
