"""Suggestions: what the machine proposes for a segment, with the keyword, the cue and the reason."""
