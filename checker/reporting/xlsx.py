"""The list of problems (问题清单) as an Excel workbook: what to act on, every verdict, the facts.

Cells hold text of untrusted plans, so no cell may become a formula.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from io import BytesIO

from openpyxl import Workbook
from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from checker.report import SEVERITY_LABELS, Finding, Report
from checker.reporting.tables import fact_tables
from checker.reporting.view import DISCLAIMER, ReportView, clean

MAX_CELL = 32_000  # Excel holds 32 767 characters in a cell
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")

PROBLEM_COLUMNS = (
    ("序号", 6),
    ("单元", 22),
    ("检查内容", 24),
    ("类别", 10),
    ("关键要素", 9),
    ("严重程度", 9),
    ("结论", 11),
    ("问题说明", 44),
    ("修改建议", 44),
    ("依据条款", 30),
    ("位置", 28),
    ("预案原文", 50),
    ("编号", 18),
)
THIN = Side(style="thin", color="D0D5DB")
HEAD = PatternFill("solid", fgColor="E8EDF3")


def render_xlsx(report: Report) -> bytes:
    """A workbook of three or more sheets: 问题清单, 全部结论, the facts, 说明."""
    view = ReportView(report)
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = "问题清单"
    fill_sheet(sheet, PROBLEM_COLUMNS, (_finding_row(view, i, f) for i, f in enumerate(view.gaps, 1)))
    fill_sheet(
        book.create_sheet("全部结论"), PROBLEM_COLUMNS, (_finding_row(view, i, f) for i, f in enumerate(view.shown, 1))
    )
    for table in fact_tables(view):
        columns = tuple((c, 24) for c in (*table.columns, "预案原文"))
        rows = ((*row, quote) for row, quote in zip(table.rows, table.quotes, strict=True))
        fill_sheet(book.create_sheet(table.title), columns, rows)
    fill_sheet(book.create_sheet("说明"), (("项目", 18), ("内容", 80)), _about(view))
    buffer = BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def _finding_row(view: ReportView, number: int, finding: Finding) -> tuple[str | int, ...]:
    shown = finding.evidence or finding.nearest
    quotes = "\n".join(e.shown for e in finding.evidence)
    if not quotes and finding.nearest:
        quotes = "（未见；最接近的原文）" + "\n".join(e.shown for e in finding.nearest)
    return (
        number,
        view.unit_title(finding.unit),
        finding.name,
        finding.group,
        "＊" if finding.key else "",
        SEVERITY_LABELS[finding.severity],
        finding.verdict.label,
        finding.reason,
        finding.advice,
        "\n".join(view.clauses(finding)),
        "\n".join(dict.fromkeys(view.place(e) for e in shown)),
        quotes,
        finding.requirement,
    )


def _about(view: ReportView) -> Iterable[tuple[str, str]]:
    yield from view.read_rows
    yield from view.assumptions
    yield from (("没有读到", line) for line in (*view.unreadable, *view.report.source.warnings))
    yield "知识库", view.report.tool.catalogue_version
    yield "使用说明", DISCLAIMER


def fill_sheet(sheet: Worksheet, columns: Sequence[tuple[str, int]], rows: Iterable[Sequence[str | int]]) -> None:
    """Head and rows on an empty sheet, ready to be printed; nothing in it is a formula."""
    """Header, rows as plain text, column widths, and how the sheet prints."""
    for index, (name, width) in enumerate(columns, 1):
        cell = sheet.cell(1, index)
        _write(cell, name)
        cell.font, cell.fill = Font(bold=True), HEAD
        sheet.column_dimensions[get_column_letter(index)].width = width
    for row_number, row in enumerate(rows, 2):
        for index, value in enumerate(row, 1):
            _write(sheet.cell(row_number, index), value)
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = sheet.dimensions
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.print_title_rows = "1:1"


def _write(cell: Cell | MergedCell, value: str | int) -> None:
    cell.alignment = Alignment(wrap_text=True, vertical="top")
    cell.border = Border(top=THIN, bottom=THIN, left=THIN, right=THIN)
    if isinstance(value, int):
        cell.value = value
        return
    text = clean(value)[:MAX_CELL]
    cell.value = text
    cell.data_type = "s"  # openpyxl takes a leading "=" for a formula
    if text.startswith(FORMULA_STARTS):
        cell.quotePrefix = True  # stays text when a person edits the cell or saves the sheet as CSV
