"""Words of plans in labels: Markdown is drawn in those of buttons, fields, tabs and options too, pictures included."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from breaking_out import DIRECTIVE, FORMULA, IMAGE, LINK, PICTURE, SCRIPT
from streamlit.testing.v1 import AppTest
from tests_pages import Add

from checker.desk.store import runs
from checker.desk.store.database import Desk
from checker.report import Report

HOSTILE = f"{PICTURE}{LINK}{SCRIPT}{IMAGE}{DIRECTIVE}"
ACTS = re.compile(r"(?<!\\)!\[|(?<!\\)\]\(|(?<!\\)<(?:script|img)|:red\[\*\*红|(?<!\\):material/delete")
PLAIN = ("Selectbox", "Multiselect", "TextInput", "TextArea")  # their options and values are drawn as they are
PAGES = ("check", "review", "selfcheck", "registry", "overview")
ONLY_TABLES = {("registry", ""), ("overview", ""), ("review", "与前一版对照"), ("review", "记录")}


@pytest.fixture
def hostile(add: Add, sample_report: Report) -> runs.Run:
    """Two versions of a plan whose every word is hostile, and another plan."""
    plan = sample_report.plan.model_copy(update={"title": f"{FORMULA}{HOSTILE}预案", "organisation": HOSTILE})
    units = tuple(
        u.model_copy(update={"title": f"{HOSTILE}{u.id}", "sections": _titled(u.sections)}) for u in sample_report.units
    )
    found = tuple(
        f.model_copy(update={**dict.fromkeys(("reason", "advice"), HOSTILE), "evidence": _quoted(f.evidence)})
        for f in sample_report.findings
    )
    report = sample_report.model_copy(update={"plan": plan, "units": units, "findings": found})
    add(report, b"old", "![x](y).pdf")
    add(sample_report, b"other", "b.pdf")
    return add(report, b"new", "![x](y).pdf")


def _titled(sections: Any) -> Any:
    return tuple(s.model_copy(update={"title": HOSTILE}) for s in sections)


def _quoted(passages: Any) -> Any:
    return tuple(e.model_copy(update={"quote": HOSTILE, "end": len(HOSTILE)}) for e in passages)


def drawn(app: AppTest) -> Iterator[str]:
    """Everything on the page that Streamlit draws as Markdown."""
    for element in app:
        proto = getattr(element, "proto", None)
        label = getattr(proto, "label", "")
        if isinstance(label, str):
            yield label
        if type(element).__name__ in PLAIN or type(element).__name__ == "Dataframe":
            continue
        yield str(getattr(element, "value", "") or "")
        yield from (str(o) for o in getattr(element, "options", ()) or ())


@pytest.mark.parametrize("page", PAGES)
def test_no_word_of_a_plan_acts(desk: Desk, hostile: runs.Run, page: str) -> None:
    app = AppTest.from_string(f"from checker.pages.{page} import page\npage()\n", default_timeout=60)
    app.session_state["run"] = str(hostile.id)
    app.session_state["who"] = HOSTILE[:20]
    app.session_state["review-mode"] = "逐条要求"
    for view in ("评审", "与前一版对照", "记录") if page == "review" else ("",):
        app.session_state["review-view"] = view
        app.run()
        assert not app.exception
        texts = list(drawn(app))
        assert any("script" in t for t in texts) or (page, view) in ONLY_TABLES, "the words are there"
        assert [t for t in texts if ACTS.search(t)] == []


OPENING = """
from checker.pages.overview import _open
from checker.reporting.overview import Overview, PlanLine
from breaking_out import PICTURE
line = PlanLine(1, PICTURE, "", "", (), 0, 0, bar=None, excerpt=False)
_open(Overview((line,), (), (), ()), 0, "k")
"""


def test_the_button_that_opens_a_plan_draws_no_picture() -> None:
    (button,) = AppTest.from_string(OPENING).run().button
    assert "图" in button.label and not ACTS.search(button.label)
