"""Every change of the directory; each takes who and when, and leaves an audit event."""
