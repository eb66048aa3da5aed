"""What is known of one dialogue, as plain JSON: its events, what was heard, the ledger, the decision."""
