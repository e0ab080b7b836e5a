"""Open Referral UK: how an entry is written in the standard form, read from it, and judged."""
