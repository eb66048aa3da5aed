"""What words say to a question: which of its answers they give, which they leave open, which they take back.

Rules only: it knows a question with its options, and no model, no domain and no dialogue.
"""
