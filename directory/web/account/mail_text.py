"""What e-mails about an account say, each as its subject and its text."""

from directory.model.roles import ROLE_MEANINGS
from directory.storage import Account


def invitation_text(account: Account, address: str) -> tuple[str, str]:
    """Return the invitation to an account; `address` is the link that sets the first password."""
    return (
        "Your Waymark account",
        f"Hello {account.name},\n\n"
        f"You have been invited to Waymark, the directory of local support for families, as a "
        f"{account.role}: {ROLE_MEANINGS[account.acts_as]}.\n\n"
        f"Choose your password here within 7 days:\n{address}\n\n"
        "If you did not expect this, ignore it: nothing happens until the link is used.\n",
    )


def reset_text(account: Account, address: str) -> tuple[str, str]:
    """Return the answer to a forgotten password; `address` is the link that sets a new one."""
    return (
        "A new password for Waymark",
        f"Hello {account.name},\n\n"
        f"Choose a new password here within an hour:\n{address}\n\n"
        "If you did not ask for this, ignore it: your password stays as it is.\n",
    )
