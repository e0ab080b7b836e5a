"""The child’s time: what opens, closes and must be asked for."""
