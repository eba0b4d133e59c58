"""Annotations in the formats of other tools: one file a format, with `write` and `read`, and their table."""
