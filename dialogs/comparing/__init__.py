"""Several agents on the same users."""
