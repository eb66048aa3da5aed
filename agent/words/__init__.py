"""What people's words mean by themselves: what a message does, yes and no, persons, what is taken back.

Text goes in, plain findings come out. It knows no question, no model, no belief and no dialogue; each module says
which words are its own.
"""
