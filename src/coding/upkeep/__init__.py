"""Upkeep of a district: beginning one, what its coders did, what a new codebook changes, a participant's withdrawal."""
