"""Letters to services, watches, and what a report of a wrong entry hid

Number: 0016_assurance, after 0015_capacity
"""

import sqlalchemy as sa
from alembic import op

revision = "0016_assurance"
down_revision = "0015_capacity"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("service", sa.Column("taken_in_on", sa.Date(), nullable=True))
    op.execute(
        "UPDATE service SET taken_in_on = COALESCE("
        "(SELECT DATE(MIN(at)) FROM service_change WHERE service_id = service.id), "
        "DATE(changed_at), CURRENT_DATE)"
    )
    op.add_column("correction", sa.Column("visitor", sa.String(), nullable=True))
    op.add_column("correction", sa.Column("hid", sa.String(), nullable=True))
    op.create_table(
        "service_link",
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("service_id", sa.String(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("letter", sa.Integer(), nullable=False),
        sa.Column("made_on", sa.Date(), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["service_id"], ["service.id"], name=op.f("fk_service_link_service_id_service")
        ),
        sa.PrimaryKeyConstraint("digest", name=op.f("pk_service_link")),
        sa.UniqueConstraint(
            "service_id", "due_on", "letter", name=op.f("uq_service_link_service_id")
        ),
    )
    with op.batch_alter_table("service_link", schema=None) as batch_op:
        batch_op.create_index(op.f("ix_service_link_service_id"), ["service_id"], unique=False)

    op.create_table(
        "watch",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("what", sa.String(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("often", sa.String(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("seen_change", sa.Integer(), nullable=False),
        sa.Column("seen_on", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_watch_account_id_account")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_watch")),
        sa.UniqueConstraint("account_id", "what", "subject", name=op.f("uq_watch_account_id")),
    )
    with op.batch_alter_table("watch", schema=None) as batch_op:
        batch_op.create_index(op.f("ix_watch_account_id"), ["account_id"], unique=False)


def downgrade() -> None:
    op.drop_table("watch")
    op.drop_table("service_link")
    op.drop_column("correction", "hid")
    op.drop_column("correction", "visitor")
    op.drop_column("service", "taken_in_on")
