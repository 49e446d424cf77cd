"""Districts: who speaks for whom in which transcripts, checked as a whole, and the stakeholders they tell of."""
