from io import BytesIO

from docx import Document
from openpyxl import load_workbook

from checker.report import Report
from checker.reporting.docx import render_docx
from checker.reporting.json import render_json
from checker.reporting.xlsx import render_xlsx


def test_workbook_lists_problems_worst_first(sample_report: Report) -> None:
    book = load_workbook(BytesIO(render_xlsx(sample_report)))
    assert book.sheetnames[:3] == ["问题清单", "全部结论", "响应级别"]
    rows = list(book["问题清单"].iter_rows(min_row=2, values_only=True))
    assert [row[-1] for row in rows] == ["MISS-1", "PART-1", "ASK-1"]
    assert rows[1][10:12] == ("第6页 · 1 总则 › 1.2 响应分级", "分为三级响应。")


def test_no_cell_is_a_formula(sample_report: Report) -> None:
    book = load_workbook(BytesIO(render_xlsx(sample_report)))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert not [c for c in cells if c.data_type == "f"]
    advice = next(c for c in cells if str(c.value).startswith("=HYPERLINK"))
    assert advice.data_type == "s" and advice.quotePrefix


def test_document_brings_each_problem_with_words_place_clause_and_advice(sample_report: Report) -> None:
    document = Document(BytesIO(render_docx(sample_report)))
    text = "\n".join(p.text for p in document.paragraphs)
    assert "1. ＊信息报告时限：不符合" in text
    assert "原文：“分为三级响应。”（第6页 · 1 总则 › 1.2 响应分级）" in text
    assert "依据：GB/T 29639-2020 6.1.2；应急预案管理办法 第六条" in text
    assert "建议：逐级写明启动人。" in text
    assert "编制目的" not in text  # 符合 is only counted


def test_json_reads_back(sample_report: Report) -> None:
    text = render_json(sample_report)
    assert '"schema": "plancheck.report/1"' in text and '"from": "当班人"' in text
    assert Report.model_validate_json(text) == sample_report
