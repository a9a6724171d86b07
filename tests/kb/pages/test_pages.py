"""The other pages of the knowledge base through Streamlit's AppTest."""

from __future__ import annotations

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from kb.texts.models import SourceLine, SourceText

ARTICLES = "\n".join(f"第{n}条 这是第{n}条的内容，写明演练的事。" for n in "一二三四五")


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("PLANCHECK_HOME", str(tmp_path))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return tmp_path


def run(page: str) -> AppTest:
    return AppTest.from_string(f"from kb.pages.{page} import page\npage()\n", default_timeout=30).run()


def said(app: AppTest) -> str:
    return "\n".join(e.value for e in (*app.markdown, *app.caption, *app.info)).replace("\\", "")


def keep_text(home: Path, instrument: str, text: str) -> None:
    from datetime import date

    from kb.catalogue import load_catalogue
    from kb.texts.library import Library

    file = home / f"{instrument}.txt"
    file.write_text(text, encoding="utf-8")
    lines = tuple(SourceLine(text=t) for t in text.splitlines())
    source = SourceText(name=file.name, sha256=f"{hash(text) & (2**64 - 1):064x}", lines=lines)
    Library().add(load_catalogue(), source, file, instrument=instrument, today=date(2031, 1, 1))


def test_register_knows_what_was_in_force_on_a_day() -> None:
    app = run("register")
    app.text_input(key="name").set_value("突发事件应对法").run()
    app.selectbox(key="chosen").set_value("TFSJ-2007").run()
    assert not app.exception
    text = said(app)
    assert "2024-11-01 止" in text and "已被代替或废止" in text


def test_forms_show_the_row_beside_the_duties() -> None:
    app = run("forms")
    app.selectbox(key="form").set_value("F2").run()
    text = said(app)
    assert not app.exception and "F2-18" in text and "一般企业演练频次" in text


def test_one_element_in_the_forms_the_standard_and_the_measure() -> None:
    app = run("forms")
    app.text_input(key="element").set_value("响应分级").run()
    text = said(app)
    assert not app.exception
    assert "F2-13" in text and "F3-7" in text and "F2-18" not in text
    assert "6.1.2 " in text and "管理办法没有单列这一项" in text and "为什么不一样" in text
    app.text_input(key="element").set_value("生产经营单位概况").run()
    assert "移到附件（9.1）" in said(app)
    app.text_input(key="element").set_value("没有这个词").run()
    assert "没有这样的行" in said(app)


def test_matters_put_instruments_side_by_side() -> None:
    app = run("matters")
    app.multiselect(key="instruments-演练").set_value(["M88", "G5"]).run()
    text = said(app)
    assert not app.exception
    assert "第33条第2款" in text and "第32条" in text and "谁：" in text


def test_glossary_finds_a_word() -> None:
    app = run("glossary")
    app.text_input(key="words").set_value("指挥权").run()
    assert not app.exception and "指挥权移交" in said(app) and app.expander


def test_learning_asks_answers_and_remembers() -> None:
    app = run("learn")
    app.text_input(key="learner").set_value("王工").run()
    app.multiselect(key="sorts").set_value(["limit"]).run()
    radio = next(r for r in app.radio if r.label == "选一个")
    radio.set_value(radio.options[0]).run()
    next(b for b in app.button if b.label == "交卷").click().run()
    assert not app.exception
    assert (app.success or app.error) and "做过 1 道题" in said(app)
    next(b for b in app.button if b.label == "下一题").click().run()
    assert not app.exception and any(r.label == "选一个" for r in app.radio)


TEXTS = """
from kb.pages.texts import page

def read(path):
    raise AssertionError("nothing is uploaded in this test")

page(read)
"""


def test_texts_show_clauses_and_compare_editions(home: Path) -> None:
    empty = AppTest.from_string(TEXTS, default_timeout=30).run()
    assert not empty.exception and "还没有导入" in said(empty)
    keep_text(home, "TFSJ-2007", ARTICLES)
    keep_text(home, "TFSJ-2024", ARTICLES.replace("写明演练的事", "写明每年演练的事", 1))
    app = AppTest.from_string(TEXTS, default_timeout=30).run()
    assert not app.exception
    assert "未变 4 条" in said(app) and "有改动 1 条" in said(app)
    assert ":green-background[每年]" in said(app)


def test_a_card_shows_the_official_words(home: Path) -> None:
    keep_text(home, "M88", "第三十三条 各单位要演练。\n人多的单位半年一次。\n第三十四条 要评估。\n第三十五条 要改进。")
    app = run("browse")
    app.text_input(key="words").set_value("M88-33B").run()
    assert not app.exception
    assert "人多的单位半年一次" in said(app) and "以正式公布的文本为准" in said(app)


USED = """
from kb.pages.register import page
from kb.usage import CheckedPlan, DutyUsage, Usage

plans = (CheckedPlan(7, "青山化工厂应急预案"),)
page(Usage({"M88-33A": DutyUsage(plans, failed=1)}, again=len))
"""


def test_a_change_names_the_checked_plans_and_offers_to_check_again() -> None:
    app = AppTest.from_string(USED, default_timeout=30).run()
    app.selectbox(key="chosen").set_value("M88").run()
    assert "青山化工厂应急预案" in said(app) and "不符合 1 份" in said(app)
    next(b for b in app.button if b.label.startswith("把这些预案")).click().run()
    assert not app.exception and "1 份" in app.success[0].value
