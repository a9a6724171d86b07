"""The rows of one table, and the decision on the chosen one. Arrow keys move through the rows."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from checker.desk.reviewing import Review, acceptable, decide
from checker.errors import InputError
from checker.pages.colours import COLOURS
from checker.report import Verdict
from checker.reporting.forms import HUMAN_VERDICTS, Form, Line
from checker.reporting.view import POINT_MARKS, VERDICT_MARKS, ReportView, badness
from kb.pages.plain import plain

HEIGHT = 380  # pixels
FITTING = 11  # rows that need no scrolling
FILTERS = ("全部", "待定", "有不足", "有变化")
ORDERS = ("表内次序", "严重的在前")
TOLD = "review-told"


def show_rows(review: Review, form: Form) -> Line | None:
    """The list with its filter; the chosen line."""
    key = f"{review.run.id}-{form.unit_key}-{form.id}"
    wanted = st.segmented_control("筛选", FILTERS, default=FILTERS[0], required=True, key="review-filter")
    left, right = st.columns(2)
    words = left.text_input("查找", key="review-words", placeholder="项目、要求、原文")
    order = right.selectbox("次序", ORDERS, key="review-order")
    lines = _ordered([line for line in form.lines if _fits(line, wanted or FILTERS[0], words)], order or ORDERS[0])
    if not lines:
        st.info("没有符合筛选的行。" if form.lines else "这张表没有行。")
        return None
    ids = [line.id for line in lines]
    by_id = {line.id: line for line in lines}
    with st.container(height=HEIGHT if len(ids) > FITTING else "content", border=True):
        chosen = st.radio(
            "行", ids, format_func=lambda i: _label(by_id[i]), key=_row_key(key), label_visibility="collapsed"
        )
    _accept_all(review, form, lines)
    return by_id.get(chosen or ids[0])


def _row_key(key: str) -> str:
    return f"review-row-{key}"


def _fits(line: Line, wanted: str, words: str) -> bool:
    by_filter = {
        "全部": True,
        "待定": line.is_open,
        "有不足": line.result.is_gap,
        "有变化": bool(line.opinion and line.opinion.changed),
    }
    text = "\n".join((line.id, line.item, line.parent, line.reason, *line.checks, line.words)).lower()
    return by_filter[wanted] and all(word in text for word in words.lower().split())


def _ordered(lines: list[Line], order: str) -> list[Line]:
    if order == ORDERS[0]:
        return lines
    worst = {Verdict.NON_COMPLIANT: 0, Verdict.PARTIAL: 1, Verdict.UNDETERMINED: 2, Verdict.COMPLIANT: 3}
    return sorted(lines, key=lambda x: (worst.get(x.result, 4), -max(map(badness, x.findings), default=0)))


def _label(line: Line) -> str:
    verdict = line.result
    mark = f":{COLOURS[verdict]}[{VERDICT_MARKS[verdict]} {verdict.label}]"
    star = "＊" if line.kind == "关键要素" else ""
    if line.opinion is None:
        state = ":gray[初审]"
    elif line.opinion.changed:
        state = ":orange[有变化]"
    else:
        state = ":gray[已定]"
    return f"{star}{plain(line.item)} {mark} {state}"


def _accept_all(review: Review, form: Form, lines: Sequence[Line]) -> None:
    ready = acceptable(form, lines)
    if ready:
        st.button(
            f"接受所列 {len(ready)} 行的初审意见",
            icon=":material/done_all:",
            key=f"accept-all-{form.id}-{form.unit_key}",
            on_click=_save,
            args=(review, ready, None, True),
            help="只接受还没有人定过、且程序有结论的行；“待人工确认”和有变化的行要逐行看。",
        )


def show_decision(review: Review, form: Form, line: Line, who: str) -> None:
    """What is proposed and why, and the reviewer's own word on it."""
    if told := st.session_state.pop(TOLD, ""):
        st.error(plain(told))
    with st.container(border=True):
        star = "＊" if line.kind == "关键要素" else ""
        st.markdown(f"**{star}{plain(line.item)}** :gray[{plain(line.id)}]")
        if line.checks and form.id != "D":
            st.caption(f"评审内容：{plain('；'.join(line.checks))}")
        verdict = line.verdict
        st.markdown(f"初审 :{COLOURS[verdict]}[**{VERDICT_MARKS[verdict]} {verdict.label}**]　{plain(line.reason)}")
        _standing(line)
        _form(review, form, line, who)
    _findings(review, line)


