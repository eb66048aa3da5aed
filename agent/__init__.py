"""Acts: local models, reading, wording, the LangGraph loop, sessions and audit."""
