"""Scripted dialogues: their language, playing them, and making them of what took place."""
