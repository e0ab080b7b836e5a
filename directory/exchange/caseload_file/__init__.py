"""Reading a council's caseload extract, one row a child, into columns for the matcher.

Pure: no web, no database, no clock. Nothing of a file is kept but what a fact asks, and no message
repeats what stands in a cell: a cell that was shifted may hold a name.
"""
