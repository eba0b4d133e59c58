"""glaneur: records of organisations, resolutions, dates and figures out of French institutional texts."""

__version__ = "0.1.0"
