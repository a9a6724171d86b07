"""The official review tables as a Word document, in the shape offices sign: item, proposal, words and page, opinion."""

from __future__ import annotations

from docx.document import Document as DocumentType

from checker.report import Report
from checker.reporting.forms import Form, Line
from checker.reporting.template import Sheet, field_values
from checker.reporting.view import DISCLAIMER, VERDICT_MARKS, ReportView, clean
from checker.reporting.word import labelled, note, table, widths

COLUMNS = ("序号", "评审项目", "评审内容及要求", "程序初审", "预案原文及位置", "评审意见")
CENTIMETRES = (1.3, 3.2, 5.0, 6.2, 7.0, 3.6)
QUOTE_MOST = 90
QUOTES_MOST = 3


def render_forms(
    report: Report, forms: tuple[Form, ...], *, reviewer: str = "", template: bytes | None = None
) -> bytes:
    """All tables, one after the other; a row without a reviewer's word is left open for it."""
    view = ReportView(report)
    sheet = Sheet.start(template, field_values(report, reviewer), landscape=True)
    document = sheet.document
    document.add_heading(clean(f"{view.title} 评审表"), level=0)
    note(document, DISCLAIMER)
    for label, value in (*view.read_rows, *view.assumptions):
        labelled(document, label, value)
    for line in view.unreadable:
        labelled(document, "没有读到", line)
    for number, form in enumerate(forms):
        _form(document, view, form, reviewer, is_first=number == 0)
    return sheet.finish()


def _form(document: DocumentType, view: ReportView, form: Form, reviewer: str, *, is_first: bool) -> None:
    """Each table begins a sheet of its own, for it is signed on its own."""
    heading = document.add_heading(clean(form.title), level=1)
    heading.paragraph_format.page_break_before = not is_first
    made = table(document, COLUMNS, [_row(view, number, line) for number, line in enumerate(form.lines, 1)])
    widths(made, CENTIMETRES)
    counts = form.counts()
    told = "，".join(f"{v.label} {counts[v]}" for v in VERDICT_MARKS if counts[v])
    note(document, f"合计 {len(form.lines)} 项：{told}；尚未由评审人确定 {form.open} 项")
    document.add_paragraph(f"评审人：{clean(reviewer) or '＿＿＿＿＿＿'}　　签名：＿＿＿＿＿＿　　日期：＿＿＿＿＿＿")


def _row(view: ReportView, number: int, line: Line) -> tuple[str, ...]:
    star = "＊" if line.is_key else ""
    item = f"{star}{line.item}" + (f"\n（{line.parent}）" if line.parent else "")
    proposal = f"{VERDICT_MARKS[line.verdict]} {line.verdict.label}\n{line.reason}"
    return str(number), item, checks(view, line), proposal, words(view, line), opinion(line)


def checks(view: ReportView, line: Line) -> str:
    """What is to be looked at, and for a judged row how each was found and where: 「✓ 24小时值守电话（第6页）」."""
    if not line.seen:
        return "；".join(line.checks)
    places = (f"（{view.where(c.evidence[0])}）" if c.evidence else "" for c in line.seen)
    return "\n".join(f"{c.mark} {c.says}{place}" for c, place in zip(line.seen, places, strict=True))


def words(view: ReportView, line: Line) -> str:
    """The exact words and their places, the first few."""
    shown = [f"{view.where(e)}：“{_short(e.shown)}”" for e in line.evidence[:QUOTES_MOST]]
    more = len(line.evidence) - len(shown)
    return "\n".join(shown) + (f"\n另有 {more} 处" if more > 0 else "") or "未见"


def opinion(line: Line) -> str:
    """The reviewer's word, or an empty place for it."""
    said = line.opinion
    if said is None:
        return "□符合 □基本符合\n□不符合 □不适用"
    carried = f"（{said.carried}）" if said.carried else ""
    return "\n".join(part for part in (f"{said.verdict.label}{carried}", said.note, said.changed, said.who) if part)


def _short(quote: str) -> str:
    flat = " ".join(quote.split())
    return flat if len(flat) <= QUOTE_MOST else flat[:QUOTE_MOST] + "……"
