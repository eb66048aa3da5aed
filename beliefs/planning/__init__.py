"""When a question is worth its cost, and which one: planners over a flat, finite problem."""
