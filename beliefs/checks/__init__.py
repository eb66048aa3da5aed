"""Whether a domain makes sense: everything that takes two places to see."""
