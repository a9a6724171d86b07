"""The browse page through Streamlit's AppTest."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest


@pytest.fixture
def app() -> AppTest:
    return AppTest.from_string("from kb.pages.browse import page\npage()\n", default_timeout=30).run()


def labels(app: AppTest) -> list[str]:
    return [e.label.replace("\\", "") for e in app.expander]


def test_lists_duties_with_their_clause(app: AppTest) -> None:
    assert not app.exception
    assert len(app.expander) == 15
    assert "第" in labels(app)[0] or "." in labels(app)[0]


def test_plain_words_find_a_duty_and_its_card(app: AppTest) -> None:
    app.text_input(key="words").set_value("M88-33B").run()
    assert "高危与人员密集单位半年一演并报送" in labels(app)[0]
    text = "\n".join(m.value for m in app.markdown).replace("\\", "")
    assert "第33条第2款" in text and "✓ 算有" in text and "✗ 不算" in text


def test_filters_narrow_the_list(app: AppTest) -> None:
    app.multiselect(key="group").set_value(["演练"]).run()
    app.checkbox(key="only-key").check().run()
    assert app.expander and all(label.startswith("**＊") for label in labels(app))


def test_nothing_found_is_said(app: AppTest) -> None:
    app.text_input(key="words").set_value("zzzz").run()
    assert not app.exception and "知识库里没有" in app.info[0].value
