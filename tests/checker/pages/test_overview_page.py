"""The page over many plans through AppTest."""

from __future__ import annotations

from streamlit.testing.v1 import AppTest
from tests_pages import Add, words

from checker.desk.store.database import Desk
from checker.report import Report

SCRIPT = "from checker.pages.overview import page\npage()\n"


def opened() -> AppTest:
    return AppTest.from_string(SCRIPT, default_timeout=30).run()


def two(add: Add, report: Report) -> None:
    add(report)
    other = report.plan.model_copy(update={"title": "另一份<b>应急预案", "organisation": "青松酒店"})
    add(report.model_copy(update={"plan": other}), b"two")


def test_says_what_to_do_when_there_are_too_few(desk: Desk, add: Add, sample_report: Report) -> None:
    add(sample_report)
    app = opened()
    assert not app.exception and "一次放进多份预案" in words(app)


def test_common_defects_come_first_and_name_the_plans(desk: Desk, add: Add, sample_report: Report) -> None:
    two(add, sample_report)
    app = opened()
    assert not app.exception
    assert "2 份预案里，问题最普遍的是：“信息报告时限”（2 份不符合" in words(app)
    app.selectbox(key="overview-defect").set_value("MISS-1").run()
    text = words(app)
    assert "✗ 另一份<b>应急预案" in text and "GB/T 29639-2020 6.1.2" in text
    assert "<b>" not in "".join(m.value.replace("\\<", "") for m in app.markdown)


def test_plan_by_key_element_for_each_kind_of_plan(desk: Desk, add: Add, sample_report: Report) -> None:
    two(add, sample_report)
    app = opened()
    matrices = [t.value for t in app.dataframe if "预案" in t.value and t.value["预案"].iloc[-1] == "有不足的份数"]
    assert matrices and all(len(m) == 3 for m in matrices)
    app.pills(key="overview-kinds").set_value(["enterprise-onsite"]).run()
    assert not app.exception


def test_excerpts_are_left_out_until_asked_for(desk: Desk, add: Add, sample_report: Report) -> None:
    units = tuple(u.model_copy(update={"kind": "gov-special"}) for u in sample_report.units)
    short = sample_report.source.model_copy(update={"characters": 300})
    plan = sample_report.plan.model_copy(update={"title": "节选预案"})
    add(sample_report)
    add(sample_report.model_copy(update={"units": units, "source": short, "plan": plan}), b"two")
    app = opened()
    assert "1 份预案里" in words(app)
    app.toggle(key="overview-excerpts").set_value(True).run()
    assert "2 份预案里" in words(app)
