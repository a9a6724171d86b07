"""The page where plans are reviewed: tree of tables · rows with the decision · the words on their page."""

from __future__ import annotations

import streamlit as st

from checker.desk.reviewing import Review
from checker.desk.store.database import Desk
from checker.pages.person import ask_review, ask_who, keep_address
from checker.pages.review_decision import show_decision, show_duties
from checker.pages.review_outputs import show_exports
from checker.pages.review_rows import accept_listed, show_rows
from checker.pages.review_trail import show_trail
from checker.pages.review_tree import show_tree
from checker.pages.review_versions import show_versions
from checker.pages.review_words import places_of, show_words
from checker.reporting.view import DISCLAIMER, ReportView
from kb.pages.plain import plain

VIEWS = ("评审", "与前一版对照", "记录")


def page() -> None:
    keep_address()
    title = st.empty()  # an open plan is its own title, so that the rows begin high on the page
    plan, name, outputs = st.columns([6, 2, 1.5], vertical_alignment="bottom")
    with plan:
        opened = ask_review("review", "还没有检查过的预案。请先到“检查预案”放进文件；检查完成后，在这里逐行确定结论。")
    if opened is None:
        title.title("评审")
        return
    desk, review = opened
    with name:
        who = ask_who()
    with outputs:
        show_exports(review, who)
    _show(desk, review, who)


def _show(desk: Desk, review: Review, who: str) -> None:
    view = st.segmented_control(
        "显示", VIEWS, default=VIEWS[0], required=True, key="review-view", label_visibility="collapsed"
    )
    if view == VIEWS[1]:
        show_versions(desk, review)
    elif view == VIEWS[2]:
        show_trail(desk, review)
    else:
        _panes(review, who)
    st.caption(DISCLAIMER)


def _panes(review: Review, who: str) -> None:
    """The three panes; on a phone they stand one below the other."""
    report = ReportView(review.report)
    for problem in report.unreadable:
        st.warning(f"没有读到{plain(problem)}。这些页上的内容没有参加判断。")
    tree, rows, words = st.columns([2, 4, 4])
    with tree:
        form = show_tree(review)
    if form is None:
        return
    with rows:
        line = show_rows(review, form)
        places = places_of(report, line) if line else None
        if line is not None and places is not None:
            show_decision(review, form, line, who)
            accept_listed(review, form)
            show_duties(review, line, places)
    with words:
        if line is not None and places is not None:
            show_words(review, line, places)
