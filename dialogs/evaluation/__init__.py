"""Data that nobody here wrote: intents, replies, records of people."""
