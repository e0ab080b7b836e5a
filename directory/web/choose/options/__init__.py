"""One option in full: its services beside what is recommended, and the worker’s judgement."""
