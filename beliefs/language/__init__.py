"""The domain language: what a file may say, where it says it, and what it means when it does not."""
