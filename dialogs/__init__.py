"""Exercises the agent: scripts, simulated users, batches, reports, terminal chat and the command line."""
