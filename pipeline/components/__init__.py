"""The spaCy components: each matches one label in a Doc's reading and sets its mentions there."""
