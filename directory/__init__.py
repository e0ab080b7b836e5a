"""The shell of Waymark: database, journeys and commands around the matcher."""
