"""Statistics: intervals, elusion, calibration, tests; words and codes compared across informants and transcripts."""
