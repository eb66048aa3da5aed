"""Files that commands read and write, and the domains that come along."""
