"""What stops a pull, in words for the directory team."""


class FeedError(Exception):
    """The feed cannot be read, or not be taken; the directory is as it was."""
