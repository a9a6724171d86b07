"""The self-check through AppTest."""

from __future__ import annotations

from streamlit.testing.v1 import AppTest
from tests_pages import Add, words

from checker.desk.store import registry
from checker.desk.store.database import Desk
from checker.desk.store.todos import ticked
from checker.report import Report, Verdict

SELFCHECK = "from checker.pages.selfcheck import page\npage()\n"


def opened(run: int = 0) -> AppTest:
    app = AppTest.from_string(SELFCHECK, default_timeout=30)
    if run:
        app.session_state["run"] = str(run)
    return app.run()


def test_selfcheck_says_what_to_do_when_empty(desk: Desk) -> None:
    app = opened()
    assert not app.exception and "请先到“检查预案”" in words(app)


def test_selfcheck_lists_worst_first_with_what_to_write(desk: Desk, add: Add, sample_report: Report) -> None:
    run = add(sample_report)
    app = opened(run.id)
    assert not app.exception
    labels = [e.label.replace("\\", "") for e in app.expander]
    assert labels[0].startswith("1. :red[先改] ＊信息报告时限") and "再改" in labels[1] and "请核对" in labels[2]
    text = words(app)
    assert (
        "怎么写** 逐级写明启动人。" in text
        and "查找范围" in text
        and "备案申报表" in "".join(c.label for c in app.checkbox)
    )
    assert "<script>" not in "".join(m.value for m in app.markdown)


def test_what_is_ticked_off_stays(desk: Desk, add: Add, sample_report: Report) -> None:
    run = add(sample_report)
    app = opened(run.id)
    next(c for c in app.checkbox if c.label == "已处理").check().run()
    assert not app.exception
    assert {item for _unit, item in ticked(desk, 1)} == {"MISS-1"}
    assert opened(run.id).expander[0].label.startswith("1. ✓ 已处理")
    app.toggle(key="self-open").set_value(True).run()
    assert "信息报告时限" not in "".join(e.label for e in app.expander)


def test_the_first_open_matter_is_unfolded_and_named_as_the_next_step(
    desk: Desk, add: Add, sample_report: Report
) -> None:
    run = add(sample_report)
    app = opened(run.id)
    assert "下一步：从“信息报告时限”改起" in words(app)
    assert [e.proto.expanded for e in app.expander[:3]] == [True, False, False]
    next(c for c in app.checkbox if c.label == "已处理").check().run()
    assert "下一步：从“响应分级”改起" in words(app)


def test_filing_shows_what_the_file_proves_and_until_when(desk: Desk, add: Add, sample_report: Report) -> None:
    run = add(sample_report)
    text = words(opened(run.id))
    assert "最迟 2024-05-30" in text and "单位名称：云杉大酒店有限公司" in text and "中型规模以上" in text
    registry.add_event(desk, registry.Event(1, "filing", "2024-05-20", "某区应急局", "YA-1"), "张三")
    app = opened(run.id)
    assert not app.exception and "台账已登记备案：2024-05-20" in app.success[0].value.replace("\\", "")


def test_a_new_version_is_put_in_and_compared(desk: Desk, add: Add, sample_report: Report) -> None:
    first = add(sample_report)
    app = opened(first.id)
    assert "只有一版" in words(app) or "放进改好的文件" in words(app)
    cured = tuple(
        f.model_copy(update={"verdict": Verdict.COMPLIANT}) if f.requirement == "MISS-1" else f
        for f in sample_report.findings
    )
    second = add(sample_report.model_copy(update={"findings": cured}), b"two")
    app = opened(second.id)
    assert not app.exception
    downloads = [b.proto.label for b in app.get("download_button")]
    assert "下载修改情况说明（Word）" in downloads and "下载整改清单（Excel）" in downloads
    assert any("✓ 已改正" in set(table.value.get("结果", ())) for table in app.dataframe)
