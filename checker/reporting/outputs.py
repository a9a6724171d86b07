"""The outputs by name: what the command line writes and the pages offer for download."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from checker.report import Report
from checker.reporting.docx import render_docx
from checker.reporting.html import render_html
from checker.reporting.json import render_json
from checker.reporting.xlsx import render_xlsx


@dataclass(frozen=True, slots=True)
class Output:
    """`suffix` without the dot, a label for people, the media type, and the report as bytes."""

    suffix: str
    label: str
    media: str
    render: Callable[[Report], bytes]


_OFFICE = "application/vnd.openxmlformats-officedocument"

OUTPUTS: tuple[Output, ...] = (
    Output("html", "网页报告", "text/html", lambda report: render_html(report).encode()),
    Output("docx", "Word 审查意见", f"{_OFFICE}.wordprocessingml.document", render_docx),
    Output("xlsx", "Excel 问题清单", f"{_OFFICE}.spreadsheetml.sheet", render_xlsx),
    Output("json", "JSON 数据", "application/json", lambda report: render_json(report).encode()),
)
