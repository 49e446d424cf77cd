"""Decisions: what persons decided, as append-only logs; their replay, and the codings that stand after it."""
