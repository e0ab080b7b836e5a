"""How good a feed or a directory file is: its form, its use to a referrer, what to mend."""
