"""The registry through AppTest."""

from __future__ import annotations

from datetime import date

from streamlit.testing.v1 import AppTest
from tests_pages import Add, button, words

from checker.desk.due import Due
from checker.desk.store import registry, runs
from checker.desk.store.database import Desk
from checker.pages.registry_due import buckets
from checker.report import Report

REGISTRY = "from checker.pages.registry import page\npage()\n"


def opened() -> AppTest:
    return AppTest.from_string(REGISTRY, default_timeout=30).run()


def with_duty(report: Report, *requirements: str) -> Report:
    base = report.findings[0]
    more = tuple(base.model_copy(update={"id": f"u1:{r}", "requirement": r}) for r in requirements)
    return report.model_copy(update={"findings": (*report.findings, *more)})


def test_an_empty_registry_says_what_to_do(desk: Desk) -> None:
    app = opened()
    assert not app.exception and "台账是空的" in words(app)


def test_what_is_due_is_listed_with_its_basis(desk: Desk, add: Add, sample_report: Report) -> None:
    add(with_duty(sample_report, "M88-33B", "M88-35"))
    app = opened()
    assert not app.exception
    table = app.dataframe[0].value
    assert set(table["事项"]) == {"演练", "定期评估"} and "✗ 逾期" in set(table["状态"])
    assert any("M88-33B" in why for why in table["依据"])


def test_an_event_is_registered_and_removed(desk: Desk, add: Add, sample_report: Report) -> None:
    add(with_duty(sample_report, "M88-33B"))
    app = opened()
    next(t for t in app.text_input if t.label.startswith("内容")).set_value("消防<b>演练")
    button(app, "登记").click().run()
    assert not app.exception and any("已登记" in s.value for s in app.success)
    (event,) = registry.events(desk)
    assert event.kind == "drill" and event.about == "消防<b>演练"
    assert "<b>" not in "".join(m.value for m in app.markdown)
    app.button(key=f"remove-{event.id}").click().run()
    assert not registry.events(desk)


def test_a_drill_is_finished_with_by_two_buttons(desk: Desk, add: Add, sample_report: Report) -> None:
    add(with_duty(sample_report, "M88-33B"))
    registry.add_event(desk, registry.Event(1, "drill", "2026-10-01", "消防"), "张三")
    app = opened()
    button(app, "已写评估报告").click().run()
    button(app, "已报送监管部门").click().run()
    assert not app.exception
    (event,) = registry.events(desk)
    assert event.assessed and event.reported and event.about == "消防"
    assert "演练以后还要做的" not in words(app)


def test_a_plan_on_an_old_law_is_to_be_revised_and_checked_again(desk: Desk, add: Add, sample_report: Report) -> None:
    citation = sample_report.facts.citations[0].model_copy(update={"instrument": "TFSJ-2007"})
    facts = sample_report.facts.model_copy(update={"citations": (citation,)})
    add(sample_report.model_copy(update={"facts": facts}))
    app = opened()
    text = words(app)
    assert not app.exception and "待修订" in text and "2024-11-01 起" in text and "编制修订率" in text
    app.button[[b.label for b in app.button].index("按现行规定重新检查这 1 份")].click().run()
    assert not app.exception and any("排队重新检查" in s.value for s in app.success)
    assert [r.state for r in runs.runs(desk)] == ["queued", "done"]


def test_a_plan_without_a_file_is_put_on_the_list_and_taken_off(desk: Desk) -> None:
    app = opened()
    app.text_input[0].set_value("云杉大酒店")
    app.text_input[1].set_value("停电应急预案")
    button(app, "列入台账").click().run()
    assert not app.exception and "未编 **1** 份" in words(app)
    button(app, "从台账去掉这一份").click().run()
    assert not app.exception and "台账是空的" in words(app)


def test_a_plan_that_was_not_checked_has_days_once_somebody_says_what_it_is(desk: Desk) -> None:
    plan = registry.add_plan(desk, "云杉大酒店", "生产安全事故应急预案", "张三")
    registry.add_event(desk, registry.Event(plan, "issue", "2026-01-28"), "张三")
    app = opened()
    assert "算不出到期" in words(app)
    app.selectbox(key=f"what-subject-{plan}").set_value("crowded-place")
    button(app, "保存").click().run()
    assert not app.exception and "算不出到期" not in words(app)
    assert {"演练", "定期评估", "备案"} == set(app.dataframe[0].value["事项"])


def test_days_are_put_together_month_by_month_for_a_year(desk: Desk, add: Add, sample_report: Report) -> None:
    days = (date(2026, 1, 1), date(2026, 11, 30), date(2027, 10, 31), date(2027, 12, 1), date(2029, 5, 1), None)
    dues = [Due(1, "t", "o", "演练", None, day, "", ()) for day in days]
    found = [b for b in buckets(dues, date(2026, 11, 23)) if b[2]]
    whens = [when for when, _what, _n in found]
    assert whens == ["逾期", "2026-11", "2027-10", "2027年其余", "2029年"]
