"""The gap report as a Word document: what was read, the counts, then each problem with words, place, clause, advice."""

from __future__ import annotations

from io import BytesIO

from docx import Document
from docx.document import Document as DocumentType
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor
from docx.text.paragraph import Paragraph

from checker.report import SEVERITY_LABELS, Evidence, Report, Verdict
from checker.reporting.tables import fact_tables
from checker.reporting.view import DISCLAIMER, VERDICT_MARKS, Matter, ReportView, clean, matters

BODY_FONT = "宋体"
HEAD_FONT = "黑体"
GREY = RGBColor(0x5A, 0x66, 0x75)


def render_docx(report: Report) -> bytes:
    """A document that needs no template; problems worst first, the rest only counted."""
    view = ReportView(report)
    document = Document()
    _prepare(document)
    document.add_heading(clean(f"{view.title} 审查意见（机器初审）"), level=0)
    _note(document, DISCLAIMER)
    _read(document, view)
    _counts(document, view)
    document.add_heading("问题与建议（严重的在前）", level=1)
    if not view.gaps:
        document.add_paragraph("没有发现问题；仍须人工核对。")
    for number, matter in enumerate(matters(view.gaps), 1):
        _matter(document, view, number, matter)
    _facts(document, view)
    buffer = BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def _prepare(document: DocumentType) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.6)
    for style, font, size in (
        ("Normal", BODY_FONT, 11),
        ("Title", HEAD_FONT, 18),
        ("Heading 1", HEAD_FONT, 14),
        ("Heading 2", HEAD_FONT, 12),
    ):
        chosen = document.styles[style]
        chosen.font.size, chosen.font.color.rgb = Pt(size), RGBColor(0, 0, 0)
        chosen.font.name = font
        fonts = chosen.element.get_or_add_rPr().get_or_add_rFonts()
        for name in ("w:eastAsia", "w:ascii", "w:hAnsi"):
            fonts.set(qn(name), font)
        for theme in ("w:asciiTheme", "w:hAnsiTheme", "w:eastAsiaTheme", "w:cstheme"):
            fonts.attrib.pop(qn(theme), None)  # a theme font would win over the name


def _read(document: DocumentType, view: ReportView) -> None:
    document.add_heading("读到的内容和判断的前提", level=1)
    for label, value in (*view.read_rows, *view.assumptions):
        _labelled(document, label, value)
    for line in (*view.unreadable, *view.report.source.warnings):
        _labelled(document, "没有读到", line)


def _counts(document: DocumentType, view: ReportView) -> None:
    document.add_heading("各单元结论数", level=1)
    verdicts = list(VERDICT_MARKS)
    rows = [[view.unit_title(u.id), *_numbers(view, u.id, verdicts)] for u in view.report.units]
    _table(document, ["单元", *(v.label for v in verdicts)], rows)


def _numbers(view: ReportView, unit: str, verdicts: list[Verdict]) -> list[str]:
    counts = view.counts(unit)
    return [str(counts[v]) if counts[v] else "" for v in verdicts]


def _matter(document: DocumentType, view: ReportView, number: int, matter: Matter) -> None:
    finding = matter.first
    star = "＊" if finding.key else ""
    document.add_heading(clean(f"{number}. {star}{finding.name}：{finding.verdict.label}"), level=2)
    about = (SEVERITY_LABELS[finding.severity], finding.group, view.unit_titles(matter), finding.requirement)
    _note(document, " · ".join(about))
    document.add_paragraph(clean(finding.reason))
    for evidence in finding.evidence:
        _quote(document, view, "原文", evidence)
    if not finding.evidence:
        for evidence in finding.nearest:
            _quote(document, view, "最接近的原文", evidence)
    _labelled(document, "依据", "；".join(view.clauses(finding)))
    if finding.advice:
        _labelled(document, "建议", finding.advice)
    if finding.searched:
        _labelled(document, "查找范围", "、".join(finding.searched))
    for reason, others in matter.others_by_reason():
        _labelled(document, "同样的结论还见于", f"{view.places_by_unit(others)}：{reason}")


def _quote(document: DocumentType, view: ReportView, label: str, evidence: Evidence) -> None:
    paragraph = _labelled(document, label, f"“{evidence.shown}”（{view.place(evidence)}）")
    paragraph.paragraph_format.left_indent = Cm(0.7)


def _facts(document: DocumentType, view: ReportView) -> None:
    tables = fact_tables(view)
    if tables:
        document.add_heading("从预案中读出的事实", level=1)
    for table in tables:
        document.add_heading(table.title, level=2)
        _table(document, list(table.columns), [list(row) for row in table.rows])


def _labelled(document: DocumentType, label: str, value: str) -> Paragraph:
    paragraph = document.add_paragraph()
    paragraph.paragraph_format.space_after = Pt(2)
    paragraph.add_run(f"{label}：").bold = True
    paragraph.add_run(clean(value))
    return paragraph


def _note(document: DocumentType, text: str) -> None:
    run = document.add_paragraph().add_run(clean(text))
    run.font.size, run.font.color.rgb = Pt(9), GREY


def _table(document: DocumentType, columns: list[str], rows: list[list[str]]) -> None:
    table = document.add_table(rows=1, cols=len(columns), style="Table Grid")
    for cell, text in zip(table.rows[0].cells, columns, strict=True):
        cell.paragraphs[0].add_run(text).bold = True
    for row in rows:
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = clean(text)
