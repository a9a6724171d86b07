"""The page that shows what was read."""

from __future__ import annotations

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from checker.desk.running import Upload
from checker.pages import outline
from checker.reading import read

SAMPLES = Path(__file__).resolve().parents[3] / "corpora" / "samples"


def _page() -> None:
    from checker.pages.outline import page

    page()


@pytest.fixture
def app() -> AppTest:
    return AppTest.from_function(_page, default_timeout=30)


def test_says_what_to_do_before_a_file_is_there(app):
    app.run()
    assert not app.exception
    assert "放进一份预案" in app.info[0].value


def test_shows_tree_and_the_chosen_paragraph(app):
    path = SAMPLES / "02-poor-enterprise.docx"
    plan = read(path)
    app.session_state[outline.STATE] = outline.ReadFile(Upload(path.name, path.read_bytes()), plan)
    app.run()
    assert not app.exception
    titles = app.radio[0].options
    assert any("适用范围" in t for t in titles)
    section = next(s for s in plan.units[0].sections if s.title == "适用范围")
    app.radio[0].set_value(section.id).run()
    assert not app.exception
    assert any(f"第 {section.paragraph} 段" in m.value for m in app.markdown)
