"""Finding venues by their addresses with an online geocoder, where an administrator names one.

This is the one part of Waymark that sends an address anywhere. It reads venues from the directory
and nothing else; that it can reach no family, and that nothing but the command line can reach it,
is among the import contracts.
"""
