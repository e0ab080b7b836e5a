"""Feeds of other directories, what changed, and the full-text index

Number: 0002_exchange_and_search, after 0001_directory

The index is the database's own: FTS5 on SQLite and tsvector on PostgreSQL, each kept in step with
`service_words` by the database itself.
"""

import sqlalchemy as sa
from alembic import op

revision = "0002_exchange_and_search"
down_revision = "0001_directory"
branch_labels = None
depends_on = None

FTS5 = (
    """
    CREATE VIRTUAL TABLE service_fts USING fts5(
        name, rest, content='service_words', content_rowid='number', detail='column',
        prefix='4 5 6', tokenize="unicode61 remove_diacritics 0"
    )
    """,
    """
    CREATE TRIGGER service_words_in AFTER INSERT ON service_words BEGIN
        INSERT INTO service_fts(rowid, name, rest) VALUES (new.number, new.name, new.rest);
    END
    """,
    """
    CREATE TRIGGER service_words_out AFTER DELETE ON service_words BEGIN
        INSERT INTO service_fts(service_fts, rowid, name, rest)
        VALUES ('delete', old.number, old.name, old.rest);
    END
    """,
)
# Whole words, not what a parser makes of text: both databases then find the same. Words without
# places cannot be weighted, so those of the name stand apart.
TSVECTOR = (
    """
    ALTER TABLE service_words
        ADD COLUMN name_words tsvector GENERATED ALWAYS AS (
            array_to_tsvector(string_to_array(name, ' '))
        ) STORED,
        ADD COLUMN words tsvector GENERATED ALWAYS AS (
            array_to_tsvector(string_to_array(name, ' '))
            || array_to_tsvector(string_to_array(rest, ' '))
        ) STORED
    """,
    "CREATE INDEX ix_service_words_name_words ON service_words USING gin (name_words)",
    "CREATE INDEX ix_service_words_words ON service_words USING gin (words)",
)


def upgrade() -> None:
    op.create_table(
        "feed",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=True),
        sa.Column("version", sa.String(), nullable=True),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("tried_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("pulled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("outcome", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_feed")),
    )
    with op.batch_alter_table("service") as service:
        service.add_column(sa.Column("feed_id", sa.String(), nullable=True))
        service.add_column(sa.Column("remote_id", sa.String(), nullable=True))
        service.add_column(sa.Column("vendor", sa.Text(), nullable=True))
        service.add_column(sa.Column("same_as", sa.String(), nullable=True))
        service.add_column(sa.Column("changed_at", sa.DateTime(timezone=True), nullable=True))
        service.create_index(op.f("ix_service_feed_id"), ["feed_id"])
        service.create_index(op.f("ix_service_same_as"), ["same_as"])
        service.create_foreign_key(op.f("fk_service_feed_id_feed"), "feed", ["feed_id"], ["id"])
        service.create_foreign_key(
            op.f("fk_service_same_as_service"), "service", ["same_as"], ["id"]
        )
    op.create_table(
        "service_change",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("service_id", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("what", sa.String(), nullable=False),
        sa.Column("columns", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["service_id"], ["service.id"], name=op.f("fk_service_change_service_id_service")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_service_change")),
    )
    op.create_index(op.f("ix_service_change_service_id"), "service_change", ["service_id"])
    op.create_index(op.f("ix_service_change_at"), "service_change", ["at"])
    op.create_table(
        "service_words",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("service_id", sa.String(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("rest", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["service_id"], ["service.id"], name=op.f("fk_service_words_service_id_service")
        ),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_service_words")),
        sa.UniqueConstraint("service_id", name=op.f("uq_service_words_service_id")),
    )
    for statement in _index():
        op.execute(statement)


def downgrade() -> None:
    if op.get_context().dialect.name == "sqlite":
        op.execute("DROP TABLE service_fts")
    op.drop_table("service_words")
    op.drop_index(op.f("ix_service_change_at"), table_name="service_change")
    op.drop_index(op.f("ix_service_change_service_id"), table_name="service_change")
    op.drop_table("service_change")
    with op.batch_alter_table("service") as service:
        service.drop_constraint(op.f("fk_service_same_as_service"), type_="foreignkey")
        service.drop_constraint(op.f("fk_service_feed_id_feed"), type_="foreignkey")
        service.drop_index(op.f("ix_service_same_as"))
        service.drop_index(op.f("ix_service_feed_id"))
        for column in ("changed_at", "same_as", "vendor", "remote_id", "feed_id"):
            service.drop_column(column)
    op.drop_table("feed")


def _index() -> tuple[str, ...]:
    return FTS5 if op.get_context().dialect.name == "sqlite" else TSVECTOR
