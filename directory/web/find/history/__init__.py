"""What happened to services: which events there are, how they are made, and how they are told."""
