"""`waymark account`: the first administrator, and what must work while nobody can sign in."""

import click
from sqlalchemy import select
from sqlalchemy.orm import Session

from directory.application.commands.account_links import make_link
from directory.application.commands.accounts import (
    AccountExistsError,
    LastAdministratorError,
    account_of,
    add_account,
    close_account,
    delete_unused,
    set_code_secret,
)
from directory.cli.errors import settings_or_stop, stop
from directory.cli.resources import session_or_stop
from directory.infrastructure.clock import now
from directory.model.roles import AccountRole
from directory.storage import Account

actor_option = click.option("--actor", required=True, help="Who does this, by role.")


@click.group()
def account() -> None:
    """Add people who sign in, and help those who cannot."""


@account.command()
@click.argument("email")
@click.option("--name", required=True, help="What the person is called.")
@click.option("--role", required=True, type=click.Choice([*AccountRole]))
@actor_option
def add(email: str, name: str, role: str, actor: str) -> None:
    """Add an account, and print the link that sets its password; the link works for 7 days."""
    settings = settings_or_stop()
    with session_or_stop(settings) as session:
        try:
            made = add_account(
                session, email=email, name=name, role=AccountRole(role), actor=actor, now=now()
            )
        except AccountExistsError:
            stop([f"{email}: there is an account of this e-mail address already"])
        secret = make_link(session, made, "invite", now())
    click.echo(f"{settings.mail.site}/account/link/{secret}")


@account.command("list")
def list_() -> None:
    """List every account."""
    with session_or_stop(settings_or_stop()) as session:
        for each in session.scalars(select(Account).order_by(Account.id)):
            closed = ", closed" if each.closed_at else ""
            click.echo(f"{each.id}: {each.email}, {each.role}{closed}")


@account.command()
@click.argument("email")
@actor_option
def close(email: str, actor: str) -> None:
    """Close an account at once: it is signed out everywhere, and signs in no more."""
    with session_or_stop(settings_or_stop()) as session:
        try:
            close_account(session, _account(session, email), actor=actor, now=now())
        except LastAdministratorError:
            stop([f"{email} is the last administrator: add another one first"])
    click.echo(f"Closed: {email}")


@account.command("reset-codes")
@click.argument("email")
@actor_option
def reset_codes(email: str, actor: str) -> None:
    """Let somebody whose telephone is lost set up one-time codes again."""
    with session_or_stop(settings_or_stop()) as session:
        set_code_secret(session, _account(session, email), None, actor=actor, now=now())
    click.echo(f"{email} sets up codes again at the next sign-in")


@account.command("delete-unused")
@actor_option
def delete_unused_(actor: str) -> None:
    """Delete every account that nobody used for two years."""
    with session_or_stop(settings_or_stop()) as session:
        deleted = delete_unused(session, actor=actor, now=now())
    click.echo(f"Deleted: {len(deleted)}")


def _account(session: Session, email: str) -> Account:
    return account_of(session, email) or stop([f"{email}: there is no such account"])
