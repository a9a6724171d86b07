"""Keeping a decision and moving on to the row that comes next; the state of the page that goes with it."""

from __future__ import annotations

import streamlit as st

from checker.desk.reviewing import Review, decide
from checker.errors import InputError
from checker.report import Verdict
from checker.reporting.forms import Form, Line

TABLES, DUTIES = "评审表", "逐条要求"
MODE = "review-mode"
TOLD = "review-told"

Target = tuple[Form, str]  # a table and one of its rows


def stands_with(review: Review, mode: str) -> tuple[Form, ...]:
    """The tables that are shown in this mode."""
    return review.duties if mode == DUTIES else review.forms


def form_key(review: Review, mode: str) -> str:
    """The state of the chosen table."""
    return f"review-form-{review.run.id}-{mode}"


def row_key(review: Review, form: Form) -> str:
    """The state of the chosen row."""
    return f"review-row-{review.run.id}-{form.unit_key}-{form.id}"


def save(
    review: Review,
    chosen: list[tuple[Form, Line, Verdict | None, str]],
    after: Target | None,
    accepted: bool,
) -> None:
    """Callback: keep the decisions, then choose the row `after`."""
    try:
        decide(review, chosen, str(st.session_state.get("who", "")), accepted=accepted)
    except InputError as error:
        st.session_state[TOLD] = str(error)
        return
    if after is not None:
        form, line_id = after
        mode = str(st.session_state.get(MODE) or TABLES)
        names = [(f.unit_key, f.id) for f in stands_with(review, mode)]
        st.session_state[form_key(review, mode)] = names.index((form.unit_key, form.id))
        st.session_state[row_key(review, form)] = line_id
