"""The overview of many plans as one HTML file that needs nothing else and prints for a meeting."""

from __future__ import annotations

from markupsafe import Markup

from checker.reporting.html import asset, environment
from checker.reporting.overview import Overview
from checker.reporting.overview_tables import (
    DEFECT_COLUMNS,
    PLAN_COLUMNS,
    defect_rows,
    headline,
    matrix_columns,
    matrix_rows,
    plan_rows,
    totals,
)
from checker.reporting.overview_xlsx import Problems
from checker.reporting.view import DISCLAIMER, VERDICT_MARKS

DRAWN_DEFECTS = 15


def render_overview_html(overview: Overview, problems: Problems = ()) -> str:
    matrices = [
        {
            "title": m.title,
            "note": m.note,
            "columns": matrix_columns(m),
            "rows": list(matrix_rows(overview, m)),
            "totals": totals(m),
        }
        for m in overview.matrices
    ]
    return (
        environment()
        .get_template("overview.html")
        .render(
            overview=overview,
            overview_style=Markup(asset("overview.css")),
            headline=headline(overview),
            defect_columns=DEFECT_COLUMNS,
            defects=list(defect_rows(overview)),
            bars=[d.bar for d in overview.defects[:DRAWN_DEFECTS]],
            matrices=matrices,
            plan_columns=PLAN_COLUMNS,
            plans=list(plan_rows(overview)),
            problems=problems,
            marks={mark: verdict.value for verdict, mark in VERDICT_MARKS.items()},
            disclaimer=DISCLAIMER,
        )
    )
