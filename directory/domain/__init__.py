"""Rules about local services: whom they take, how they are found, whom they reach."""
