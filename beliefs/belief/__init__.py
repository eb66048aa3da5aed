"""The belief over what a user wants and over the facts, and what evidence does to it."""
