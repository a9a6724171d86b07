"""Verdicts on duties: one file per kind of point."""
