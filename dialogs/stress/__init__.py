"""The edge suite: cases with verdicts, played under several policies."""
