"""Changes to the directory on paper, and what each would do."""
