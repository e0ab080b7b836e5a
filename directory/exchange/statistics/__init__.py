"""Published figures about children by area, read and checked: no web, no database."""
