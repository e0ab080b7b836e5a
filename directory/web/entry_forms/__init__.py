"""Forms of an entry, made of the table of columns, for every journey in which one is changed."""
