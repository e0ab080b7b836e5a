"""`make bench-load`: many who ask at once, over 100,000 made-up services, as a nation would."""
