"""One page about a simulation or the edge suite."""
