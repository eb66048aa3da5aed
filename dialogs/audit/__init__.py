"""What was logged: health, incidents, decisions made again, data for training others."""
