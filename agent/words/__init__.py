"""What people's words mean, by rules: amounts, yes and no, options, persons, what is taken back.

Text goes in, plain findings come out. It knows no model, no belief and no dialogue; each module says
which words are its own.
"""
