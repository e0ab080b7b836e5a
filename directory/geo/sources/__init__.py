"""Read the postcode files that others publish; used to build the packed file, never to answer."""
