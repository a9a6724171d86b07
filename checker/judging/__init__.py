"""Verdicts on duties: one file per kind of point; `judge` runs them over all units of a plan."""

from checker.judging.judge import judge

__all__ = ["judge"]
