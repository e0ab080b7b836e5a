"""Figures about children by area, scenarios on paper, and counts of what was asked for

Number: 0005_figures, after 0004_corrections
"""

import sqlalchemy as sa
from alembic import op

revision = "0005_figures"
down_revision = "0004_corrections"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "figure_source",
        sa.Column("what", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("dated", sa.String(), nullable=False),
        sa.Column("licence", sa.String(), nullable=False),
        sa.Column("areas", sa.String(), nullable=False),
        sa.Column("is_sample", sa.Boolean(), nullable=False),
        sa.Column("taken_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("what", name=op.f("pk_figure_source")),
    )
    op.create_table(
        "population_area",
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=True),
        sa.Column("authority", sa.String(), nullable=False),
        sa.Column("ward", sa.String(), nullable=True),
        sa.Column("ward_name", sa.String(), nullable=True),
        sa.Column("easting", sa.Integer(), nullable=True),
        sa.Column("northing", sa.Integer(), nullable=True),
        sa.Column("children", sa.Text(), nullable=False),
        sa.Column("girls", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_population_area")),
    )
    op.create_index(op.f("ix_population_area_authority"), "population_area", ["authority"])
    op.create_table(
        "need_figure",
        sa.Column("authority", sa.String(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("measure", sa.String(), nullable=False),
        sa.Column("category", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=True),
        sa.Column("withheld", sa.String(), nullable=True),
        sa.PrimaryKeyConstraint(
            "authority", "year", "measure", "category", name=op.f("pk_need_figure")
        ),
    )
    op.create_table(
        "scenario",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("changes", sa.Text(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("made_by", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_scenario")),
        sa.UniqueConstraint("name", name=op.f("uq_scenario_name")),
    )
    op.create_table(
        "unmet_ask",
        sa.Column("recommendation", sa.String(), nullable=False),
        sa.Column("authority", sa.String(), nullable=False),
        sa.Column("month", sa.String(), nullable=False),
        sa.Column("found", sa.Boolean(), nullable=False),
        sa.Column("asks", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint(
            "recommendation", "authority", "month", "found", name=op.f("pk_unmet_ask")
        ),
    )


def downgrade() -> None:
    op.drop_table("unmet_ask")
    op.drop_table("scenario")
    op.drop_table("need_figure")
    op.drop_index(op.f("ix_population_area_authority"), table_name="population_area")
    op.drop_table("population_area")
    op.drop_table("figure_source")
