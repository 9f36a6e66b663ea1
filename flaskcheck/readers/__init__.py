"""Readers: one file a format, each a pure function from a source to facts."""
