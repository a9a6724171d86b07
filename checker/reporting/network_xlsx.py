"""The network as an Excel workbook; no cell may become a formula."""

from __future__ import annotations

from io import BytesIO

from openpyxl import Workbook

from checker.network import Network
from checker.reporting.network_tables import network_tables, summary
from checker.reporting.xlsx import fill_sheet

WIDE = ("预案", "对应", "点名的预案", "原因", "说明", "名录里的预案", "对应的预案", "没有回应的预案")


def render_network_xlsx(network: Network) -> bytes:
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = "概况"
    fill_sheet(sheet, (("项目", 24), ("内容", 60)), summary(network))
    for table in network_tables(network):
        if table.rows:
            columns = tuple((c, 34 if c in WIDE else 14) for c in table.columns)
            fill_sheet(book.create_sheet(table.title.replace("：", " ").replace(" × ", "×")[:31]), columns, table.rows)
    buffer = BytesIO()
    book.save(buffer)
    return buffer.getvalue()