def _standing(line: Line) -> None:
    said = line.opinion
    if said is None:
        return
    carried = f"（{said.carried}）" if said.carried else ""
    st.markdown(f"评审 **{said.verdict.label}**{plain(carried)} :gray[{plain(said.who)}]　{plain(said.note)}")
    if said.changed:
        st.warning(plain(said.changed), icon=":material/change_circle:")


def _form(review: Review, form: Form, line: Line, who: str) -> None:
    key = f"{review.run.id}-{form.unit_key}-{line.id}"
    said = line.opinion
    proposed = said.verdict if said else line.verdict
    start = HUMAN_VERDICTS.index(proposed) if proposed in HUMAN_VERDICTS else None
    stamp = f"{key}-{said.at if said else ''}"  # a decision made elsewhere comes with fresh fields
    verdict = st.radio(
        "评审意见",
        HUMAN_VERDICTS,
        index=start,
        format_func=lambda v: v.label,
        horizontal=True,
        key=f"verdict-{stamp}",
    )
    st.text_area("说明", said.note if said else "", key=f"note-{stamp}", height=80)
    row = st.container(horizontal=True)
    row.button(
        "确定，看下一行",
        type="primary",
        key=f"save-{key}",
        shortcut="Ctrl+Enter",
        disabled=verdict is None or not who,
        on_click=_save_one,
        args=(review, form, line, stamp),
    )
    if said is not None:
        row.button(
            "撤回",
            key=f"back-{key}",
            disabled=not who,
            on_click=_save,
            args=(review, [(form, line, None, "")], None, False),
            help="结论和撤回都留在记录里。",
        )
    if not who:
        st.caption("先在上面写姓名，再确定结论。")


def _after(form: Form, line: Line) -> tuple[Form, str] | None:
    """The next open row of the table, round to its beginning."""
    at = [x.id for x in form.lines].index(line.id)
    for other in (*form.lines[at + 1 :], *form.lines[:at]):
        if other.is_open:
            return form, other.id
    return None


def _save_one(review: Review, form: Form, line: Line, stamp: str) -> None:
    """What the fields hold at the click: what the page was drawn with may be older."""
    verdict = st.session_state[f"verdict-{stamp}"]
    note = str(st.session_state[f"note-{stamp}"]).strip()
    _save(review, [(form, line, verdict, note)], _after(form, line), False)


def _save(
    review: Review,
    chosen: list[tuple[Form, Line, Verdict | None, str]],
    after: tuple[Form, str] | None,
    accepted: bool,
) -> None:
    try:
        decide(review, chosen, str(st.session_state.get("who", "")), accepted=accepted)
    except InputError as error:
        st.session_state[TOLD] = str(error)
        return
    if after is not None:
        form, line_id = after
        st.session_state[_row_key(f"{review.run.id}-{form.unit_key}-{form.id}")] = line_id


def _findings(review: Review, line: Line) -> None:
    """The duties behind the row: why, advice, clause, points."""
    view = ReportView(review.report)
    for finding in line.findings:
        badge = f":{COLOURS[finding.verdict]}[{VERDICT_MARKS[finding.verdict]} {finding.verdict.label}]"
        with st.expander(f"{badge} {plain(finding.name)}", expanded=len(line.findings) == 1):
            st.markdown(plain(finding.reason))
            if finding.advice and finding.verdict is not Verdict.COMPLIANT:
                st.markdown(f"**建议** {plain(finding.advice)}")
            st.markdown(f"**依据** {plain('；'.join(view.clauses(finding)))} :gray[{plain(finding.requirement)}]")
            points = [
                f"- **{POINT_MARKS[p.met]}** {plain(p.says or p.id)}"
                + (f" :gray[{plain(p.reason)}]" if p.reason else "")
                for p in finding.points
            ]
            if points:
                st.markdown("\n".join(points))
            if finding.searched:
                st.caption(f"查找范围：{plain('、'.join(finding.searched))}")
