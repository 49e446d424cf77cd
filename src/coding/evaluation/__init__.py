"""Evaluation of the suggestions: how well they meet what persons coded, beside plainer methods."""
