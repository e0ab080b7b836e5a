"""What is said of one service, in words."""
