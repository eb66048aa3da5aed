"""Where dialogues are kept: SQLite or Postgres, one writer at a time."""
