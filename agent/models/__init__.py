"""Local models: the sentence encoder, causal language models, and what keeps their work."""
