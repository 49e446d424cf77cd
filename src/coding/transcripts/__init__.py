"""Transcripts: files as people have them → canonical text → turns of speakers → segments, and what consent allows."""
