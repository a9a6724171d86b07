"""What the file of a plan shows of the four filing materials."""

from __future__ import annotations

from datetime import date
from io import BytesIO

from openpyxl import load_workbook

from checker.desk.days import issue
from checker.desk.filing import materials, when_to_file
from checker.desk.todo_list import todo_xlsx
from checker.plan import Paragraph
from checker.report import Report
from checker.reporting.view import ReportView, matters
from kb.catalogue import load_catalogue

TODAY = date(2026, 11, 23)
TEXT = (Paragraph(1, "目录 评审 3", role="contents"), Paragraph(2, "公司召开专家评审会，预案经评审通过。", page=3))


def as_subject(report: Report, subject: str) -> Report:
    return report.model_copy(update={"plan": report.plan.model_copy(update={"subject": subject})})


def test_the_four_materials_and_what_the_file_shows(sample_report: Report) -> None:
    cover = sample_report.findings[0].model_copy(update={"requirement": "GBT29639-C.1", "name": "封面"})
    report = sample_report.model_copy(update={"findings": (cover,)})
    form, opinion, text, _reports = materials(report, TEXT)
    assert "单位名称：云杉大酒店有限公司" in [s.says for s in form.shown]
    (reviewed,) = opinion.shown
    assert (reviewed.place, reviewed.words) == ("第3页", TEXT[1].text)
    assert text.shown[0].mark == "△" and "读不出" in text.shown[0].says, "pages that could not be read"
    assert text.shown[1].mark == "✓" and text.shown[1].says.startswith("封面")


def test_what_is_not_there_is_said(sample_report: Report) -> None:
    bare = sample_report.plan.model_copy(update={"issued": "", "number": "", "version": ""})
    form, opinion, *_ = materials(sample_report.model_copy(update={"plan": bare}), ())
    assert {"公布日期：文件里没有读到", "预案编号和版本：文件里没有读到"} <= {
        s.says for s in form.shown if s.mark == "✗"
    }
    assert opinion.shown[0].mark == "？"


def test_who_must_be_reviewed_depends_on_the_trade(sample_report: Report) -> None:
    needs = {s: materials(as_subject(sample_report, s), ())[1].need for s in ("high-risk", "crowded-place", "ordinary")}
    assert needs["high-risk"].startswith("高危行业") and needs["crowded-place"] == needs["ordinary"]
    assert "中型" in needs["ordinary"]


def test_until_when_it_has_to_be_filed(sample_report: Report) -> None:
    catalogue = load_catalogue()
    late = when_to_file(sample_report, catalogue, issue("2024-04"), TODAY)
    assert "2024-05-30" in late and "期限已过" in late
    assert "期限已过" not in when_to_file(sample_report, catalogue, issue("2026-11-16"), TODAY)
    assert "没有读到公布日期" in when_to_file(sample_report, catalogue, None, TODAY)
    assert "不在" in when_to_file(as_subject(sample_report, "ordinary"), catalogue, issue("2024-04"), TODAY)


def test_the_list_of_what_to_mend_as_excel(sample_report: Report) -> None:
    view = ReportView(sample_report)
    listed = matters(view.gaps)
    sheet = load_workbook(BytesIO(todo_xlsx(view, listed, listed[:1], load_catalogue()))).worksheets[0]
    head, *rows = list(sheet.iter_rows(values_only=True))
    assert head[:4] == ("序号", "先后", "要改什么", "问题") and len(rows) == len(listed)
    assert rows[0][2] == "＊信息报告时限" and rows[0][-1] == "是" and not rows[1][-1]
    assert not [c for row in sheet.iter_rows() for c in row if c.data_type == "f"]
