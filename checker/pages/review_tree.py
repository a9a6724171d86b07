"""The tables of a plan with what is open in each, what is left of the whole plan, and the way to the next plan."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from checker.desk.reviewing import Review, acceptable, next_open_run
from checker.pages.person import choose_run
from checker.pages.review_saving import DUTIES, MODE, TABLES, form_key, save, stands_with
from checker.reporting.forms import Form
from checker.reporting.view import VERDICT_MARKS
from kb.pages.plain import plain

NO_NEXT = "review-no-next"


def show_tree(review: Review) -> Form | None:
    """Which tables, and which of them."""
    mode = st.segmented_control(
        "按", (TABLES, DUTIES), default=TABLES, required=True, key=MODE, label_visibility="collapsed"
    )
    forms = stands_with(review, mode or TABLES)
    if not forms:
        st.info("没有读出单元，不能评审。")
        return None
    _progress(forms)
    chosen = st.radio(
        "表",
        range(len(forms)),
        format_func=lambda i: _label(forms[i]),
        key=form_key(review, mode or TABLES),
        label_visibility="collapsed",
    )
    _accept_rest(review, forms)
    _next_plan(review, is_done=not any(f.open for f in forms))
    return forms[chosen or 0]


def _progress(forms: Sequence[Form]) -> None:
    total = sum(len(f.lines) for f in forms)
    done = total - sum(f.open for f in forms)
    st.progress(done / total if total else 1.0, f"已定 {done} / {total}")


def _label(form: Form) -> str:
    """「附件4 火灾事故现场处置方案 ✗1 △3 待定 4」: the unit tells the tables of one kind apart."""
    name = f"{form.annex} {form.unit_title or form.name}".strip() if form.id != "D" else form.unit_title
    counts = form.counts()
    gaps = " ".join(f"{mark}{counts[v]}" for v, mark in VERDICT_MARKS.items() if v.is_gap and counts[v])
    left = f":gray[待定 {form.open}]" if form.open else ":green[✓ 全部已定]"
    return f"{plain(name)} {left}" + (f" :gray[{plain(gaps)}]" if gaps else "")


def _accept_rest(review: Review, forms: Sequence[Form]) -> None:
    """All tables at once, for the end: what is left after a person has looked at what matters."""
    ready = [decision for form in forms for decision in acceptable(form, form.lines)]
    if len({id(form) for form, *_rest in ready}) < 2:
        return
    with st.popover("接受其余全部", icon=":material/done_all:", width="stretch"):
        left = sum(f.open for f in forms) - len(ready)
        st.markdown(
            f"把全部表里还没有定的 **{len(ready)}** 行按初审意见定下来；您定过的不动。"
            + (f"另有 {left} 行程序没有结论或有变化，仍留给您逐行看。" if left else "")
        )
        st.button(
            f"接受 {len(ready)} 行",
            type="primary",
            key="accept-rest",
            disabled=not st.session_state.get("who"),
            help="先写评审人姓名。每一行都记名，可以撤回。",
            on_click=save,
            args=(review, ready, None, True),
        )


def _next_plan(review: Review, *, is_done: bool) -> None:
    if is_done:
        st.success("这份预案全部已定，可以导出。")
    if st.session_state.pop(NO_NEXT, False):
        st.info("别的预案都已定完。")
    st.button(
        "下一份待定的预案",
        icon=":material/arrow_forward:",
        type="primary" if is_done else "tertiary",
        key="next-plan",
        shortcut="Alt+N",
        on_click=_go_on,
        args=(review,),
    )


def _go_on(review: Review) -> None:
    found = next_open_run(review.desk, review.plan.id)
    if found is None:
        st.session_state[NO_NEXT] = True
    else:
        choose_run(found)
