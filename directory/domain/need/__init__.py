"""How many children are likely to need something, whom services reach, and what to buy."""
