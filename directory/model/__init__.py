"""The nouns of the directory: a service entry, its columns, status, ages, cost and areas."""
