"""What a study has published, read and checked: its findings as claims, and where it puts whom in the network."""
