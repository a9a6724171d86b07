"""The report as one HTML file that needs nothing else: no network, no script to read it.

Plans are untrusted, so every value goes through Jinja's autoescaping; nothing is marked safe but our own style sheet
and script, which are files beside the template and hold no data.
"""

from __future__ import annotations

import hashlib
from base64 import b64encode
from collections.abc import Iterable
from functools import lru_cache

from jinja2 import Environment, PackageLoader, StrictUndefined, Template
from markupsafe import Markup

from checker.report import SEVERITY_LABELS, Report, Verdict
from checker.reporting.bars import DRAWN, finding_bars
from checker.reporting.connections import ASPECT_LABELS, aspect_lines, by_upper, place, tally, word
from checker.reporting.tables import fact_tables
from checker.reporting.view import DISCLAIMER, POINT_MARKS, VERDICT_MARKS, ReportView, clean, kind_label, matters

OPENED = 10  # matters unfolded from the start, the worst; of the others the first lines are seen


def render_html(report: Report) -> str:
    """A whole HTML document; findings worst first, the worst unfolded."""
    view = ReportView(report)
    return _template().render(
        view=view,
        report=report,
        tables=fact_tables(view),
        opened=OPENED,
        groups=_in_order(f.group for f in view.shown),
        verdicts=[v for v in VERDICT_MARKS if any(f.verdict == v for f in view.shown)],
        severities=[s for s in SEVERITY_LABELS if any(f.severity == s for f in view.shown)],
        disclaimer=DISCLAIMER,
        matters=matters(view.shown),
        bars=finding_bars(view.shown),
    )


def _in_order(values: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(values))


def _template() -> Template:
    return environment().get_template("report.html")


@lru_cache(maxsize=1)
def environment() -> Environment:
    """Templates with autoescaping, our style and script, and the labels all pages share."""
    loader = PackageLoader("checker.reporting", "templates")
    made = Environment(
        loader=loader,
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=lambda value: clean(value) if isinstance(value, str) and not isinstance(value, Markup) else value,
    )
    script = loader.get_source(made, "report.js")[0]
    made.globals.update(
        style=Markup(loader.get_source(made, "report.css")[0]),
        script=Markup(script),
        # The policy lets our script run by its hash and no other, should escaping ever fail.
        script_hash=b64encode(hashlib.sha256(script.encode()).digest()).decode(),
        severity_labels=SEVERITY_LABELS,
        verdict_marks=VERDICT_MARKS,
        drawn=DRAWN,
        point_marks=POINT_MARKS,
        kind_label=kind_label,
        Verdict=Verdict,
        aspect_labels=ASPECT_LABELS,
        by_upper=by_upper,
        aspect_lines=aspect_lines,
        tally=tally,
        place=place,
        word=word,
    )
    return made


def asset(name: str) -> str:
    """The text of a style sheet or script beside the templates."""
    made = environment()
    assert made.loader is not None
    return made.loader.get_source(made, name)[0]
