"""Findings: the coordination matrix, the claims of a source held against it, districts side by side."""
