"""What a limit withholds, what would be safe instead, and what could still change it."""
