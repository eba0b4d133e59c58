"""A run as a page: its documents, what they name, and when, where and with whom."""
