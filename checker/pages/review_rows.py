"""The rows of one table: filter, search, order, all at once. Arrow keys move through the rows."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from checker.desk.reviewing import Review, acceptable
from checker.pages.colours import COLOURS
from checker.pages.review_saving import TOLD, Target, row_key, save
from checker.report import Verdict
from checker.reporting.forms import Form, Line
from checker.reporting.view import VERDICT_MARKS, badness
from kb.pages.plain import plain

HEIGHT = 240  # pixels; with the decision below it the rows fit on a screen
FITTING = 8  # rows that need no scrolling
FILTERS = ("全部", "待定", "有不足", "＊关键", "有变化")
ORDERS = ("表内次序", "严重的在前", "按原文位置")
FILTER, WORDS, ORDER = "review-filter", "review-words", "review-order"
NOWHERE = 10**9  # after every paragraph


def show_rows(review: Review, form: Form) -> Line | None:
    """The list with its filter; the chosen line."""
    if told := st.session_state.pop(TOLD, ""):
        st.error(plain(told))
    st.segmented_control("筛选", FILTERS, default=FILTERS[0], required=True, key=FILTER, label_visibility="collapsed")
    left, right = st.columns(2)
    left.text_input("查找", key=WORDS, placeholder="查找项目、要求、原文", label_visibility="collapsed")
    right.selectbox("次序", ORDERS, key=ORDER, label_visibility="collapsed")
    lines = listed(form)
    if not lines:
        st.info("没有符合筛选的行。" if form.lines else "这张表没有行。")
        return None
    ids = [line.id for line in lines]
    by_id = {line.id: line for line in lines}
    if st.session_state.get(row_key(review, form)) not in (None, *ids):
        del st.session_state[row_key(review, form)]  # the filter hides it now
    with st.container(height=HEIGHT if len(ids) > FITTING else "content", border=True):
        chosen = st.radio(
            "行", ids, format_func=lambda i: _label(by_id[i]), key=row_key(review, form), label_visibility="collapsed"
        )
    return by_id.get(chosen or ids[0])


def listed(form: Form) -> list[Line]:
    """The rows of a table that are shown, in the order they are shown."""
    wanted, words = st.session_state.get(FILTER) or FILTERS[0], str(st.session_state.get(WORDS) or "")
    return _ordered(
        [line for line in form.lines if _fits(line, wanted, words)], st.session_state.get(ORDER) or ORDERS[0]
    )


def next_open(forms: Sequence[Form], form: Form, line: Line) -> Target | None:
    """The next open row of those shown: below this one, above it, then in the further tables, round to the first."""
    lines = listed(form)
    at = next((i for i, x in enumerate(lines) if x.id == line.id), -1)
    here = next(i for i, f in enumerate(forms) if (f.unit_key, f.id) == (form.unit_key, form.id))
    for table, rows in (
        (form, (*lines[at + 1 :], *lines[: max(at, 0)])),
        *((f, listed(f)) for f in (*forms[here + 1 :], *forms[:here])),
    ):
        for row in rows:
            if row.is_open:
                return table, row.id
    return None


def _fits(line: Line, wanted: str, words: str) -> bool:
    by_filter = {
        "全部": True,
        "待定": line.is_open,
        "有不足": line.result.is_gap,
        "＊关键": line.is_key,
        "有变化": bool(line.opinion and line.opinion.changed),
    }
    text = "\n".join((line.id, line.item, line.parent, line.reason, *line.checks, line.words)).lower()
    return by_filter[wanted] and all(word in text for word in words.lower().split())


def _ordered(lines: list[Line], order: str) -> list[Line]:
    if order == ORDERS[0]:
        return lines
    if order == ORDERS[2]:
        return sorted(lines, key=lambda x: min((e.paragraph for e in x.evidence), default=NOWHERE))
    worst = {Verdict.NON_COMPLIANT: 0, Verdict.PARTIAL: 1, Verdict.UNDETERMINED: 2, Verdict.COMPLIANT: 3}
    return sorted(lines, key=lambda x: (worst.get(x.result, 4), -max(map(badness, x.findings), default=0)))


def _label(line: Line) -> str:
    verdict = line.result
    mark = f":{COLOURS[verdict]}[{VERDICT_MARKS[verdict]} {verdict.label}]"
    if line.opinion is None:
        state = ":gray[初审]"
    elif line.opinion.changed:
        state = ":orange[有变化]"
    else:
        state = ":green[✓ 已定]"
    return f"{'＊' if line.is_key else ''}{plain(line.item)} {mark} {state}"


def accept_listed(review: Review, form: Form) -> None:
    """The proposals of all rows that are shown, at once."""
    ready = acceptable(form, listed(form))
    if ready:
        st.button(
            f"接受所列 {len(ready)} 行的初审意见",
            icon=":material/done_all:",
            key=f"accept-all-{form.id}-{form.unit_key}",
            on_click=save,
            args=(review, ready, None, True),
            help="只接受还没有人定过、且程序有结论的行；“待人工确认”和有变化的行要逐行看。",
        )
