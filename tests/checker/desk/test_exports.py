"""Every output of a review of a real file can be made and opened again."""

from __future__ import annotations

import json
from io import BytesIO
from pathlib import Path

import pytest
from docx import Document
from openpyxl import load_workbook
from pypdf import PdfReader

from checker.desk import worker
from checker.desk.exports import exports, note_export, save_template, template, to_pdf
from checker.desk.reviewing import Review, open_review
from checker.desk.running import Upload
from checker.desk.store import audit, runs
from checker.desk.store.database import Desk
from checker.errors import InputError
from checker.reading.doc import find_office
from checker.report import Report
from checker.reporting.docx import render_docx

ROOT = Path(__file__).resolve().parents[3]
SAMPLE = ROOT / "corpora/samples/02-poor-enterprise.docx"
MASTER = ROOT / "corpora/samples/03-master-plan.md"


@pytest.fixture
def review(desk: Desk) -> Review:
    """The sample, checked by a worker together with an upper plan, in a second version."""
    changed = Document(str(SAMPLE))
    changed.paragraphs[-1].add_run("本预案每三年评估一次。")
    buffer = BytesIO()
    changed.save(buffer)
    above = ((MASTER.name, desk.files.put(MASTER.read_bytes())),)
    uploads = [Upload("甲.docx", SAMPLE.read_bytes()), Upload("乙.docx", buffer.getvalue())]
    listed = runs.enqueue(desk, uploads, runs.Said(ocr=False, upper=above), "张三")
    worker.work(desk, idle=0.0)
    return open_review(desk, listed[-1])


def test_every_output_opens_again(review: Review) -> None:
    made = {(e.name, e.suffix): e for e in exports(review, "李四")}
    expected = {
        ("评审表", "docx"),
        ("评审意见", "docx"),
        ("修改情况说明", "docx"),
        ("批注", "docx"),
        ("审查意见", "docx"),
    }
    assert expected <= set(made)
    for key in expected:
        assert Document(BytesIO(made[key].render())).paragraphs
    assert sum(len(t.rows) - 1 for t in Document(BytesIO(made[("评审表", "docx")].render())).tables) == 45
    assert "问题清单" in load_workbook(BytesIO(made[("问题清单", "xlsx")].render())).sheetnames
    assert json.loads(made[("数据", "json")].render())["schema"] == "plancheck.report/1"
    assert made[("评审表", "docx")].file_name("乙") == "乙-评审表.docx"
    note_export(review, made[("评审表", "docx")], "李四")
    assert audit.trail(review.desk, f"plan {review.plan.id}")[0].label == "导出"


def test_the_upper_plan_the_user_gave_is_the_one_compared_with(review: Review) -> None:
    uppers = {c.upper for c in review.report.connections}
    assert len(uppers) == 1 and "总体" in uppers.pop()


def test_a_template_is_kept_used_and_given_up(review: Review) -> None:
    own = Document()
    own.add_paragraph("本单位格式 {{编制单位}}")
    buffer = BytesIO()
    own.save(buffer)
    save_template(review.desk, "评审表", buffer.getvalue())
    made = next(e for e in exports(review) if e.name == "评审表").render()
    assert Document(BytesIO(made)).paragraphs[0].text.startswith("本单位格式 云泽市")
    save_template(review.desk, "评审表", None)
    assert template(review.desk, "评审表") is None
    with pytest.raises(InputError, match="模板"):
        save_template(review.desk, "评审表", b"no word file")
    assert template(review.desk, "评审表") is None


@pytest.mark.skipif(find_office() is None, reason="LibreOffice is not installed")
def test_the_pdf_report_has_its_fonts_inside(sample_report: Report) -> None:
    reader = PdfReader(BytesIO(to_pdf(render_docx(sample_report))))
    fonts = [f.get_object() for p in reader.pages for f in p["/Resources"]["/Font"].values()]
    inner = [d.get_object() for f in fonts for d in f.get("/DescendantFonts", [f])]
    described = [f["/FontDescriptor"].get_object() for f in inner if "/FontDescriptor" in f]
    assert described and all({"/FontFile", "/FontFile2", "/FontFile3"} & set(d) for d in described)
    assert "响应分级" in "".join(p.extract_text() for p in reader.pages)
