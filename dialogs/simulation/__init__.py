"""Many dialogues with simulated users, in words or in bulk, and what they were worth."""
