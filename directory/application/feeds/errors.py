"""What stops a pull, in words for the directory team."""


class FeedError(Exception):
    """The feed cannot be read, or not be taken; the directory is as it was."""


class BusyError(FeedError):
    """Another pull of the same feed is at work; it goes on with what this one has staged."""

    def __init__(self) -> None:
        """Say it in words."""
        super().__init__("is being pulled by another command: this one leaves it to that")
