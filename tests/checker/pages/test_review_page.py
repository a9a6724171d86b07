"""The review page through AppTest: rows, words, decisions, what is carried over, comparison, trail."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest
from tests_pages import Add, button, words

from checker.desk.store import decisions
from checker.desk.store.database import Desk
from checker.desk.store.runs import Run
from checker.report import Report, Verdict

SCRIPT = "from checker.pages.review import page\npage()\n"


def opened(run: Run | None = None, *, who: str = "李四", mode: str = "逐条要求") -> AppTest:
    app = AppTest.from_string(SCRIPT, default_timeout=30)
    if run:
        app.session_state["run"] = str(run.id)
        app.session_state["review-mode"] = mode
    if who:
        app.session_state["who"] = who
    return app.run()


@pytest.fixture
def run(add: Add, sample_report: Report) -> Run:
    return add(sample_report)


def row(app: AppTest, item: str) -> None:
    next(r for r in app.radio if r.label == "行").set_value(item).run()


def decide(app: AppTest, item: str, verdict: Verdict, note: str) -> None:
    row(app, item)
    next(b for b in app.button if b.label.removeprefix("● ") == verdict.label).click().run()
    next(t for t in app.text_area if t.label == "说明").set_value(note)
    button(app, "确定，看下一行").click().run()
    assert not app.exception


def test_an_empty_desk_says_what_to_do(desk: Desk) -> None:
    app = opened()
    assert not app.exception and "请先到“检查预案”放进文件" in words(app)


def test_the_five_tables_and_their_rows_are_there(run: Run) -> None:
    app = opened(run, mode="评审表")
    assert not app.exception
    text = words(app)
    for expected in ("附件1 形式评审表", "附件4 火灾现场处置方案", "附件5", "封面"):
        assert expected in text


def test_a_row_shows_proposal_reason_clause_points_and_words(run: Run) -> None:
    app = opened(run)
    row(app, "PART-1")
    text = words(app)
    for expected in (
        "初审 :orange[**△ 基本符合**]",
        "GB/T 29639-2020 6.1.2；应急预案管理办法 第六条",
        "每一级写明由谁启动",
        "第6页 · 1 总则 › 1.2 响应分级",
        "分为三级响应。",
    ):
        assert expected in text


def test_what_is_missing_shows_the_nearest_words_and_where_it_was_searched(run: Run) -> None:
    app = opened(run)
    row(app, "MISS-1")
    text = words(app)
    assert "查找范围：响应分级、全文" in text and "第41段" in text
    assert "未见达到要求的原文。程序查过：响应分级、全文" in text
    assert "<script>" not in "".join(m.value for m in app.markdown)


def test_a_decision_is_kept_and_the_next_open_row_comes(desk: Desk, run: Run) -> None:
    app = opened(run)
    decide(app, "PART-1", Verdict.COMPLIANT, "附件二里有")
    (kept,) = decisions.standing(desk, 1).values()
    assert (kept.item, kept.verdict, kept.note, kept.who) == ("PART-1", "compliant", "附件二里有", "李四")
    assert next(r for r in app.radio if r.label == "行").value == "OK-1"
    row(app, "PART-1")
    assert "评审 **符合** :gray[李四]　附件二里有" in words(app)


def test_it_is_still_there_after_a_reload_in_another_session(run: Run) -> None:
    decide(opened(run), "PART-1", Verdict.COMPLIANT, "附件二里有")
    app = opened(run)
    row(app, "PART-1")
    assert "附件二里有" in words(app)


def test_without_a_name_nothing_can_be_decided(desk: Desk, run: Run) -> None:
    app = opened(run, who="")
    assert button(app, "确定，看下一行").disabled and "先在上面写姓名" in words(app)


def test_bulk_accept_and_what_is_open(desk: Desk, run: Run) -> None:
    app = opened(run)
    next(b for b in app.button if b.label.startswith("接受所列")).click().run()
    assert not app.exception
    assert {d.item for d in decisions.standing(desk, 1).values()} == {"OK-1", "PART-1", "MISS-1"}
    assert "全部已定" in words(app)


def test_a_decision_can_be_taken_back_and_the_trail_keeps_both(desk: Desk, run: Run) -> None:
    app = opened(run)
    decide(app, "PART-1", Verdict.COMPLIANT, "")
    row(app, "PART-1")
    button(app, "撤回").click().run()
    assert not decisions.standing(desk, 1)
    app.session_state["review-view"] = "记录"
    app.run()
    assert not app.exception
    verdicts = list(app.dataframe[0].value["结论"])
    assert verdicts == ["撤回", "符合"]


def test_after_the_last_row_of_a_table_the_next_table_comes(desk: Desk, run: Run) -> None:
    app = opened(run, mode="评审表")
    for number in range(6):
        next(b for b in app.button if b.label.removeprefix("● ") == "符合").click().run()
        button(app, "确定，看下一行").click().run()
        assert not app.exception, number
    assert len(decisions.standing(desk, 1)) == 6
    assert next(r for r in app.radio if r.label == "表").value == 1 and "F2-1" in words(app)


def test_the_rest_of_all_tables_is_accepted_at_once(desk: Desk, add: Add, sample_report: Report) -> None:
    second = sample_report.findings[0].model_copy(update={"id": "u2:OTHER", "unit": "u2", "requirement": "OTHER"})
    report = sample_report.model_copy(update={"findings": (*sample_report.findings, second)})
    app = opened(add(report))
    app.button(key="accept-rest").click().run()
    assert not app.exception
    assert {d.item for d in decisions.standing(desk, 1).values()} >= {"OK-1", "PART-1", "MISS-1", "OTHER"}


def test_the_next_plan_with_open_rows_is_one_key_away(add: Add, sample_report: Report, run: Run) -> None:
    other = sample_report.plan.model_copy(update={"title": "白桦厂生产安全事故应急预案", "organisation": "白桦厂"})
    second = add(sample_report.model_copy(update={"plan": other}), b"two")
    app = opened(run)
    app.button(key="next-plan").click().run()
    assert not app.exception and app.session_state["run"] == str(second.id)


def test_points_name_the_numbered_place_of_their_words(run: Run) -> None:
    app = opened(run)
    row(app, "PART-1")
    assert "〔1〕第6页" in words(app) and "用来核对：" in words(app)


def test_filter_search_and_order(run: Run) -> None:
    app = opened(run)
    app.text_input(key="review-words").set_value("三级响应").run()
    assert [o.split()[0] for o in next(r for r in app.radio if r.label == "行").options] == ["响应分级"]
    app.text_input(key="review-words").set_value("没有这样的话").run()
    assert "没有符合筛选的行" in words(app)


def test_a_new_version_carries_the_word_over_and_is_compared(
    desk: Desk, add: Add, sample_report: Report, run: Run
) -> None:
    decide(opened(run), "OK-1", Verdict.PARTIAL, "太短")
    cured = tuple(
        f.model_copy(update={"verdict": Verdict.COMPLIANT, "reason": "已补"}) if f.requirement == "MISS-1" else f
        for f in sample_report.findings
    )
    newer = add(sample_report.model_copy(update={"findings": cured}), b"two")
    app = opened(newer)
    row(app, "OK-1")
    assert "评审 **基本符合**（沿用第1版的结论）" in words(app)
    app.session_state["review-view"] = "与前一版对照"
    app.run()
    assert not app.exception
    table = app.dataframe[0].value
    assert dict(zip(table["检查内容"], table["结果"], strict=True))["信息报告时限"] == "✓ 已改正"


def test_every_output_is_offered(run: Run) -> None:
    app = opened(run)
    labels = [e.proto.label for e in app.get("download_button")]
    assert labels[:3] == ["评审表（DOCX）", "评审意见（DOCX）", "问题清单（XLSX）"]
    assert "批注（PDF）" in [b.label for b in app.button], "told why not: the file of this test is none"
