"""The overview of many plans as an Excel workbook; no cell may become a formula."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO

from openpyxl import Workbook
from openpyxl.styles import PatternFill
from openpyxl.worksheet.worksheet import Worksheet

from checker.report import Verdict
from checker.reporting.bars import DRAWN
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
from checker.reporting.view import DISCLAIMER, VERDICT_MARKS
from checker.reporting.xlsx import fill_sheet

Problems = Sequence[tuple[str, str]]
WIDTHS = {
    "预案": 34,
    "单位": 22,
    "文件": 26,
    "检查内容": 28,
    "依据": 34,
    "怎么改": 44,
    "哪些预案": 60,
    "说明": 26,
    "结论": 24,
}
NARROW = 12
FILLS = {  # pale; mark and word stand in the cell as well
    VERDICT_MARKS[Verdict.NON_COMPLIANT]: PatternFill("solid", fgColor="F8D7D4"),
    VERDICT_MARKS[Verdict.PARTIAL]: PatternFill("solid", fgColor="FCE8C8"),
    VERDICT_MARKS[Verdict.UNDETERMINED]: PatternFill("solid", fgColor="DCE6F7"),
    VERDICT_MARKS[Verdict.COMPLIANT]: PatternFill("solid", fgColor="DDEFE3"),
}


def render_overview_xlsx(overview: Overview, problems: Problems = ()) -> bytes:
    """Sheets: 概况, 共性问题, one of plan × key element for each kind of plan, 各类结论, 预案, 没有计入的文件."""
    book = Workbook()
    about = book.worksheets[0]
    about.title = "概况"
    fill_sheet(about, (("项目", 18), ("内容", 90)), _about(overview, problems))
    fill_sheet(book.create_sheet("共性问题"), _widths(DEFECT_COLUMNS), defect_rows(overview, every_plan=True))
    for matrix in overview.matrices:
        sheet = book.create_sheet(f"要素 {matrix.title}"[:31])
        rows = [*matrix_rows(overview, matrix), ("有不足的份数", *totals(matrix))]
        fill_sheet(sheet, _widths(matrix_columns(matrix)), rows)
        sheet.freeze_panes = "B2"
        _tint(sheet)
    marks = tuple(f"{VERDICT_MARKS[v]} {v.label}" for v in DRAWN)
    groups: list[list[str | int]] = [[bar.label, *(bar.count(v) for v in DRAWN)] for bar in overview.groups]
    fill_sheet(book.create_sheet("各类结论"), _widths(("类别", *marks)), groups)
    fill_sheet(book.create_sheet("预案"), _widths(PLAN_COLUMNS), plan_rows(overview))
    if problems:
        fill_sheet(book.create_sheet("没有计入的文件"), (("文件", 40), ("原因", 80)), problems)
    buffer = BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def _about(overview: Overview, problems: Problems) -> tuple[tuple[str, str], ...]:
    kinds = "、".join(f"{m.title} {len(m.rows)} 份" for m in overview.matrices)
    return (
        ("预案", f"{len(overview.plans)} 份" + (f"，另有 {len(problems)} 个文件没有计入" if problems else "")),
        ("类型", kinds),
        ("最普遍的问题", headline(overview)),
        ("怎样计数", "一条要求在一份预案里只算一次，取各单元里最差的结论；有人工结论的用人工结论；不适用的不计。"),
        ("使用说明", DISCLAIMER),
    )


def _widths(columns: Sequence[str]) -> tuple[tuple[str, int], ...]:
    return tuple((c, WIDTHS.get(c, NARROW)) for c in columns)


def _tint(sheet: Worksheet) -> None:
    for row in sheet.iter_rows(min_row=2, min_col=2):
        for cell in row:
            fill = FILLS.get(str(cell.value or "")[:1])
            if fill:
                cell.fill = fill
