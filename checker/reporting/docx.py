"""The gap report as a Word document: what was read, the counts, then each problem with words, place, clause, advice."""

from __future__ import annotations

from docx.document import Document as DocumentType
from docx.shared import Cm

from checker.report import SEVERITY_LABELS, Evidence, Report, Verdict
from checker.reporting.tables import fact_tables
from checker.reporting.view import DISCLAIMER, VERDICT_MARKS, Matter, ReportView, clean, matters
from checker.reporting.word import labelled, new_document, note, saved, table


def render_docx(report: Report) -> bytes:
    """A document that needs no template; problems worst first, the rest only counted."""
    view = ReportView(report)
    document = new_document()
    document.add_heading(clean(f"{view.title} 审查意见（机器初审）"), level=0)
    note(document, DISCLAIMER)
    _read(document, view)
    _counts(document, view)
    document.add_heading("问题与建议（严重的在前）", level=1)
    if not view.gaps:
        document.add_paragraph("没有发现问题；仍须人工核对。")
    for number, matter in enumerate(matters(view.gaps), 1):
        _matter(document, view, number, matter)
    _facts(document, view)
    return saved(document)


def _read(document: DocumentType, view: ReportView) -> None:
    document.add_heading("读到的内容和判断的前提", level=1)
    for label, value in (*view.read_rows, *view.assumptions):
        labelled(document, label, value)
    for line in (*view.unreadable, *view.report.source.warnings):
        labelled(document, "没有读到", line)


def _counts(document: DocumentType, view: ReportView) -> None:
    document.add_heading("各单元结论数", level=1)
    verdicts = list(VERDICT_MARKS)
    rows = [[view.unit_title(u.id), *_numbers(view, u.id, verdicts)] for u in view.report.units]
    table(document, ["单元", *(v.label for v in verdicts)], rows)


def _numbers(view: ReportView, unit: str, verdicts: list[Verdict]) -> list[str]:
    counts = view.counts(unit)
    return [str(counts[v]) if counts[v] else "" for v in verdicts]


def _matter(document: DocumentType, view: ReportView, number: int, matter: Matter) -> None:
    finding = matter.first
    star = "＊" if finding.key else ""
    document.add_heading(clean(f"{number}. {star}{finding.name}：{finding.verdict.label}"), level=2)
    about = (SEVERITY_LABELS[finding.severity], finding.group, view.unit_titles(matter), finding.requirement)
    note(document, " · ".join(about))
    document.add_paragraph(clean(finding.reason))
    for evidence in finding.evidence:
        _quote(document, view, "原文", evidence)
    if not finding.evidence:
        for evidence in finding.nearest:
            _quote(document, view, "最接近的原文", evidence)
    labelled(document, "依据", "；".join(view.clauses(finding)))
    if finding.advice:
        labelled(document, "建议", finding.advice)
    if finding.searched:
        labelled(document, "查找范围", view.searched(finding))
    for reason, others in matter.others_by_reason():
        labelled(document, "同样的结论还见于", f"{view.places_by_unit(others)}：{reason}")


def _quote(document: DocumentType, view: ReportView, label: str, evidence: Evidence) -> None:
    paragraph = labelled(document, label, f"“{evidence.shown}”（{view.place(evidence)}）")
    paragraph.paragraph_format.left_indent = Cm(0.7)


def _facts(document: DocumentType, view: ReportView) -> None:
    tables = fact_tables(view)
    if tables:
        document.add_heading("从预案中读出的事实", level=1)
    for facts in tables:
        document.add_heading(facts.title, level=2)
        table(document, facts.columns, facts.rows)
