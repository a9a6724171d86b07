"""The registry in and out as Excel, the calendar file."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from checker.desk.calendar_file import calendar_file
from checker.desk.due import due
from checker.desk.records import records
from checker.desk.registry_files import import_registry, registry_xlsx
from checker.desk.running import Upload
from checker.desk.standing import standings
from checker.desk.store import audit, plans, registry, runs
from checker.desk.store.database import Desk, open_desk
from checker.errors import InputError
from checker.report import Report
from checker.reporting.view import clean
from kb.catalogue import load_catalogue

TODAY = date(2026, 11, 23)
HEAD = ("预案", "单位", "日期", "事项", "编号")


def checked(desk: Desk, report: Report, *requirements: str) -> int:
    """A plan to which these duties apply; its id is 1."""
    base = report.findings[0]
    found = tuple(base.model_copy(update={"id": f"u1:{r}", "requirement": r}) for r in requirements)
    runs.enqueue(desk, [Upload("a.pdf", b"one")], runs.Said(), "张三")
    claimed = runs.claim(desk, "w")
    assert claimed and runs.finish(desk, claimed, "w", report.model_copy(update={"findings": found}))
    return 1


def exported(desk: Desk) -> bytes:
    listed = records(desk)
    return registry_xlsx(standings(listed, load_catalogue(), TODAY), due(listed, TODAY), TODAY)


def workbook(rows: Iterable[Iterable[object]], title: str = "Sheet") -> bytes:
    book = Workbook()
    sheet = book.active
    assert sheet
    sheet.title = title
    for row in rows:
        sheet.append(list(row))
    buffer = BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def entries(desk: Desk) -> set[tuple[object, ...]]:
    names = {p.id: (p.organisation, clean(p.title)) for p in plans.plans(desk)}
    told = ("kind", "day", "category", "about", "number", "assessed", "reported", "note")
    return {(*names[e.plan], *(getattr(e, name) for name in told)) for e in registry.events(desk)}


def test_the_registry_goes_out_and_comes_in_again(desk: Desk, sample_report: Report) -> None:
    plan = checked(desk, sample_report, "M88-33A")
    registry.add_event(desk, registry.Event(plan, "drill", "2026-05-31", "=HYPERLINK(1)", assessed=True), "张三")
    data = exported(desk)
    book = load_workbook(BytesIO(data))
    assert book.sheetnames == ["预案台账", "登记", "到期"]
    assert not [c for s in book for row in s.iter_rows() for c in row if c.data_type == "f"]
    taken = import_registry(desk, data, "李四")
    assert (taken.plans, taken.added, taken.changed, taken.problems) == (0, 0, 0, ()), "what is there is passed over"
    assert len(registry.events(desk)) == 1


def test_nothing_is_lost_on_the_way_to_another_desk(
    desk: Desk, sample_report: Report, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    plan = checked(desk, sample_report, "M88-33A")
    for event in (
        registry.Event(plan, "drill", "2026-05-31", "=1+1", "", "备注；有分号", True, True, "onsite"),
        registry.Event(plan, "evaluation", "2026-02-28", "三年一次", category="revise"),
        registry.Event(plan, "filing", "2024-05-20", "某区应急管理局", "0012"),
        registry.Event(plan, "issue", "2024-04-30", "第1次", "云发〔2024〕3号"),
    ):
        registry.add_event(desk, event, "张三")
    registry.add_plan(desk, "", "停电应急预案", "张三")
    data, before = exported(desk), entries(desk)
    monkeypatch.setenv("PLANCHECK_HOME", str(tmp_path / "other"))
    other = open_desk()
    assert other.home != desk.home
    taken = import_registry(other, data, "李四")
    assert (taken.plans, taken.added, taken.problems) == (2, 4, ())
    assert entries(other) == before
    names = [{(p.organisation, clean(p.title)) for p in plans.plans(each)} for each in (desk, other)]
    assert names[0] == names[1]


def test_a_table_of_plans_nobody_checked_has_days_once_it_says_what_they_are(desk: Desk) -> None:
    rows = (
        (*HEAD, "单位类型", "预案种类"),
        ("生产安全事故应急预案", "云杉大酒店", "2026-01-28", "公布", None, "人员密集场所", "综合应急预案"),
        ("生产安全事故应急预案", "青松机械厂", "2026-01-28", "公布", None, "一般企业", None),
        ("防汛应急预案", "某县", "2026-01-28", "公布", None, None, None),
    )
    import_registry(desk, workbook(rows), "李四")
    found = {(d.organisation, d.what): d.day for d in due(records(desk), TODAY)}
    assert found[("云杉大酒店", "演练")] == date(2026, 7, 28) and found[("青松机械厂", "演练")] == date(2027, 1, 28)
    assert ("云杉大酒店", "备案") in found and ("青松机械厂", "备案") not in found
    assert not [who for who, _what in found if who == "某县"]
    assert import_registry(desk, exported(desk), "李四").added == 0


def test_what_was_changed_in_excel_replaces_the_entry(desk: Desk, sample_report: Report) -> None:
    plan = checked(desk, sample_report, "M88-33A")
    registry.add_event(desk, registry.Event(plan, "drill", "2026-05-31", "消防"), "张三")
    book = load_workbook(BytesIO(exported(desk)))
    book["登记"].cell(2, 8).value = "是"
    buffer = BytesIO()
    book.save(buffer)
    taken = import_registry(desk, buffer.getvalue(), "李四")
    assert (taken.added, taken.changed) == (0, 1)
    (event,) = registry.events(desk)
    assert event.assessed and event.about == "消防"


def test_a_hand_made_table_is_taken_in_and_its_faults_are_told(desk: Desk) -> None:
    rows = (
        ("某县应急局 2026 年预案台账",),
        HEAD,
        ("火灾专项应急预案", "云杉大酒店", date(2026, 3, 5), "演练", None),
        ("火灾专项应急预案", "云杉大酒店", "2025/1/15", "备案", "YA-7"),
        ("火灾专项应急预案", "云杉大酒店", "2025年1月8日", "发布", None),
        ("火灾专项应急预案", "云杉大酒店", 46204, "评估", None),
        ("火灾专项应急预案", "云杉大酒店", "2026.3.5", "演练"),
        ("", "云杉大酒店", "2026-01-01", "演练", ""),
        ("火灾专项应急预案", "云杉大酒店", "去年", "演练", ""),
        ("停电应急预案", "云杉大酒店", "9999-01-01", "演练", ""),
        ("火灾专项应急预案", "云杉大酒店", "2026-01-01", "开会", ""),
        [None] * 5,
    )
    taken = import_registry(desk, workbook(rows), "李四")
    assert taken.added == 4 and [p[:4] for p in taken.problems] == ["第8行：", "第9行：", "第10行", "第11行"]
    assert [(e.day, e.label, e.number) for e in registry.events(desk)] == [
        ("2026-07-01", "定期评估", ""),
        ("2026-03-05", "演练", ""),
        ("2025-01-15", "备案", "YA-7"),
        ("2025-01-08", "公布实施", ""),
    ]
    assert [p.title for p in plans.plans(desk)] == ["火灾专项应急预案"], "a row that fails leaves no plan behind"
    assert audit.trail(desk, "registry")[0].label == "导入台账"


@pytest.mark.parametrize("data", [b"no excel", b"", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), b"PK\x03\x04cut"])
def test_what_is_no_table_is_told(desk: Desk, data: bytes) -> None:
    with pytest.raises(InputError, match="另存为"):
        import_registry(desk, data, "李四")


def test_a_table_without_the_columns_is_told_what_they_are(desk: Desk) -> None:
    with pytest.raises(InputError, match="单位、预案、事项、日期"):
        import_registry(desk, workbook([("姓名", "电话"), ("林某", "123")]), "李四")
    with pytest.raises(InputError, match="没有找到表头"):
        import_registry(desk, workbook([]), "李四")


def unfolded(data: bytes) -> list[str]:
    text = data.decode()
    assert text.endswith("\r\n") and "\n" not in text.replace("\r\n", "")
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    return text.replace("\r\n ", "").split("\r\n")[:-1]


def test_the_calendar_file_keeps_the_rules_of_its_format(desk: Desk, sample_report: Report) -> None:
    named = {"title": "火灾,触电;坍塌\\综合应急预案" * 6, "organisation": "云杉大酒店\n有限公司"}
    report = sample_report.model_copy(update={"plan": sample_report.plan.model_copy(update=named)})
    checked(desk, report, "M88-33A", "M88-35")
    lines = unfolded(calendar_file(due(records(desk), TODAY)))
    assert lines[0] == "BEGIN:VCALENDAR" and lines[-1] == "END:VCALENDAR" and "VERSION:2.0" in lines
    assert lines.count("BEGIN:VEVENT") == lines.count("END:VEVENT") == 3
    assert {"DTSTART;VALUE=DATE:20250430", "DTEND;VALUE=DATE:20250501"} <= set(lines)
    assert len({line for line in lines if line.startswith("UID:")}) == 3
    summaries = [line for line in lines if line.startswith("SUMMARY:")]
    assert all("火灾\\,触电\\;坍塌\\\\综合" in line for line in summaries)
    again = unfolded(calendar_file(due(records(desk), TODAY)))
    assert [x for x in lines if x.startswith("UID:")] == [x for x in again if x.startswith("UID:")]
