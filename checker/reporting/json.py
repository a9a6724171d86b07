"""The report as JSON, `plancheck.report/1`."""

from __future__ import annotations

from checker.report import Report


def render_json(report: Report) -> str:
    return report.to_json() + "\n"
