"""The directory file that a council edits: read, checked, compared and written again."""
