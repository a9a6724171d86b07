"""A draft of the review opinion (评审意见): the problems the reviewer keeps, with words, place, clause and advice.

The conclusion itself is left to the people who sign.
"""

from __future__ import annotations

from docx.document import Document as DocumentType
from docx.shared import Cm

from checker.report import Report, Verdict
from checker.reporting.forms import Form, Line
from checker.reporting.forms_docx import words
from checker.reporting.template import Sheet, field_values
from checker.reporting.view import VERDICT_MARKS, ReportView, clean
from checker.reporting.word import labelled, note, table, widths

ADVICE_MOST = 3


def problems(forms: tuple[Form, ...]) -> list[tuple[Form, Line]]:
    """The rows that are gaps in the reviewer's word (or in the proposal, where nobody decided), worst first."""
    found = [(form, line) for form in forms for line in form.lines if line.result.is_gap]
    order = {Verdict.NON_COMPLIANT: 0, Verdict.PARTIAL: 1}
    return sorted(found, key=lambda x: (order[x[1].result], not x[1].is_key))


def render_opinion(
    report: Report, forms: tuple[Form, ...], *, reviewer: str = "", template: bytes | None = None
) -> bytes:
    view = ReportView(report)
    sheet = Sheet.start(template, field_values(report, reviewer))
    document = sheet.document
    document.add_heading(clean(f"{view.title} 评审意见（草稿）"), level=0)
    note(document, "本稿由评审表汇总，供评审组修改定稿；标“待定”的是程序初审、评审人尚未确定的项目。")
    for label, value in (*view.read_rows, *view.assumptions):
        labelled(document, label, value)
    document.add_heading("一、评审表汇总", level=1)
    made = table(document, ("评审表", *(v.label for v in VERDICT_MARKS), "待定"), [_counts(form) for form in forms])
    widths(made, (6.4, 1.4, 1.7, 2.2, 1.4, 1.5, 1.4))
    document.add_heading("二、主要问题和修改意见", level=1)
    listed = problems(forms)
    if not listed:
        document.add_paragraph("评审表中没有不符合或基本符合的项目。")
    for number, (form, line) in enumerate(listed, 1):
        _problem(document, view, number, form, line)
    _rest(document, view, forms)
    document.add_heading("四、评审结论", level=1)
    document.add_paragraph("（由评审组填写）")
    document.add_paragraph(f"评审人：{clean(reviewer) or '＿＿＿＿＿＿'}　　签名：＿＿＿＿＿＿　　日期：＿＿＿＿＿＿")
    return sheet.finish()


def _counts(form: Form) -> list[str]:
    counts = form.counts()
    return [clean(form.title), *(str(counts[v]) if counts[v] else "" for v in VERDICT_MARKS), str(form.open)]


def _problem(document: DocumentType, view: ReportView, number: int, form: Form, line: Line) -> None:
    pending = "" if line.opinion else "，待定"
    document.add_heading(clean(f"{number}. {line.item}（{line.result.label}{pending}）"), level=2)
    note(document, " · ".join(filter(None, (form.name, form.unit_title, line.id))))
    if line.opinion and line.opinion.note:
        labelled(document, "评审意见", line.opinion.note)
    gaps = [f for f in line.findings if f.verdict.is_gap] or list(line.findings)
    for finding in gaps[:ADVICE_MOST]:
        labelled(document, finding.name, finding.reason)
        basis = "；".join(view.clauses(finding)[:2])
        if finding.advice:
            labelled(document, "修改建议", f"{finding.advice}（依据：{basis}）").paragraph_format.left_indent = Cm(0.7)
        else:
            labelled(document, "依据", basis).paragraph_format.left_indent = Cm(0.7)
    if len(gaps) > ADVICE_MOST:
        note(document, f"另有 {len(gaps) - ADVICE_MOST} 项，见问题清单。")
    labelled(document, "原文", words(view, line))


def _rest(document: DocumentType, view: ReportView, forms: tuple[Form, ...]) -> None:
    document.add_heading("三、须另行核对的事项", level=1)
    asked = [(f, line) for f in forms for line in f.lines if line.result is Verdict.UNDETERMINED]
    for form, line in asked:
        labelled(document, line.item, f"{line.reason}（{form.name}）")
    for text in view.unreadable:
        labelled(document, "没有读到", text)
    if not asked and not view.unreadable:
        document.add_paragraph("无。")
