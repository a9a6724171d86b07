"""The list of what is to be mended, as Excel: to hand out to those who write, with a column to tick off."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from io import BytesIO

from openpyxl import Workbook

from checker.reporting.plain_words import level, reason_lines, where_to_write
from checker.reporting.view import Matter, ReportView, clean
from checker.reporting.xlsx import fill_sheet
from kb.catalogue import Catalogue

COLUMNS = (
    ("序号", 6),
    ("先后", 8),
    ("要改什么", 24),
    ("问题", 44),
    ("怎么写", 44),
    ("例子（按本单位实际改写）", 50),
    ("写在哪里", 30),
    ("现在写的", 50),
    ("依据", 30),
    ("谁改、何时改完", 16),
    ("已处理", 8),
)


def todo_xlsx(view: ReportView, listed: Sequence[Matter], done: Collection[Matter], catalogue: Catalogue) -> bytes:
    """One row a matter, in the order given."""
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = "整改清单"
    fill_sheet(sheet, COLUMNS, (_row(n, m, m in done, view, catalogue) for n, m in enumerate(listed, 1)))
    buffer = BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def _row(number: int, matter: Matter, done: bool, view: ReportView, catalogue: Catalogue) -> tuple[str | int, ...]:
    finding = matter.first
    duty = catalogue.requirements.get(finding.requirement)
    quotes = "\n".join(f"{view.place(e)}：{e.shown}" for e in finding.evidence[:2])
    return (
        number,
        level(finding),
        f"{'＊' if finding.key else ''}{finding.name}",
        clean("\n".join(reason_lines(finding))),
        clean(finding.to_write),
        clean(finding.example),
        clean(where_to_write(matter, view, duty)),
        clean(quotes),
        clean("\n".join(view.clauses(finding))),
        "",
        "是" if done else "",
    )
