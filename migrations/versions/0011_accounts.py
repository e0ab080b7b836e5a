"""Accounts, mail that waits, and every version of an entry

Number: 0011_accounts, after 0010_hours
"""

import sqlalchemy as sa
from alembic import op

revision = "0011_accounts"
down_revision = "0010_hours"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "account",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("email", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("password_hash", sa.String(), nullable=True),
        sa.Column("code_secret", sa.String(), nullable=True),
        sa.Column("code_step", sa.Integer(), nullable=False),
        sa.Column("subject", sa.String(), nullable=True),
        sa.Column("session_number", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("signed_in_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("is_demonstration", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_account")),
        sa.UniqueConstraint("email", name=op.f("uq_account_email")),
        sa.UniqueConstraint("subject", name=op.f("uq_account_subject")),
    )
    op.create_table(
        "sign_in_failure",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sign_in_failure")),
    )
    with op.batch_alter_table("sign_in_failure", schema=None) as batch_op:
        batch_op.create_index(op.f("ix_sign_in_failure_at"), ["at"], unique=False)
        batch_op.create_index(op.f("ix_sign_in_failure_key"), ["key"], unique=False)

    op.create_table(
        "account_link",
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("purpose", sa.String(), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_account_link_account_id_account")
        ),
        sa.PrimaryKeyConstraint("digest", name=op.f("pk_account_link")),
    )
    with op.batch_alter_table("account_link", schema=None) as batch_op:
        batch_op.create_index(op.f("ix_account_link_account_id"), ["account_id"], unique=False)

    op.create_table(
        "account_organisation",
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_account_organisation_account_id_account")
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisation.id"],
            name=op.f("fk_account_organisation_organisation_id_organisation"),
        ),
        sa.PrimaryKeyConstraint(
            "account_id", "organisation_id", name=op.f("pk_account_organisation")
        ),
    )
    op.create_table(
        "outgoing_mail",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("recipient", sa.String(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=True),
        sa.Column("queued_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("next_try_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("failure", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_outgoing_mail_account_id_account")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outgoing_mail")),
        sa.UniqueConstraint("key", name=op.f("uq_outgoing_mail_key")),
    )
    with op.batch_alter_table("outgoing_mail", schema=None) as batch_op:
        batch_op.create_index(op.f("ix_outgoing_mail_account_id"), ["account_id"], unique=False)
        batch_op.create_index(op.f("ix_outgoing_mail_next_try_at"), ["next_try_at"], unique=False)

    op.create_table(
        "proposed_change",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("service_id", sa.String(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=True),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("based_on", sa.BigInteger(), nullable=False),
        sa.Column("cells", sa.JSON(), nullable=False),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("outcome", sa.String(), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("decided_by", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_proposed_change_account_id_account")
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisation.id"],
            name=op.f("fk_proposed_change_organisation_id_organisation"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_proposed_change")),
    )
    with op.batch_alter_table("proposed_change", schema=None) as batch_op:
        batch_op.create_index(op.f("ix_proposed_change_account_id"), ["account_id"], unique=False)
        batch_op.create_index(
            op.f("ix_proposed_change_organisation_id"), ["organisation_id"], unique=False
        )
        batch_op.create_index(op.f("ix_proposed_change_service_id"), ["service_id"], unique=False)

    op.create_table(
        "service_version",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("service_id", sa.String(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor", sa.String(), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("before", sa.JSON(), nullable=False),
        sa.Column("after", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["service_id"], ["service.id"], name=op.f("fk_service_version_service_id_service")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_service_version")),
    )
    with op.batch_alter_table("service_version", schema=None) as batch_op:
        batch_op.create_index("ix_service_version_service", ["service_id", "version"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("service_version", schema=None) as batch_op:
        batch_op.drop_index("ix_service_version_service")

    op.drop_table("service_version")
    with op.batch_alter_table("proposed_change", schema=None) as batch_op:
        batch_op.drop_index(op.f("ix_proposed_change_service_id"))
        batch_op.drop_index(op.f("ix_proposed_change_organisation_id"))
        batch_op.drop_index(op.f("ix_proposed_change_account_id"))

    op.drop_table("proposed_change")
    with op.batch_alter_table("outgoing_mail", schema=None) as batch_op:
        batch_op.drop_index(op.f("ix_outgoing_mail_next_try_at"))
        batch_op.drop_index(op.f("ix_outgoing_mail_account_id"))

    op.drop_table("outgoing_mail")
    op.drop_table("account_organisation")
    with op.batch_alter_table("account_link", schema=None) as batch_op:
        batch_op.drop_index(op.f("ix_account_link_account_id"))

    op.drop_table("account_link")
    with op.batch_alter_table("sign_in_failure", schema=None) as batch_op:
        batch_op.drop_index(op.f("ix_sign_in_failure_key"))
        batch_op.drop_index(op.f("ix_sign_in_failure_at"))

    op.drop_table("sign_in_failure")
    op.drop_table("account")
