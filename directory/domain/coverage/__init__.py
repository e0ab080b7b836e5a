"""Which children have a suitable service within reach, and what would change that."""
