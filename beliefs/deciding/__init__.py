"""One act, with its reasons: the policy over all the other rooms."""
