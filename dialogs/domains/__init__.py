"""Commands about a domain file: begin it, check it, explain a decision of it."""
