"""Decides: domain language, belief, information, values, arbitration and planning. Pure: no torch, no I/O but YAML."""
