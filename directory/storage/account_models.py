"""Accounts of people who work with the directory. Nothing about a family is ever kept with one."""

from datetime import datetime

from sqlalchemy import DateTime, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from directory.model.roles import AccountRole
from directory.storage.base import Base


class Account(Base):
    """A person who signs in: by a password of ours, or by the council's identity provider."""

    __tablename__ = "account"

    id: Mapped[int] = mapped_column(primary_key=True)
    email: Mapped[str] = mapped_column(String, unique=True)
    """In small letters: an address is the same however it is typed."""
    name: Mapped[str]
    role: Mapped[str]
    """One of directory.model.roles.AccountRole."""
    password_hash: Mapped[str | None]
    """As argon2 writes it; None for who has set none, or signs in elsewhere."""
    code_secret: Mapped[str | None]
    """The sealed secret of one-time codes; None until the person has set codes up."""
    code_step: Mapped[int] = mapped_column(default=0)
    """The time step of the last code that was taken: none is taken twice."""
    subject: Mapped[str | None] = mapped_column(String, unique=True)
    """Who this is to the identity provider: its address and its id there."""
    session_number: Mapped[int] = mapped_column(default=1)
    """Counted on to end every session of this account at once."""
    created_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    signed_in_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    """When last, to the day: for the administrator's list, and to delete what nobody uses."""
    closed_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    """When the account was closed; it then signs in no more."""
    is_demonstration: Mapped[bool] = mapped_column(default=False)
    """Made by a press of the development page; never one of a real directory."""

    organisations: Mapped[list["AccountOrganisation"]] = relationship(cascade="all, delete-orphan")

    @property
    def acts_as(self) -> AccountRole:
        """Return the role."""
        return AccountRole(self.role)

    @property
    def organisation_ids(self) -> frozenset[int]:
        """Return the organisations whose entries a provider keeps."""
        return frozenset(each.organisation_id for each in self.organisations)

    @property
    def actor(self) -> str:
        """Return who this is in the audit trail, which holds no names."""
        return f"{self.role} {self.id}"


class AccountOrganisation(Base):
    """An organisation whose entries a provider keeps."""

    __tablename__ = "account_organisation"

    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"), primary_key=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"), primary_key=True)


class AccountLink(Base):
    """A link that was sent by e-mail: it opens one page once, until it expires."""

    __tablename__ = "account_link"

    digest: Mapped[str] = mapped_column(String, primary_key=True)
    """Of the secret in the link; the secret itself is kept nowhere."""
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"), index=True)
    purpose: Mapped[str]
    """One of directory.application.commands.account_links.PURPOSES."""
    expires_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    used_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))


class SignInFailure(Base):
    """A failed try, kept for a quarter of an hour, to slow down whoever guesses."""

    __tablename__ = "sign_in_failure"

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String, index=True)
    """A digest of what was tried: an e-mail address, or where the try came from."""
    at: Mapped[datetime] = mapped_column(DateTime(timezone=True), index=True)
