"""Outputs of a report: one file per form."""
