"""What the product does, once, for pages, the API and commands."""
