"""The check page through Streamlit's AppTest: what a user sees after checking, correcting, choosing."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from checker.check import CheckOptions
from checker.desk.running import Outcome, Upload
from checker.pages import check as check_page
from checker.pages.state import Checked, CheckState, Said
from checker.report import Report

SCRIPT = "from checker.pages.check import page\npage()\n"


def opened(*outcomes: Outcome) -> AppTest:
    """The page as it looks once these plans have been checked."""
    app = AppTest.from_string(SCRIPT, default_timeout=30)
    if outcomes:
        checked = [Checked(Upload(o.name, b"plan"), Said(), o) for o in outcomes]
        app.session_state["check"] = CheckState(tuple(checked), round=1)
    return app.run()


def words(app: AppTest) -> str:
    parts = [*app.title, *app.header, *app.markdown, *app.caption, *app.warning, *app.error, *app.info]
    return "\n".join(e.value for e in parts) + "\n".join(e.label for e in app.expander)


@pytest.fixture
def app(sample_report: Report) -> AppTest:
    return opened(Outcome("a.pdf", report=sample_report))


def test_starts_with_what_can_be_uploaded() -> None:
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
        assert expected in text.replace("\\", "")


def test_findings_come_worst_first_with_words_place_clause_and_advice(app: AppTest) -> None:
    labels = [e.label for e in app.expander if "符合" in e.label or "待人工" in e.label]
    order = [
        next(i for i, label in enumerate(labels) if name in label) for name in ("信息报告时限", "响应分级", "应急物资")
    ]
    assert order == sorted(order) and "✗ 不符合" in labels[order[0]]
    text = words(app).replace("\\", "")
    for expected in ("分为三级响应。", "第6页 · 1 总则 › 1.2 响应分级", "GB/T 29639-2020 6.1.2", "逐级写明启动人。"):
        assert expected in text


def test_text_of_the_plan_cannot_become_markup(app: AppTest) -> None:
    text = words(app)
    assert "<script>" not in text and "\\<script\\>" in text
    assert not any(e.allow_html for e in app.markdown)


def test_filters_choose_findings(app: AppTest) -> None:
    app.multiselect(key="unit-1-0").set_value(["u2"]).run()
    labels = "".join(e.label for e in app.expander)
    assert "应急物资" in labels and "响应分级" not in labels


def test_search_over_words_clause_and_quote(app: AppTest) -> None:
    app.text_input(key="words-1-0").set_value("三级响应").run()
    labels = "".join(e.label for e in app.expander)
    assert "响应分级" in labels and "信息报告时限" not in labels


def test_all_outputs_can_be_downloaded(app: AppTest) -> None:
    labels = [e.proto.label for e in app.get("download_button")]
    assert labels == ["下载网页报告", "下载Word 审查意见", "下载Excel 问题清单", "下载JSON 数据"]


def test_a_bad_file_is_a_message_beside_the_others(sample_report: Report) -> None:
    app = opened(Outcome("坏<b>.pdf", problem="[E-DAMAGED] 文件打不开。"), Outcome("a.pdf", report=sample_report))
    assert not app.exception
    assert "文件打不开。" in app.error[0].value.replace("\\", "") and "<b>" not in app.error[0].value
    assert app.header[0].value.startswith("云杉大酒店")


def test_only_bad_files_leave_only_messages() -> None:
    app = opened(Outcome("a.pdf", problem="[E-EMPTY] 文件是空的。"))
    assert not app.exception and len(app.error) == 1 and not app.header


def test_corrected_assumptions_are_checked_again(
    app: AppTest, sample_report: Report, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls: list[CheckOptions] = []

    def again(upload: Upload, options: CheckOptions) -> Outcome:
        calls.append(options)
        plan = sample_report.plan.model_copy(update={"subject": "ordinary", "subject_reason": "用户指定"})
        return Outcome(upload.name, report=sample_report.model_copy(update={"plan": plan}))

    monkeypatch.setattr(check_page, "run_upload", again)
    app.selectbox(key="subject-1-0").set_value("ordinary")
    app.text_input(key="region-1-0").set_value("洛阳市")
    next(b for b in app.button if b.label == "重新检查").click().run()
    assert not app.exception
    assert str(calls[0].subject) == "ordinary" and str(calls[0].region) == "洛阳市"
    assert "一般生产经营单位（用户指定）" in words(app).replace("\\", "")


def test_a_region_nobody_understands_is_told(app: AppTest) -> None:
    app.text_input(key="region-1-0").set_value("洛阳")
    next(b for b in app.button if b.label == "重新检查").click().run()
    assert not app.exception
    assert "请写全称" in app.error[0].value
