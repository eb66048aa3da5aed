"""What a reply to a question means: rules first, then rules, encoder and a small network weighed together.

It knows a question with its options, and neither the dialogue nor the domain. The files beside it are
what it was fitted on and to.
"""
