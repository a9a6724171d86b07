"""Tables of facts: what is cited, in force or replaced by what and since when."""

from __future__ import annotations

from checker.report import Citation, Evidence, Report
from checker.reporting.tables import citation_note, fact_tables
from checker.reporting.view import ReportView

PLACE = Evidence(page=1, paragraph=2, section=None, start=0, end=2, quote="依据")
OLD = Citation(
    name="突发事件应对法",
    kind="law",
    instrument="TFSJ-2007",
    status="superseded",
    at_issue="current",
    replaced_by="突发事件应对法（2024年修订）",
    evidence=PLACE,
)
NOW = Citation(name="安全生产法", kind="law", status="current", at_issue="current", evidence=PLACE)
WRONG = NOW.model_copy(update={"name": "某导则", "mismatch": True})
PLAN = NOW.model_copy(update={"kind": "plan", "status": "unknown"})


def test_the_answer_in_one_line_leaves_plans_out() -> None:
    assert citation_note([OLD, NOW, WRONG, PLAN]) == "已被代替 1，现行 2，名称与编号不符 1"


def test_replaced_by_what_and_since_when(sample_report: Report) -> None:
    facts = sample_report.facts.model_copy(update={"citations": (NOW, OLD)})
    tables = fact_tables(ReportView(sample_report.model_copy(update={"facts": facts})))
    table = next(t for t in tables if t.title == "引用依据")
    assert table.note == "已被代替 1，现行 1"
    assert table.rows[0][3:6] == ("已被代替（2024-11-01 起）", "现行", "突发事件应对法（2024年修订）")
