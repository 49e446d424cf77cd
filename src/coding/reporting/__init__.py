"""Reporting: tables, figures and numbers as files, each with its caption, its source and what made it."""
