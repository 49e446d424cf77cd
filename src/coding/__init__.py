"""Keyword-assisted qualitative coding: the machine suggests and shows why, a person decides.

Data flows one way: transcripts → segments → suggestions → decisions → codings → tables and figures → paper.
"""

__version__ = "0.1.0"
