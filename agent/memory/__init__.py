"""From what was heard to the ledger: which word stands when several were said."""
