"""What is due next, by the floors that apply and what was registered."""

from __future__ import annotations

from datetime import date

import pytest

from checker.desk.days import add_months, add_workdays, holidays_note, issue
from checker.desk.due import Due, due, shortest, unfinished
from checker.desk.records import records
from checker.desk.running import Upload
from checker.desk.store import registry, runs
from checker.desk.store.database import Desk
from checker.errors import InputError
from checker.report import Report
from kb.catalogue import load_catalogue

TODAY = date(2026, 11, 23)


def checked(desk: Desk, report: Report, *requirements: str, data: bytes = b"one") -> int:
    """A plan to which these duties apply; its id is 1."""
    base = report.findings[0]
    found = tuple(base.model_copy(update={"id": f"u1:{r}", "requirement": r}) for r in requirements)
    runs.enqueue(desk, [Upload("a.pdf", data)], runs.Said(), "张三")
    claimed = runs.claim(desk, "w")
    assert claimed and runs.finish(desk, claimed, "w", report.model_copy(update={"findings": found}))
    return 1


def listed(desk: Desk, today: date = TODAY) -> dict[str, Due]:
    return {d.what: d for d in due(records(desk), today)}


def test_a_drill_is_due_by_the_strictest_floor_that_applies(desk: Desk, sample_report: Report) -> None:
    plan = checked(desk, sample_report, "M88-33A", "M88-33B")
    registry.add_event(desk, registry.Event(plan, "drill", "2026-05-31", "消防"), "张三")
    drill = listed(desk)["演练"]
    assert (drill.day, drill.last) == (date(2026, 11, 30), date(2026, 5, 31))
    assert drill.state(TODAY) == "soon" and "M88-33B" in drill.requirements


def test_without_a_drill_it_counts_from_the_issue(desk: Desk, sample_report: Report) -> None:
    checked(desk, sample_report, "M88-33A")  # issued 2024-04
    drill = listed(desk)["演练"]
    assert drill.day == date(2025, 4, 30) and drill.state(TODAY) == "overdue"


def test_without_any_date_it_asks_for_one(desk: Desk, sample_report: Report) -> None:
    undated = sample_report.model_copy(update={"plan": sample_report.plan.model_copy(update={"issued": ""})})
    checked(desk, undated, "M88-33A", "M88-35", "M88-26")
    found = due(records(desk), TODAY)
    assert len(found) == 4 and {d.state(TODAY) for d in found} == {"unknown"}


def test_a_drill_to_come_is_planned_and_does_not_count_as_held(desk: Desk, sample_report: Report) -> None:
    plan = checked(desk, sample_report, "M88-33B")
    registry.add_event(desk, registry.Event(plan, "drill", "2026-03-01"), "张三")
    registry.add_event(desk, registry.Event(plan, "drill", "2026-12-10"), "张三")
    drill = listed(desk)["演练"]
    assert (drill.last, drill.day, drill.planned) == (date(2026, 3, 1), date(2026, 9, 1), date(2026, 12, 10))
    assert drill.state(TODAY) == "overdue"


def test_on_site_measures_are_drilled_every_half_year_beside_the_rest(desk: Desk, sample_report: Report) -> None:
    plan = checked(desk, sample_report, "M88-33A")
    registry.add_event(desk, registry.Event(plan, "drill", "2026-01-10", category="main"), "张三")
    registry.add_event(desk, registry.Event(plan, "drill", "2026-10-10", category="onsite"), "张三")
    found = listed(desk)
    assert found["演练"].day == date(2027, 1, 10), "a drill of on-site measures is no drill of the whole plan"
    assert found["现场处置方案演练"].day == date(2027, 4, 10)


def test_where_any_drill_does_one_of_on_site_measures_counts(desk: Desk, sample_report: Report) -> None:
    plan = checked(desk, sample_report, "M88-33A", "M88-33B")
    registry.add_event(desk, registry.Event(plan, "drill", "2026-10-10", category="onsite"), "张三")
    assert listed(desk)["演练"].day == date(2027, 4, 10)


def test_a_duty_that_does_not_apply_sets_no_date(desk: Desk, sample_report: Report) -> None:
    report = sample_report.model_copy(update={"not_run": ()})
    checked(desk, report)
    assert due(records(desk), TODAY) == []


def test_evaluation_every_three_years_and_filing_in_twenty_workdays(desk: Desk, sample_report: Report) -> None:
    plan = checked(desk, sample_report, "M88-35", "M88-26")
    registry.add_event(desk, registry.Event(plan, "issue", "2026-11-02"), "张三")
    found = listed(desk)
    assert found["定期评估"].day == date(2029, 11, 2) and "中型" in found["定期评估"].why
    assert found["备案"].day == date(2026, 11, 30)
    registry.add_event(desk, registry.Event(plan, "filing", "2026-11-20", "应急局", "YA-1"), "张三")
    assert "备案" not in listed(desk)


