"""What an enterprise is told of a finding."""

from __future__ import annotations

from checker.report import PointResult, Report
from checker.reporting.plain_words import in_order, level, reason_lines, where_to_write
from checker.reporting.view import Matter, ReportView, matters
from kb.catalogue import load_catalogue


def test_key_and_missing_comes_first(sample_report: Report) -> None:
    listed = in_order(matters(reversed(ReportView(sample_report).gaps)))
    assert [level(m.first) for m in listed] == ["先改", "再改", "请核对"]


def test_what_lacks_is_told_before_what_is_there(sample_report: Report) -> None:
    reason = "没有做到：间隔不长于一年；已写明：有演练、写明周期；未见：演练情况报送（全文没有；查过附件）"
    finding = sample_report.findings[0].model_copy(update={"reason": reason})
    assert reason_lines(finding) == [
        "✗ 不合要求：间隔不长于一年",
        "✗ 还缺：演练情况报送（全文没有；查过附件）",
        "✓ 已有：有演练、写明周期",
    ]


def test_what_lacks_is_not_said_to_be_there(sample_report: Report) -> None:
    reason = "未见：有签发人姓名、有关方面的意见、写明有无危险品"
    finding = sample_report.findings[0].model_copy(update={"reason": reason})
    assert reason_lines(finding) == ["✗ 还缺：签发人姓名、有关方面的意见、写明有无危险品"]


def test_one_place_is_enough_where_the_points_look_at_the_whole_file(sample_report: Report) -> None:
    view, catalogue = ReportView(sample_report), load_catalogue()
    duty = catalogue.requirements["M88-33B"]
    assert all(p.scope == "file" for p in duty.points)
    missed = tuple(PointResult(id=p.id, says=p.says, met=False) for p in duty.points)
    here = sample_report.findings[0].model_copy(update={"requirement": duty.id, "points": missed})
    matter = Matter(here, (here.model_copy(update={"unit": "u2"}),))
    assert where_to_write(matter, view, duty).startswith("写在一处即可")
    assert where_to_write(matter, view, None) == "综合应急预案、火灾现场处置方案"
