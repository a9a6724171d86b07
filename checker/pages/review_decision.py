"""The decision on the chosen row: what is proposed and why, the reviewer's own word, the duties behind the row."""

from __future__ import annotations

import streamlit as st

from checker.desk.reviewing import Review
from checker.pages.colours import COLOURS
from checker.pages.review_rows import next_open
from checker.pages.review_saving import MODE, TABLES, save, stands_with
from checker.pages.review_words import Places
from checker.report import PointResult, Verdict
from checker.reporting.forms import HUMAN_VERDICTS, Form, Line
from checker.reporting.row_proposals import SeenCheck, State
from checker.reporting.view import POINT_MARKS, VERDICT_MARKS, Matter, ReportView, matters
from kb.pages.plain import plain


def show_decision(review: Review, form: Form, line: Line, who: str) -> None:
    """What is proposed and why, and the reviewer's own word on it."""
    with st.container(border=True, gap="small"):
        about = line.id if form.id == "D" else f"{line.id} · {form.annex} {form.name}"
        st.markdown(f"**{'＊' if line.is_key else ''}{plain(line.item)}** :gray[{plain(about)}]")
        if line.checks and not line.seen and form.id != "D":
            st.caption(f"评审内容：{plain('；'.join(line.checks))}")
        verdict = line.verdict
        st.markdown(f"初审 :{COLOURS[verdict]}[**{VERDICT_MARKS[verdict]} {verdict.label}**]　{plain(line.reason)}")
        _standing(line)
        _form(review, form, line, who)


def _standing(line: Line) -> None:
    said = line.opinion
    if said is None:
        return
    carried = f"（{said.carried}）" if said.carried else ""
    st.markdown(f"评审 **{said.verdict.label}**{plain(carried)} :gray[{plain(said.who)}]　{plain(said.note)}")
    if said.changed:
        st.warning(plain(said.changed), icon=":material/change_circle:")


def _form(review: Review, form: Form, line: Line, who: str) -> None:
    said = line.opinion
    key = f"{review.run.id}-{form.unit_key}-{line.id}"
    # a decision made elsewhere, or another proposal, comes with fresh fields
    stamp = f"{key}-{line.verdict.value}-{said.at if said else ''}"
    verdict = _verdict(line, stamp)
    st.text_area(
        "说明",
        said.note if said else "",
        key=f"note-{stamp}",
        height=68,
        placeholder="说明（可不写）：写给编制单位的意见",
        label_visibility="collapsed",
    )
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
            on_click=save,
            args=(review, [(form, line, None, "")], None, False),
            help="结论和撤回都留在记录里。",
        )
    if not who:
        st.caption("先在上面写姓名，再确定结论。")


def _verdict(line: Line, stamp: str) -> Verdict | None:
    """Four buttons with the keys Alt+1 to Alt+4; the proposal, or what was decided, is chosen from the start."""
    proposed = line.opinion.verdict if line.opinion else line.verdict
    state = _state(stamp)
    chosen = st.session_state.setdefault(state, proposed if proposed in HUMAN_VERDICTS else None)
    row = st.container(horizontal=True, gap="small")
    for number, verdict in enumerate(HUMAN_VERDICTS, 1):
        row.button(
            f"{'● ' if verdict is chosen else ''}{verdict.label}",
            type="secondary" if verdict is chosen else "tertiary",  # the one strong button is the one that decides
            key=f"verdict-{verdict.value}-{stamp}",
            shortcut=f"Alt+{number}",  # a key alone is not heard while a row has the focus
            on_click=st.session_state.__setitem__,
            args=(state, verdict),
        )
    return chosen


def _state(stamp: str) -> str:
    return f"chosen-{stamp}"


def _save_one(review: Review, form: Form, line: Line, stamp: str) -> None:
    """What the fields hold at the click: what the page was drawn with may be older."""
    verdict = st.session_state[_state(stamp)]
    note = str(st.session_state[f"note-{stamp}"]).strip()
    forms = stands_with(review, str(st.session_state.get(MODE) or TABLES))
    save(review, [(form, line, verdict, note)], next_open(forms, form, line), False)


def _checks(review: Review, line: Line, places: Places) -> None:
    """What the guide wants looked at in the row, one line each: mark, words, the numbers of their places."""
    view = ReportView(review.report)
    if line.seen:
        st.markdown("  \n".join((":gray[评审内容：]", *(_check(view, check, places) for check in line.seen))))


def _check(view: ReportView, check: SeenCheck, places: Places) -> str:
    """「✓ 具备 24小时值守电话 〔1〕第6页」,「△ 不全 …… 未达到：一小时内报告」."""
    told = "、".join(dict.fromkeys(places.numbered(view, e) for e in check.evidence[:3]))
    lacking = f"未达到：{'、'.join(check.lacking)}" if check.lacking else ""
    ask = f"请看{check.material}" if check.state is State.UNKNOWN else ""
    why = "　".join(part for part in (lacking, ask, told) if part)
    return f"**{check.mark} {check.state.value}** {plain(check.says)}" + (f" :gray[{plain(why)}]" if why else "")


# --- the duties behind the row -----------------------------------------------------------------------------------


def show_duties(review: Review, line: Line, places: Places) -> None:
    """Why, advice, clause, points with the numbers of their places; units that agree are told together."""
    view = ReportView(review.report)
    listed = matters(line.findings)
    for matter in listed:
        _duty(view, matter, places, is_only=len(listed) == 1)


def _duty(view: ReportView, matter: Matter, places: Places, *, is_only: bool) -> None:
    finding = matter.first
    badge = f":{COLOURS[finding.verdict]}[{VERDICT_MARKS[finding.verdict]} {finding.verdict.label}]"
    units = f" :gray[{len(matter.units)} 个单元]" if matter.others else ""
    with st.expander(f"{badge} {plain(finding.name)}{units}", expanded=is_only):
        st.markdown(plain(finding.reason))
        if finding.advice and finding.verdict is not Verdict.COMPLIANT:
            st.markdown(f"**建议** {plain(finding.advice)}")
        st.markdown(f"**依据** {plain('；'.join(view.clauses(finding)))} :gray[{plain(finding.requirement)}]")
        if finding.points:
            st.markdown("\n".join(_point(view, p, places) for p in finding.points))
        if finding.searched:
            st.caption(f"查找范围：{plain(view.searched(finding))}")
        if matter.others:
            lines = (f"- {plain(view.places_by_unit(f))}：{plain(why)}" for why, f in matter.others_by_reason())
            st.markdown("**同样的结论还见于**\n" + "\n".join(lines))


def _point(view: ReportView, point: PointResult, places: Places) -> str:
    """「✓ 达到 写到预防措施 〔1〕第94段」: the number is that of the place on the right."""
    told = "、".join(dict.fromkeys(places.numbered(view, e) for e in point.evidence[:3]))
    why = "　".join(part for part in (point.reason, told) if part)
    return f"- **{POINT_MARKS[point.met]}** {plain(point.says or point.id)}" + (f" :gray[{plain(why)}]" if why else "")
