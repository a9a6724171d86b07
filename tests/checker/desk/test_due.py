"""What is due next, the registry in and out as Excel, the calendar file."""

from __future__ import annotations

from datetime import date
from io import BytesIO

import pytest
from openpyxl import Workbook, load_workbook

from checker.desk.due import add_months, add_workdays, due, records, shortest
from checker.desk.registry_files import calendar_file, import_registry, registry_xlsx
from checker.desk.running import Upload
from checker.desk.store import audit, registry, runs
from checker.desk.store.database import Desk
from checker.errors import InputError
from checker.report import Report
from kb.catalogue import load_catalogue

TODAY = date(2026, 11, 23)


def checked(desk: Desk, report: Report, *requirements: str) -> int:
    """A plan to which these duties apply; its id is 1."""
    base = report.findings[0]
    found = tuple(base.model_copy(update={"id": f"u1:{r}", "requirement": r}) for r in requirements)
    runs.enqueue(desk, [Upload("a.pdf", b"one")], runs.Said(), "张三")
    claimed = runs.claim(desk, "w")
    assert claimed and runs.finish(desk, claimed, "w", report.model_copy(update={"findings": found}))
    return 1


def test_a_drill_is_due_by_the_strictest_floor_that_applies(desk: Desk, sample_report: Report) -> None:
    plan = checked(desk, sample_report, "M88-33A", "M88-33B")
    registry.add_event(desk, registry.Event(plan, "drill", "2026-05-31", "消防"), "张三")
    (drill,) = [d for d in due(records(desk)) if d.what == "演练"]
    assert (drill.day, drill.last) == (date(2026, 11, 30), date(2026, 5, 31))
    assert drill.state(TODAY) == "soon" and "M88-33B" in drill.requirements


def test_without_a_drill_it_counts_from_the_issue(desk: Desk, sample_report: Report) -> None:
    checked(desk, sample_report, "M88-33A")  # issued 2024-04
    (drill,) = [d for d in due(records(desk)) if d.what == "演练"]
    assert drill.day == date(2025, 4, 30) and drill.state(TODAY) == "overdue"


def test_a_duty_that_does_not_apply_sets_no_date(desk: Desk, sample_report: Report) -> None:
    report = sample_report.model_copy(update={"not_run": ()})
    checked(desk, report)
    assert due(records(desk)) == []


def test_evaluation_every_three_years_and_filing_in_twenty_workdays(desk: Desk, sample_report: Report) -> None:
    plan = checked(desk, sample_report, "M88-35", "M88-26")
    registry.add_event(desk, registry.Event(plan, "issue", "2026-11-02"), "张三")
    found = {d.what: d for d in due(records(desk))}
    assert found["定期评估"].day == date(2029, 11, 2)
    assert found["备案"].day == date(2026, 11, 30)
    registry.add_event(desk, registry.Event(plan, "filing", "2026-11-20", "应急局", "YA-1"), "张三")
    assert "备案" not in {d.what for d in due(records(desk))}


def test_floors_that_only_recommend_or_leave_the_subject_open_do_not_bind() -> None:
    floors = load_catalogue().floors["drill_interval"]
    onsite = shortest(floors, {"M88-33A"}, {"enterprise-onsite"})
    assert onsite and onsite.max_months == 6
    fire = shortest(floors, {"XF61-40"}, {"enterprise-comprehensive"})
    assert fire and fire.max_months == 12, "whether it is a key unit of fire safety is not known"
    assert shortest(floors, {"GBT33942-5.11"}, {"enterprise-special"}) is None


def test_dates() -> None:
    assert add_months(date(2024, 8, 31), 6) == date(2025, 2, 28)
    assert add_months(date(2024, 2, 29), 12) == date(2025, 2, 28)
    assert add_workdays(date(2026, 11, 20), 1) == date(2026, 11, 23)


def test_the_registry_goes_out_and_comes_in_again(desk: Desk, sample_report: Report) -> None:
    plan = checked(desk, sample_report, "M88-33A")
    registry.add_event(desk, registry.Event(plan, "drill", "2026-05-31", "=HYPERLINK(1)", assessed=True), "张三")
    listed = records(desk)
    data = registry_xlsx(listed, due(listed), TODAY)
    book = load_workbook(BytesIO(data))
    assert book.sheetnames == ["预案台账", "登记", "到期"]
    assert not [c for s in book for row in s.iter_rows() for c in row if c.data_type == "f"]
    assert import_registry(desk, data, "李四") == (0, []), "what is there already is passed over"
    assert len(registry.events(desk)) == 1


def test_a_hand_made_table_is_taken_in_and_its_faults_are_told(desk: Desk) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet
    sheet.append(["预案", "单位", "日期", "事项", "编号"])
    sheet.append(["火灾专项应急预案", "云杉大酒店", date(2026, 3, 5), "演练", None])
    sheet.append(["火灾专项应急预案", "云杉大酒店", "2025/1/15", "备案", "YA-7"])
    sheet.append(["", "云杉大酒店", "2026-01-01", "演练", ""])
    sheet.append(["火灾专项应急预案", "云杉大酒店", "去年", "演练", ""])
    sheet.append([None] * 5)
    buffer = BytesIO()
    book.save(buffer)
    taken, problems = import_registry(desk, buffer.getvalue(), "李四")
    assert taken == 2 and [p[:3] for p in problems] == ["第4行", "第5行"]
    assert [(e.day, e.label, e.number) for e in registry.events(desk)] == [
        ("2026-03-05", "演练", ""),
        ("2025-01-15", "备案", "YA-7"),
    ]
    assert audit.trail(desk, "registry")[0].label == "导入台账"


@pytest.mark.parametrize("data", [b"no excel", b""])
def test_what_is_no_table_is_told(desk: Desk, data: bytes) -> None:
    with pytest.raises(InputError, match="Excel"):
        import_registry(desk, data, "李四")


def test_the_calendar_file_can_be_read_line_by_line(desk: Desk, sample_report: Report) -> None:
    checked(desk, sample_report, "M88-33A", "M88-35")
    text = calendar_file(due(records(desk))).decode()
    assert text.startswith("BEGIN:VCALENDAR\r\n") and text.endswith("END:VCALENDAR\r\n")
    lines = text.split("\r\n")
    assert all(len(line.encode()) <= 75 for line in lines)
    assert text.count("BEGIN:VEVENT") == 2 and "DTSTART;VALUE=DATE:20250430" in lines
    assert len({line for line in lines if line.startswith("UID:")}) == 2


def test_a_citation_replaced_since_the_check_touches_the_plan(desk: Desk, sample_report: Report) -> None:
    from checker.desk.due import touched_by_law

    catalogue = load_catalogue()
    old = next(i for i in catalogue.instruments.values() if i.status == "被代替" and i.replaced_by)
    citation = sample_report.facts.citations[0].model_copy(update={"name": old.name, "instrument": old.id})
    facts = sample_report.facts.model_copy(update={"citations": (citation,)})
    checked(desk, sample_report.model_copy(update={"facts": facts}), "M88-35")
    ((name, _newer),) = touched_by_law(records(desk)[0], catalogue)
    assert name == old.name and citation.status == "current"
