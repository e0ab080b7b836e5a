"""What an account is for, and so what it may do: docs/accounts.md has the table."""

from collections.abc import Mapping
from enum import StrEnum


class AccountRole(StrEnum):
    """The one role of an account."""

    READER = "reader"
    PRACTITIONER = "practitioner"
    PROVIDER = "provider"
    EDITOR = "editor"
    COMMISSIONER = "commissioner"
    ADMINISTRATOR = "administrator"


ROLE_MEANINGS: Mapping[AccountRole, str] = {
    AccountRole.READER: "reads the directory and the knowledge",
    AccountRole.PRACTITIONER: "works with families: matches, and makes sheets and case notes",
    AccountRole.PROVIDER: "keeps the entries of their own organisations",
    AccountRole.EDITOR: "keeps the directory: every entry, approvals, checks and feeds",
    AccountRole.COMMISSIONER: "looks for gaps: caseloads, scenarios, and what was not found",
    AccountRole.ADMINISTRATOR: "all of these, and accounts",
}
NEEDS_CODE = frozenset({AccountRole.EDITOR, AccountRole.ADMINISTRATOR})
"""Who signs in with a one-time code beside the password: they can change what families are told."""
EVERYONE = frozenset(AccountRole)
DIRECTORY_TEAM = frozenset({AccountRole.EDITOR, AccountRole.ADMINISTRATOR})
KEEPERS = DIRECTORY_TEAM | {AccountRole.PROVIDER}
"""Who changes entries; a provider's changes may wait for an editor."""
PLANNERS = DIRECTORY_TEAM | {AccountRole.COMMISSIONER}
"""Who sees what a whole council asks for and plans."""
ADMINISTRATORS = frozenset({AccountRole.ADMINISTRATOR})
