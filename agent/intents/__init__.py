"""Which intent a vector of a message speaks for: a calibrated head on the domain's examples, and what is none of them.

It knows examples and vectors, and neither domains nor dialogues.
"""
