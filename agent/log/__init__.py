"""What happened, written down as it happens, and what can be seen in it later."""
