"""The entry of the desk: a wrong addition to the knowledge base is told in Chinese, and no page is opened."""

from __future__ import annotations

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

APP = Path(__file__).resolve().parent.parent / "app.py"


def opened(home: Path, monkeypatch: pytest.MonkeyPatch) -> AppTest:
    monkeypatch.setenv("PLANCHECK_HOME", str(home))
    monkeypatch.setenv("PLANCHECK_WORKERS", "0")
    return AppTest.from_file(str(APP), default_timeout=60).run()


def test_opens_on_the_page_that_checks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    app = opened(tmp_path, monkeypatch)
    assert not app.exception and app.title[0].value == "检查应急预案"


def test_a_wrong_local_rule_is_named_with_its_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rule = tmp_path / "corpora" / "requirements" / "local.yaml"
    rule.parent.mkdir(parents=True)
    rule.write_text("instrument: X\nrequirements:\n  - {id: X-1, nme: 有}\n", encoding="utf-8")
    app = opened(tmp_path, monkeypatch)
    assert not app.exception and not app.title
    assert "知识库有错" in app.error[0].value
    assert any("X-1" in m.value.replace("\\", "") and "核对拼写" in m.value for m in app.markdown)


def test_a_page_that_fails_says_so_in_chinese(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail() -> None:
        raise KeyError("inner words")

    monkeypatch.setattr("checker.pages.check.page", fail)
    app = opened(tmp_path, monkeypatch)
    assert not app.exception
    assert "这个页面出错了（KeyError）" in app.error[0].value and "inner words" not in app.error[0].value
