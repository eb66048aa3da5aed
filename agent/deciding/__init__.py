"""From the ledger to a reply: asks the policy, and puts its choice into words."""
