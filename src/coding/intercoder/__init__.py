"""Intercoder agreement: how far two persons code alike, and what both and the keywords miss."""
