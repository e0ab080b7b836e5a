"""Keeping the database in one file, putting it back, and moving it to another kind of database."""