def test_filed_in_the_month_of_issue_is_filed(desk: Desk, sample_report: Report) -> None:
    plan = checked(desk, sample_report, "M88-26")  # the file tells 2024-04 and no day
    registry.add_event(desk, registry.Event(plan, "filing", "2024-04-20"), "张三")
    assert "备案" not in listed(desk)


def test_a_plan_revised_since_is_to_be_filed_again_and_evaluated_from_then(desk: Desk, sample_report: Report) -> None:
    plan = checked(desk, sample_report, "M88-26", "M88-35")
    registry.add_event(desk, registry.Event(plan, "issue", "2024-04-15"), "张三")
    registry.add_event(desk, registry.Event(plan, "filing", "2024-05-06"), "张三")
    assert "备案" not in listed(desk)
    newer = sample_report.model_copy(update={"plan": sample_report.plan.model_copy(update={"issued": "2026-11-20"})})
    checked(desk, newer, "M88-26", "M88-35", data=b"two")
    found = listed(desk)
    assert found["备案"].day == date(2026, 12, 18) and found["备案"].last == date(2024, 5, 6)
    assert found["定期评估"].day == date(2029, 11, 20)


def test_a_drill_is_not_done_with_before_it_is_assessed_and_reported(desk: Desk, sample_report: Report) -> None:
    plan = checked(desk, sample_report, "M88-33B")
    registry.add_event(desk, registry.Event(plan, "drill", "2025-05-01"), "张三")
    registry.add_event(desk, registry.Event(plan, "drill", "2026-05-01", assessed=True), "张三")
    registry.add_event(desk, registry.Event(plan, "drill", "2026-12-01"), "张三")
    (open_,) = unfinished(records(desk), TODAY)
    assert (open_.drill.day, open_.assess, open_.report) == ("2026-05-01", False, True)


def test_floors_that_only_recommend_or_leave_the_subject_open_do_not_bind() -> None:
    floors = load_catalogue().floors["drill_interval"]
    onsite = shortest(floors, {"M88-33A"}, {"enterprise-onsite"})
    assert onsite and onsite.max_months == 6
    fire = shortest(floors, {"XF61-40"}, {"enterprise-comprehensive"})
    assert fire and fire.max_months == 12, "whether it is a key unit of fire safety is not known"
    tall = shortest(floors, {"HR5-44"}, {"enterprise-comprehensive"})
    assert tall and tall.max_months == 12, "whether it is over 100 m or has plans of parts is not known"
    assert shortest(floors, {"GBT33942-5.11"}, {"enterprise-special"}) is None


def test_dates() -> None:
    assert add_months(date(2024, 8, 31), 6) == date(2025, 2, 28)
    assert add_months(date(2024, 2, 29), 12) == date(2025, 2, 28)
    assert add_months(date(2027, 8, 31), 6) == date(2028, 2, 29)
    assert add_months(date(2024, 2, 29), 48) == date(2028, 2, 29)
    assert add_workdays(date(2026, 11, 20), 1) == date(2026, 11, 23)
    # the week of 1 October is off, Saturday 10 October is worked
    assert add_workdays(date(2026, 9, 30), 1) == date(2026, 10, 8)
    assert add_workdays(date(2026, 10, 9), 1) == date(2026, 10, 10)
    assert holidays_note(date(2026, 9, 30), date(2026, 10, 10)) == "已扣除法定节假日"
    far = date(2060, 9, 30)
    assert add_workdays(far, 1) == date(2060, 10, 1) and holidays_note(far, far) == "未扣除尚未公布的节假日"


def test_the_day_of_issue_as_plans_tell_it() -> None:
    month = issue("2024-02")
    assert month and (month.first, month.last, month.words) == (date(2024, 2, 1), date(2024, 2, 29), "2024-02")
    year = issue("2024")
    assert year and (year.last, year.words) == (date(2024, 12, 31), "2024")
    assert issue("2024-02-30") is None and issue("2024-13") is None and issue("") is None


@pytest.mark.parametrize("day", ["去年", "2026-02-30", "9999-12-31", "0206-05-01"])
def test_a_day_that_can_not_be_meant_is_refused(desk: Desk, sample_report: Report, day: str) -> None:
    plan = checked(desk, sample_report, "M88-33A")
    with pytest.raises(InputError, match="日期"):
        registry.add_event(desk, registry.Event(plan, "drill", day), "张三")
    assert due(records(desk), TODAY)
