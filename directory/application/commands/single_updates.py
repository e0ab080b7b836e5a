"""Updates that one of several may make: who is first has it, by one statement of the database."""

from typing import Any

from sqlalchemy import Update
from sqlalchemy.engine import CursorResult
from sqlalchemy.orm import Session


def changes_one(session: Session, statement: Update) -> bool:
    """Run an update whose condition lets one of several through; say whether it was us.

    The condition is for the database alone: what is in memory is read anew after the commit.
    """
    done: Any = session.execute(statement, execution_options={"synchronize_session": False})
    assert isinstance(done, CursorResult)
    return done.rowcount == 1
