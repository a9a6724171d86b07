"""The check page through Streamlit's AppTest: what a user sees after checking, correcting, choosing."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest
from tests_pages import Add, button, words

from checker.desk.running import Upload
from checker.desk.store import runs
from checker.desk.store.database import Desk
from checker.report import NotRun, Report

SCRIPT = "from checker.pages.check import page\npage()\n"


def opened(run: runs.Run | None = None) -> AppTest:
    """The page as it looks with this run open."""
    app = AppTest.from_string(SCRIPT, default_timeout=30)
    if run:
        app.session_state["run"] = str(run.id)
    return app.run()


@pytest.fixture
def app(add: Add, sample_report: Report) -> AppTest:
    return opened(add(sample_report))


def test_starts_with_what_can_be_uploaded(desk: Desk) -> None:
    app = opened()
    assert not app.exception
    assert "PDF、Word" in words(app)


def test_shows_what_was_read_what_not_and_what_was_assumed(app: AppTest) -> None:
    assert not app.exception
    text = words(app)
    for expected in (
        "第3–5、9页：扫描页",
        "云杉大酒店有限公司",
        "人员密集场所经营单位",
        "河南省洛阳市",
        "供评审人员参考",
    ):
        assert expected in text


def test_findings_come_worst_first_with_words_place_clause_and_advice(app: AppTest) -> None:
    labels = [e.label for e in app.expander if "符合" in e.label or "待人工" in e.label]
    order = [
        next(i for i, label in enumerate(labels) if name in label) for name in ("信息报告时限", "响应分级", "应急物资")
    ]
    assert order == sorted(order) and "✗ 不符合" in labels[order[0]]
    text = words(app)
    for expected in ("分为三级响应。", "第6页 · 1 总则 › 1.2 响应分级", "GB/T 29639-2020 6.1.2", "逐级写明启动人。"):
        assert expected in text


def test_text_of_the_plan_cannot_become_markup(app: AppTest) -> None:
    raw = "\n".join(e.value for e in (*app.markdown, *app.header, *app.warning))
    assert "<script>" not in raw and "\\<script\\>" in raw
    assert not any(e.allow_html for e in app.markdown)


def test_filters_choose_findings(app: AppTest) -> None:
    app.multiselect(key="unit-1").set_value(["u2"]).run()
    labels = "".join(e.label for e in app.expander)
    assert "应急物资" in labels and "响应分级" not in labels


def test_search_over_words_clause_and_quote(app: AppTest) -> None:
    app.text_input(key="words-1").set_value("三级响应").run()
    labels = "".join(e.label for e in app.expander)
    assert "响应分级" in labels and "信息报告时限" not in labels


def test_all_outputs_can_be_downloaded(app: AppTest) -> None:
    labels = [e.proto.label for e in app.get("download_button")]
    assert labels == ["下载网页报告", "下载Word 审查意见", "下载Excel 问题清单", "下载JSON 数据"]


def test_a_file_that_cannot_be_checked_says_why(add: Add, sample_report: Report) -> None:
    bad = add(sample_report, name="坏<b>.pdf", problem="[E-DAMAGED] 文件打不开。")
    app = opened(bad)
    assert not app.exception and not app.header
    assert "文件打不开。" in app.error[0].value.replace("\\", "") and "<b>" not in app.error[0].value


def test_the_queue_shows_what_waits_and_can_be_cancelled(desk: Desk, add: Add, sample_report: Report) -> None:
    add(sample_report)
    first, second = runs.enqueue(desk, [Upload("一.pdf", b"1"), Upload("二.pdf", b"2")], runs.Said(), "张三")
    app = opened()
    assert not app.exception
    assert "检查记录（1 份完成，2 份进行中）" in words(app)
    app.button(key=f"cancel-{second}").click().run()
    states = {r.id: r.state for r in runs.runs(desk)}
    assert states[second] == "cancelled" and states[first] == "queued"


def test_another_session_sees_the_same_queue_and_opens_from_it(add: Add, sample_report: Report) -> None:
    run = add(sample_report)
    app = opened()
    app.button(key=f"open-{run.id}").click().run()
    assert app.header[0].value.startswith("云杉大酒店")


def test_corrected_assumptions_are_checked_again(desk: Desk, app: AppTest) -> None:
    app.selectbox(key="subject-1").set_value("ordinary")
    app.text_input(key="region-1").set_value("洛阳市")
    button(app, "重新检查").click().run()
    assert not app.exception
    run = runs.run(desk, 2)
    assert run and run.state == "queued" and (run.said.subject, run.said.region) == ("ordinary", "洛阳市")
    assert run.sha256 == runs.run(desk, 1).sha256  # type: ignore[union-attr]


def test_a_region_nobody_understands_is_told(desk: Desk, app: AppTest) -> None:
    app.text_input(key="region-1").set_value("洛阳")
    button(app, "重新检查").click().run()
    assert not app.exception
    assert "请写全称" in app.error[0].value and runs.run(desk, 2) is None


def test_an_open_plan_comes_before_the_field_for_files(desk: Desk, app: AppTest) -> None:
    field = next(e for e in app.expander if e.label == "放进预案")
    assert not field.proto.expanded
    assert next(e for e in opened().expander if e.label == "放进预案").proto.expanded


def test_every_assumption_is_told_the_upper_plan_too(app: AppTest) -> None:
    text = words(app)
    for expected in ("预案类型] 综合应急预案、现场处置方案", "单位类型]", "地区]", "法规截止日]", "上级预案] 没有对照"):
        assert expected in text
    assert "自动识别：河南省洛阳市" in [t.placeholder for t in app.text_input]


def test_findings_are_ordered_as_asked(app: AppTest) -> None:
    def first() -> str:
        return next(e.label for e in app.expander if "符合**" in e.label)

    assert "信息报告时限" in first()
    app.selectbox(key="order-1").set_value("按原文位置").run()
    assert not app.exception and "响应分级" in first()  # what is missing has no place and comes last


def test_plans_of_one_batch_stand_in_one_table(desk: Desk, sample_report: Report) -> None:
    uploads = [Upload("一.pdf", b"1"), Upload("二.pdf", b"2"), Upload("坏.pdf", b"3")]
    first, _second, _bad = runs.enqueue(desk, uploads, runs.Said(), "张三")
    for problem in ("", "", "[E-DAMAGED] 文件打不开。"):
        claimed = runs.claim(desk, "w")
        assert claimed and runs.finish(desk, claimed, "w", None if problem else sample_report, (), problem)
    app = opened(runs.run(desk, first))
    assert not app.exception and "这一批 3 份" in words(app)
    table = app.dataframe[0].value
    assert list(table["预案"]) == ["一.pdf", "二.pdf", "坏.pdf"] and "文件打不开" in list(table["结果"])[2]
    assert (table["✗ 不符合"][0], table["没有读到（页）"][0]) == (1, 4) and table["待定（行）"][0] > 0


def test_what_was_not_checked_is_named_once_with_its_reason(add: Add, sample_report: Report) -> None:
    skipped = tuple(NotRun(unit=unit, requirement="M88-27", reason="需要备案材料") for unit in ("u1", "u2"))
    app = opened(add(sample_report.model_copy(update={"not_run": skipped})))
    assert "没有检查的要求（1 项，附原因）" in [e.label for e in app.expander]
    (table,) = [d.value for d in app.dataframe if "编号" in d.value and "原因" in d.value]
    assert list(table["编号"]) == ["M88-27"] and list(table["单元"]) == ["综合应急预案 等 2 个单元"]
    assert "M88-27" not in set(table["要求"])
