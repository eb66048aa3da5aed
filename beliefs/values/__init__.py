"""What responses are worth, whose values count, and which limits hold: from a belief to an order."""
