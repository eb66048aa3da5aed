"""The terminal chat: lines in, turns out, and what can be seen of the belief."""
