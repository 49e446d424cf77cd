"""The supervisor: every fault of a district's inputs, and what is worth a second look, in words that help."""
