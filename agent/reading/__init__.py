"""From a message to what was heard: the readers, and what they have in common."""
