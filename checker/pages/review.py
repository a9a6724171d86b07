"""The page where plans are reviewed: tree of tables · rows with the decision · the words on their page."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from checker.desk.reviewing import Review
from checker.desk.store.database import Desk
from checker.pages.person import ask_review, ask_who, keep_address
from checker.pages.review_outputs import show_exports
from checker.pages.review_rows import show_decision, show_rows
from checker.pages.review_trail import show_trail
from checker.pages.review_versions import show_versions
from checker.pages.review_words import show_words
from checker.reporting.forms import Form
from checker.reporting.view import DISCLAIMER, ReportView
from kb.pages.plain import plain

VIEWS = ("评审", "与前一版对照", "记录")
TABLES, DUTIES = "评审表", "逐条要求"


def page() -> None:
    keep_address()
    st.title("评审")
    opened = ask_review("review", "还没有检查过的预案。请先到“检查预案”放进文件；检查完成后，在这里逐行确定结论。")
    if opened is not None:
        _show(*opened)


def _show(desk: Desk, review: Review) -> None:
    st.caption(DISCLAIMER)
    left, middle, right = st.columns([2, 3, 2], vertical_alignment="bottom")
    with left:
        who = ask_who()
    view = middle.segmented_control("显示", VIEWS, default=VIEWS[0], required=True, key="review-view")
    with right:
        show_exports(review, who)
    if view == VIEWS[1]:
        show_versions(desk, review)
    elif view == VIEWS[2]:
        show_trail(desk, review)
    else:
        _panes(review, who)


def _panes(review: Review, who: str) -> None:
    """The three panes; on a phone they stand one below the other."""
    report = ReportView(review.report)
    for problem in report.unreadable:
        st.warning(f"没有读到{plain(problem)}。这些页上的内容没有参加判断。")
    tree, rows, words = st.columns([2, 4, 4])
    with tree:
        form = _tree(review)
    if form is None:
        return
    with rows:
        line = show_rows(review, form)
        if line is not None:
            show_decision(review, form, line, who)
    with words:
        if line is not None:
            show_words(review, line)


def _tree(review: Review) -> Form | None:
    """Which tables, and which of them."""
    mode = st.segmented_control("按", (TABLES, DUTIES), default=TABLES, required=True, key="review-mode")
    forms = review.duties if mode == DUTIES else review.forms
    if not forms:
        st.info("没有读出单元，不能评审。")
        return None
    _progress(forms)
    chosen = st.radio(
        "表",
        range(len(forms)),
        format_func=lambda i: _label(forms[i]),
        key=f"review-form-{review.run.id}-{mode}",
        label_visibility="collapsed",
    )
    return forms[chosen or 0]


def _progress(forms: Sequence[Form]) -> None:
    total = sum(len(f.lines) for f in forms)
    done = total - sum(f.open for f in forms)
    st.progress(done / total if total else 1.0, f"已定 {done} / {total}")


def _label(form: Form) -> str:
    name = f"{form.annex} {form.name}".strip() if form.id != "D" else form.unit_title
    unit = f"：{form.unit_title}" if form.id != "D" and form.unit_title else ""
    left = f":gray[待定 {form.open}]" if form.open else ":green[✓ 全部已定]"
    return f"{plain(name + unit)} {left}"
