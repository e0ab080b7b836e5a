"""Finding services by what they state: words, filters, nearness and when they were checked."""
