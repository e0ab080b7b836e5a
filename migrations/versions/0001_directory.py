"""The directory: organisations, services, venues, areas, criteria

Number: 0001_directory, after None
"""

import sqlalchemy as sa
from alembic import op

revision = "0001_directory"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "audit_event",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor", sa.String(), nullable=False),
        sa.Column("action", sa.String(), nullable=False),
        sa.Column("detail", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit_event")),
    )
    version = op.create_table(
        "directory_version",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_directory_version")),
    )
    op.bulk_insert(version, [{"id": 1, "number": 0}])
    op.create_table(
        "organisation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("number", sa.String(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_organisation")),
    )
    op.create_index("uq_organisation_name_number", "organisation", ["name", "number"], unique=True)

    op.create_table(
        "service",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("programme", sa.String(), nullable=True),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("description", sa.Text(), nullable=True),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=True),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("age_from_months", sa.Integer(), nullable=True),
        sa.Column("age_under_months", sa.Integer(), nullable=True),
        sa.Column("eligibility_note", sa.Text(), nullable=True),
        sa.Column("delivery", sa.String(), nullable=False),
        sa.Column("referral_routes", sa.String(), nullable=False),
        sa.Column("referral_note", sa.Text(), nullable=True),
        sa.Column("phone", sa.String(), nullable=True),
        sa.Column("email", sa.String(), nullable=True),
        sa.Column("url", sa.String(), nullable=True),
        sa.Column("cost", sa.String(), nullable=True),
        sa.Column("waiting_weeks", sa.Integer(), nullable=True),
        sa.Column("waiting_as_of", sa.Date(), nullable=True),
        sa.Column("places_per_year", sa.Integer(), nullable=True),
        sa.Column("languages", sa.String(), nullable=False),
        sa.Column("accessibility", sa.String(), nullable=False),
        sa.Column("trained_staff", sa.Integer(), nullable=True),
        sa.Column("accreditation", sa.String(), nullable=True),
        sa.Column("accreditation_expires", sa.Date(), nullable=True),
        sa.Column("weeks", sa.Integer(), nullable=True),
        sa.Column("sessions", sa.Integer(), nullable=True),
        sa.Column("on_call", sa.Boolean(), nullable=True),
        sa.Column("assured_on", sa.Date(), nullable=True),
        sa.Column("assured_by", sa.String(), nullable=True),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("is_sample", sa.Boolean(), nullable=False),
        sa.Column("gone_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisation.id"],
            name=op.f("fk_service_organisation_id_organisation"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_service")),
    )
    op.create_index(op.f("ix_service_kind"), "service", ["kind"], unique=False)
    op.create_index(
        op.f("ix_service_organisation_id"), "service", ["organisation_id"], unique=False
    )
    op.create_index(op.f("ix_service_programme"), "service", ["programme"], unique=False)

    op.create_table(
        "criterion",
        sa.Column("service_id", sa.String(), nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("fact", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["service_id"], ["service.id"], name=op.f("fk_criterion_service_id_service")
        ),
        sa.PrimaryKeyConstraint("service_id", "role", "position", name=op.f("pk_criterion")),
    )
    op.create_table(
        "service_area",
        sa.Column("service_id", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["service_id"], ["service.id"], name=op.f("fk_service_area_service_id_service")
        ),
        sa.PrimaryKeyConstraint("service_id", "position", name=op.f("pk_service_area")),
    )
    op.create_index(op.f("ix_service_area_code"), "service_area", ["code"], unique=False)

    op.create_table(
        "venue",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("service_id", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=True),
        sa.Column("address", sa.String(), nullable=True),
        sa.Column("postcode", sa.String(), nullable=True),
        sa.Column("hide_address", sa.Boolean(), nullable=True),
        sa.Column("easting", sa.Integer(), nullable=True),
        sa.Column("northing", sa.Integer(), nullable=True),
        sa.Column("authority", sa.String(), nullable=True),
        sa.Column("located_by", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(
            ["service_id"], ["service.id"], name=op.f("fk_venue_service_id_service")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_venue")),
    )
    op.create_index("ix_venue_grid", "venue", ["easting", "northing"], unique=False)
    op.create_index(op.f("ix_venue_service_id"), "venue", ["service_id"], unique=False)


def downgrade() -> None:
    op.drop_index(op.f("ix_venue_service_id"), table_name="venue")
    op.drop_index("ix_venue_grid", table_name="venue")

    op.drop_table("venue")
    op.drop_index(op.f("ix_service_area_code"), table_name="service_area")

    op.drop_table("service_area")
    op.drop_table("criterion")
    op.drop_index(op.f("ix_service_programme"), table_name="service")
    op.drop_index(op.f("ix_service_organisation_id"), table_name="service")
    op.drop_index(op.f("ix_service_kind"), table_name="service")

    op.drop_table("service")
    op.drop_index("uq_organisation_name_number", table_name="organisation")

    op.drop_table("organisation")
    op.drop_table("directory_version")
    op.drop_table("audit_event")
