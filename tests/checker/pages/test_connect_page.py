"""The connection page through AppTest: a pair side by side, and a network of several plans."""

from __future__ import annotations

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest
from tests_pages import Add, button

from checker.desk.connecting import Connected, connect_uploads, save_corrected
from checker.desk.running import Upload
from checker.desk.store.database import Desk
from checker.report import Report

SAMPLES = Path(__file__).resolve().parents[3] / "corpora" / "samples"
SCRIPT = "from checker.pages.connect import page\npage()\n"


def upload(name: str) -> Upload:
    return Upload(name, (SAMPLES / name).read_bytes())


@pytest.fixture(scope="module")
def connected() -> Connected:
    plans = [upload(n) for n in ("04-gov-special.docx", "05-gov-special-broken.docx")]
    return connect_uploads(upload("03-master-plan.md"), plans, ocr=False)


@pytest.fixture(autouse=True)
def home(desk: Desk) -> Desk:
    """A desk of its own for every test: what this machine has saved is not looked at."""
    return desk


def opened(connected: Connected | None = None) -> AppTest:
    app = AppTest.from_string(SCRIPT, default_timeout=30)
    if connected:
        app.session_state["connected"] = connected
    return app.run()


def test_starts_empty_and_says_what_silence_means() -> None:
    app = opened()
    assert not app.exception
    assert "不能判断" in app.info[0].value


def test_uploads_are_compared_and_tied_into_a_network(connected: Connected) -> None:
    assert not connected.problems
    assert len(connected.reports) == 2
    assert connected.network is not None


def test_page_shows_network_and_the_passages_of_the_chosen_plan(connected: Connected) -> None:
    app = opened(connected)
    assert not app.exception
    assert [h.value for h in app.header] == ["预案网络", "逐项比对"]
    app.selectbox[1].set_value(1).run()
    assert any("市人民政府市长" in m.value for m in app.markdown)


def test_the_answer_stands_before_the_passages(connected: Connected) -> None:
    app = opened(connected)
    app.selectbox[1].set_value(1).run()
    assert any(m.value.startswith("10 个方面：✗ 未衔接或冲突") for m in app.markdown)
    answer = next(t.value for t in app.dataframe if "衔接的事项" in t.value.columns)
    assert len(answer) == 10 and "✗ 未衔接或冲突" in set(answer["结论"])
    assert any(m.value.endswith("**云泽市突发事件总体应急预案**") and " 对照 " in m.value for m in app.markdown)


def test_what_fits_is_folded_until_asked_for(connected: Connected) -> None:
    app = opened(connected)
    app.selectbox[1].set_value(1).run()
    before = sum(m.value.startswith("**✓ 衔接**") for m in app.markdown)
    toggle = next(t for t in app.toggle if t.label.startswith("也看衔接好的"))
    toggle.set_value(True).run()
    assert not app.exception
    assert sum(m.value.startswith("**✓ 衔接**") for m in app.markdown) > before


def test_unreadable_upper_plan_is_told() -> None:
    found = connect_uploads(Upload("坏.pdf", b"no pdf"), [upload("04-gov-special.docx")], ocr=False)
    assert found.profile is None
    assert "坏.pdf" in found.problems[0]


def test_profile_is_shown_corrected_saved_and_offered_again(connected: Connected) -> None:
    app = opened(connected)
    assert not [s for s in app.selectbox if s.label == "已有的上级预案"]
    next(t for t in app.text_input if t.label == "名称").set_value("云泽市总体应急预案（改正）").run()
    app.button(key="profile-save").click().run()
    assert not app.exception
    assert "云泽市总体应急预案" in app.success[0].value
    offered = next(s for s in opened().selectbox if s.label == "已有的上级预案")
    assert any("云泽市总体应急预案" in option for option in offered.options)


def test_plans_of_the_desk_need_not_be_put_in_again(add: Add, sample_report: Report) -> None:
    for name, title in (("03-master-plan.md", "云泽市总体应急预案"), ("04-gov-special.docx", "云泽市燃气应急预案")):
        plan = sample_report.plan.model_copy(update={"title": title, "organisation": "云泽市人民政府"})
        add(sample_report.model_copy(update={"plan": plan}), (SAMPLES / name).read_bytes(), name)
    app = opened()
    upper = next(s for s in app.selectbox if s.label == "已有的上级预案")
    upper.set_value(next(o for o in (1, 2) if "总体" in upper.options[o]))
    app.multiselect(key="kept").set_value([2 if upper.value == 1 else 1])
    button(app, "开始比对").click().run(timeout=60)
    assert not app.exception
    assert any("10 个方面" in m.value for m in app.markdown)


def test_saved_profile_stands_for_the_upload(connected: Connected) -> None:
    assert connected.profile and connected.upper
    saved = save_corrected(connected.profile, connected.upper)
    again = connect_uploads(saved, [upload("04-gov-special.docx")], ocr=False)
    assert [c.verdict for c in again.reports[0].connections] == [c.verdict for c in connected.reports[0].connections]
    assert again.upper is None
