"""What is asked: forms made from the facts, one question alone, and where answers belong."""
