"""The findings of one plan: filters, pages of findings, each with words, place, clause, points and advice."""

from __future__ import annotations

import streamlit as st

from checker.desk.choosing import Choice, choices, choose
from checker.pages.colours import COLOURS
from checker.report import SEVERITY_LABELS, Evidence, Finding, Verdict
from checker.reporting.view import POINT_MARKS, VERDICT_MARKS, Matter, ReportView, matters
from kb.pages.plain import plain

PAGE_SIZE = 20
ORDERS = ("严重的在前", "按原文位置", "按类别")
NOWHERE = 10**9  # after every paragraph: what is missing has no place
TO_ACT = (Verdict.NON_COMPLIANT, Verdict.PARTIAL, Verdict.UNDETERMINED)


def show_findings(view: ReportView, key: str) -> None:
    if not view.shown:
        st.info("没有适用的要求，因此没有意见。")
        return
    found = choose(view.shown, _ask(view, key))
    order = st.session_state.get(f"order-{key}") or ORDERS[0]
    chosen = _ordered(matters(found), order)
    merged = f"，合并各单元相同的为 {len(chosen)} 项" if len(chosen) < len(found) else ""
    st.caption(f"共 {len(view.shown)} 条，符合筛选的 {len(found)} 条{merged}；{order}")
    pages = max(1, -(-len(chosen) // PAGE_SIZE))
    number = 1
    if pages > 1:
        number = int(st.number_input(f"第几页（共 {pages} 页）", 1, pages, 1, key=f"page-{key}-{pages}"))
    first = (number - 1) * PAGE_SIZE
    for matter in chosen[first : first + PAGE_SIZE]:
        _show(view, matter)


def _ask(view: ReportView, key: str) -> Choice:
    """The filters; only what occurs in this report is offered."""
    have = choices(view)
    to_act = [v for v in TO_ACT if v in have.verdicts]
    left, right = st.columns(2)
    verdicts = left.pills(
        "结论",
        have.verdicts,
        selection_mode="multi",
        default=to_act,
        format_func=lambda v: f"{VERDICT_MARKS[v]} {v.label}",
        key=f"verdict-{key}",
    )
    severities = right.pills(
        "严重程度",
        have.severities,
        selection_mode="multi",
        format_func=SEVERITY_LABELS.__getitem__,
        key=f"severity-{key}",
    )
    left, middle, right, last = st.columns(4)
    units = left.multiselect("单元", have.units, format_func=view.unit_title, key=f"unit-{key}", placeholder="全部")
    groups = middle.multiselect("类别", have.groups, key=f"group-{key}", placeholder="全部")
    words = right.text_input("查找", key=f"words-{key}", placeholder="要求、原文、条款")
    last.selectbox("次序", ORDERS, key=f"order-{key}")
    return Choice(tuple(units), tuple(groups), tuple(verdicts), tuple(severities), words)


def _ordered(found: list[Matter], order: str) -> list[Matter]:
    """They come worst first."""
    if order == ORDERS[1]:
        return sorted(found, key=lambda m: min((e.paragraph for e in m.first.evidence), default=NOWHERE))
    if order == ORDERS[2]:
        groups = list(dict.fromkeys(m.first.group for m in found))
        return sorted(found, key=lambda m: groups.index(m.first.group))
    return found


def _show(view: ReportView, matter: Matter) -> None:
    finding = matter.first
    badge = f":{COLOURS[finding.verdict]}[**{VERDICT_MARKS[finding.verdict]} {finding.verdict.label}**]"
    unit = f" · {plain(view.unit_titles(matter))}" if len(view.report.units) > 1 else ""
    meta = f":gray[{SEVERITY_LABELS[finding.severity]} · {plain(finding.group)}{unit}]"
    with st.expander(f"{badge} {'＊' if finding.key else ''}{plain(finding.name)} {meta}"):
        st.markdown(plain(finding.reason))
        if finding.advice and finding.verdict is not Verdict.COMPLIANT:
            st.markdown(f"**建议** {plain(finding.advice)}")
        st.markdown(f"**依据** {plain('；'.join(view.clauses(finding)))} :gray[{plain(finding.requirement)}]")
        _passages(view, "预案原文", finding.evidence)
        _points(view, finding)
        if finding.rule:
            st.caption(f"判定规则：{plain(finding.rule)}")
        if finding.searched:
            st.caption(f"查找范围：{plain(view.searched(finding))}")
        _passages(view, "最接近的原文（未达到要求）", view.nearest(finding))
        _others(view, matter)


def _others(view: ReportView, matter: Matter) -> None:
    """The other units with the same verdict; choosing one above shows its words."""
    if matter.others:
        grouped = matter.others_by_reason()
        lines = (f"- {plain(view.places_by_unit(found))}：{plain(reason)}" for reason, found in grouped)
        st.markdown("**同样的结论还见于**（在上面选单元可看原文）\n" + "\n".join(lines))


def _passages(view: ReportView, title: str, passages: tuple[Evidence, ...]) -> None:
    if passages:
        st.markdown(f"**{title}**")
    for evidence in passages:
        with st.container(border=True, gap=None):
            st.markdown("  \n".join(plain(line) for line in evidence.shown.splitlines() if line.strip()))
            st.caption(plain(view.place(evidence)))


def _points(view: ReportView, finding: Finding) -> None:
    lines = []
    for point in finding.points:
        places = "、".join(dict.fromkeys(view.where(e) for e in point.evidence[:3]))
        why = "；".join(part for part in (point.reason, places) if part)
        line = f"- **{POINT_MARKS[point.met]}** {plain(point.says or point.id)}"
        lines.append(f"{line} :gray[{plain(why)}]" if why else line)
    if lines:
        st.markdown("**逐点核对**\n" + "\n".join(lines))
