"""What the review page offers to take away, and what it says of what it can not give."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest
from docx import Document
from streamlit.testing.v1 import AppTest
from tests_pages import Add, button, words

from checker.desk.store import audit
from checker.desk.store.database import Desk
from checker.pages import review_outputs
from checker.report import Report

LOCKED = Path(__file__).resolve().parents[1] / "reading/locked-aes.pdf"
SCRIPT = "from checker.pages.review import page\npage()\n"


def opened(run: int, who: str = "") -> AppTest:
    app = AppTest.from_string(SCRIPT, default_timeout=30)
    app.session_state["run"] = str(run)
    app.session_state["who"] = who
    app.run()
    assert not app.exception
    return app


def offered(app: AppTest) -> list[str]:
    return [e.proto.label for e in app.get("download_button")]


def test_a_locked_pdf_is_told_in_words_and_can_not_be_pressed(add: Add, sample_report: Report) -> None:
    app = opened(add(sample_report, LOCKED.read_bytes()).id)
    assert "批注（PDF）" not in offered(app) and button(app, "批注（PDF）").disabled
    assert "这份 PDF 设有权限保护（加密），不能加批注" in words(app)


def test_a_docx_that_takes_no_comments_is_told(add: Add, sample_report: Report) -> None:
    report = sample_report.model_copy(update={"source": sample_report.source.model_copy(update={"format": "docx"})})
    app = opened(add(report, b"no docx").id)
    assert button(app, "批注（DOCX）").disabled and "不能加批注" in words(app)
    buffer = BytesIO()
    Document().save(buffer)
    assert "批注（DOCX）" in offered(opened(add(report, buffer.getvalue(), "b.docx").id))


def test_a_file_that_is_gone_is_told(desk: Desk, add: Add, sample_report: Report) -> None:
    run = add(sample_report)
    desk.files.path(run.sha256).unlink()
    assert "预案原文件已不在数据目录里" in words(opened(run.id))


def test_the_trail_names_who_took_a_file_away(
    desk: Desk, add: Add, sample_report: Report, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = []
    monkeypatch.setattr(review_outputs, "partial", lambda f, *args: made.append((f, args)) or (lambda: b""))
    opened(add(sample_report).id, who="李四")
    function, args = made[0]
    assert function(*args).startswith(b"PK")  # Streamlit calls it in a thread that knows no session
    assert next((a.who, a.label) for a in audit.trail(desk, "plan 1")) == ("李四", "导出")
