"""Outputs of a report, one file per output; each is a function from a `Report` to text or bytes."""
