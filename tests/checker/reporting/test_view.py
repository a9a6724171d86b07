from checker.report import Report
from checker.reporting.view import ReportView, clean, matters, minutes, months, page_ranges


def names(view: ReportView) -> list[str]:
    return [f.requirement for f in view.shown]


def test_worst_findings_come_first(sample_report: Report) -> None:
    assert names(ReportView(sample_report)) == ["MISS-1", "PART-1", "ASK-1", "OK-1", "NA-1"]


def test_an_equal_duty_is_cited_and_not_counted(sample_report: Report) -> None:
    view = ReportView(sample_report)
    partial = next(f for f in view.shown if f.requirement == "PART-1")
    assert view.clauses(partial) == ("GB/T 29639-2020 6.1.2", "应急预案管理办法 第六条")
    assert sum(view.counts().values()) == 5


def test_an_equal_duty_alone_is_shown(sample_report: Report) -> None:
    alone = tuple(f for f in sample_report.findings if f.requirement == "EQ-1")
    assert names(ReportView(sample_report.model_copy(update={"findings": alone}))) == ["EQ-1"]


def test_place_names_page_or_paragraph_and_section_path(sample_report: Report) -> None:
    view = ReportView(sample_report)
    missing, partial = view.shown[:2]
    assert view.place(partial.evidence[0]) == "第6页 · 1 总则 › 1.2 响应分级"
    assert view.place(missing.nearest[0]) == "第41段 · 1 总则"


def test_unreadable_pages_are_gathered(sample_report: Report) -> None:
    assert ReportView(sample_report).unreadable == ("第3–5、9页：扫描页",)


def test_numbers_in_words() -> None:
    assert [months(6), months(36), months(None)] == ["每6个月", "每3年", "未写明周期"]
    assert [minutes(0), minutes(60), minutes(90)] == ["立即", "1小时", "90分钟"]
    assert page_ranges([9, 3, 4, 5]) == "3–5、9"


def test_clean_keeps_words_and_drops_control_and_direction_marks() -> None:
    assert clean("甲\x00\x1b乙\u202e丙\n丁") == "甲乙丙\n丁"


def test_the_same_verdict_in_several_units_is_one_matter(sample_report: Report) -> None:
    partial = next(f for f in sample_report.findings if f.requirement == "PART-1")
    twice = (*sample_report.findings, partial.model_copy(update={"id": "u2:PART-1", "unit": "u2"}))
    view = ReportView(sample_report.model_copy(update={"findings": twice}))
    found = matters(view.shown)
    assert [m.first.requirement for m in found] == ["MISS-1", "PART-1", "ASK-1", "OK-1", "NA-1"]
    assert found[1].units == ("u1", "u2") and view.unit_titles(found[1]) == "综合应急预案 等 2 个单元"
