"""Keep or let go: the record as a page, a PDF and text, and the file that can be opened again."""
