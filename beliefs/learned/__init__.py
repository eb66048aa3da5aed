"""Domains that nobody wrote by hand: learned from records, or agreed on by ballots."""
