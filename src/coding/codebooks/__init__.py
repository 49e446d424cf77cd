"""Codebooks: indicators, their keywords and status cues, read from YAML and checked; what a district adds."""
