"""What a user may always do, whatever the policy would rather, and what a person at the desk may do."""
