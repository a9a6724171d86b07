"""The checking of emergency plans: reading → facts → judging → reporting."""

__version__ = "0.1.0"
