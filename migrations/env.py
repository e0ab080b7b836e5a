"""How Alembic reaches the tables: through the connection it is given, or DATABASE_URL."""

import os

from alembic import context
from sqlalchemy import Connection

from directory.infrastructure import settings
from directory.storage import Base
from directory.storage.engine import engine_for
from directory.storage.migrations import changing, is_described


def _migrate(connection: Connection) -> None:
    context.configure(
        connection=connection,
        target_metadata=Base.metadata,
        compare_type=True,
        include_name=is_described,
        render_as_batch=connection.dialect.name == "sqlite",
    )
    with context.begin_transaction():
        context.run_migrations()


given = context.config.attributes.get("connection")
if given is not None:
    _migrate(given)
else:
    with changing(engine_for(settings.read(os.environ).database_url)) as opened:
        _migrate(opened)
