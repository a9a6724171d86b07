"""The page for enterprises: what to mend before filing, worst first, how, with an example; the filing materials."""

from __future__ import annotations

import streamlit as st

from checker.desk.reviewing import Review
from checker.desk.store.database import Desk
from checker.desk.store.todos import tick, ticked
from checker.pages.person import ask_review, author, keep_address
from checker.report import Evidence, Finding, Verdict
from checker.reporting.forms import WHOLE_FILE, unit_keys
from checker.reporting.view import Matter, ReportView, matters
from kb.catalogue import Catalogue, load_catalogue
from kb.models import Requirement
from kb.pages.plain import plain, quoted

PAGE_SIZE = 10
ALL, MUST, SHOULD, LOOK = "全部", "先改", "再改", "请核对"
# The four things an enterprise hands in (88号令 第二十七条), each with the duties that say what has to be in it.
MATERIALS = (
    ("form", "生产经营单位生产安全事故应急预案备案申报表", ("M88-27", "M88-26")),
    ("opinion", "应急预案评审意见（依法须评审的单位）", ("M88-21", "M88-22", "GBT29639-4.8.2", "GBT29639-4.8.3")),
    ("text", "应急预案电子文档", ("M88-27",)),
    ("reports", "风险评估结果和应急资源调查清单", ("M88-10", "GBT29639-A", "GBT29639-B")),
)
MATERIAL_ITEM = "material:"


def page() -> None:
    keep_address()
    st.title("企业自查")
    st.caption("备案前看哪里要改：严重的在前，写明改什么、怎么写。改完重新检查，前后两版可以对照。")
    opened = ask_review("selfcheck", "还没有检查过的预案。请先到“检查预案”放进您的预案，检查完成后回到这里。")
    if opened is not None:
        _show(*opened)


def _show(desk: Desk, review: Review) -> None:
    view = ReportView(review.report)
    done = ticked(desk, review.plan.id)
    for line in view.unreadable:
        st.warning(f"没有读到{plain(line)}。请补充能读出文字的文件再查一次。")
    listed = matters(view.gaps)
    finished = sum(_key(review, m.first) in done for m in listed)
    groups = {MUST: [m for m in listed if _level(m.first) == MUST], SHOULD: [], LOOK: []}
    groups[SHOULD] = [m for m in listed if _level(m.first) == SHOULD]
    groups[LOOK] = [m for m in listed if _level(m.first) == LOOK]
    told = " ".join(f"{mark} {name} **{len(groups[name])}** 项" for name, mark in
                    ((MUST, ":red[✗]"), (SHOULD, ":orange[△]"), (LOOK, ":blue[？]")))  # fmt: skip
    st.markdown(told)
    st.progress(finished / len(listed) if listed else 1.0, f"已处理 {finished} / {len(listed)} 项")
    mend, filing = st.tabs([f"要改的内容（{len(listed)}）", "备案材料"])
    with mend:
        _mend(desk, review, view, groups, listed, done)
    with filing:
        _filing(desk, review, view, done)


def _level(finding: Finding) -> str:
    """先改: key duties and what is missing of weight; 再改: the other gaps; 请核对: what the program can not tell."""
    if finding.verdict is Verdict.UNDETERMINED:
        return LOOK
    if finding.verdict is Verdict.NON_COMPLIANT and (finding.key or finding.severity != "minor"):
        return MUST
    return MUST if finding.key and finding.severity == "critical" else SHOULD


def _mend(
    desk: Desk,
    review: Review,
    view: ReportView,
    groups: dict[str, list[Matter]],
    listed: list[Matter],
    done: set[tuple[str, str]],
) -> None:
    left, right = st.columns([3, 2], vertical_alignment="bottom")
    names = (ALL, MUST, SHOULD, LOOK)
    wanted = left.segmented_control("看哪些", names, default=ALL, required=True, key="self-level")
    open_only = right.toggle("只看没处理的", key="self-open")
    chosen = listed if wanted in (ALL, None) else groups[wanted]
    chosen = [m for m in chosen if not open_only or _key(review, m.first) not in done]
    if not chosen:
        st.success(
            "这里没有要改的内容。" if not listed else "这一类都处理完了。改好后请到“检查预案”放进新文件再查一次。"
        )
        return
    pages = -(-len(chosen) // PAGE_SIZE)
    number = 1
    if pages > 1:
        number = int(st.number_input(f"第几页（共 {pages} 页）", 1, pages, 1, key=f"self-page-{wanted}-{pages}"))
    catalogue = load_catalogue()
    start = (number - 1) * PAGE_SIZE
    for place, matter in enumerate(chosen[start : start + PAGE_SIZE], start + 1):
        _matter(desk, review, view, catalogue, place, matter, done)


def _key(review: Review, finding: Finding) -> tuple[str, str]:
    return unit_keys(review.report)[finding.unit], finding.requirement


def _matter(
    desk: Desk,
    review: Review,
    view: ReportView,
    catalogue: Catalogue,
    number: int,
    matter: Matter,
    done: set[tuple[str, str]],
) -> None:
    finding = matter.first
    key = _key(review, finding)
    level = _level(finding)
    colour = {MUST: "red", SHOULD: "orange", LOOK: "blue"}[level]
    mark = "✓ 已处理" if key in done else f":{colour}[{level}]"
    star = "＊" if finding.key else ""
    duty = catalogue.requirements.get(finding.requirement)
    with st.expander(f"{number}. {mark} {star}{plain(finding.name)} :gray[{plain(view.unit_titles(matter))}]"):
        st.markdown(f"**问题** {plain(finding.reason)}")
        if finding.advice:
            st.markdown(f"**怎么写** {plain(finding.advice)}")
        example = _example(duty, finding)
        if example and example not in finding.advice:
            st.markdown("**例子**（按本单位实际改写，不要照抄）")
            st.markdown(quoted(example))
        _words(view, "现在写的", finding.evidence)
        _words(view, "最接近的原文", view.nearest(finding))
        if finding.searched and not finding.evidence:
            st.caption(f"查找范围：{plain('、'.join(finding.searched))}")
        st.markdown(f"**依据** {plain('；'.join(view.clauses(finding)))} :gray[{plain(finding.requirement)}]")
        name = f"self-{review.plan.id}-{key[0]}-{key[1]}"
        st.checkbox("已处理", key in done, key=name, on_change=_tick, args=(desk, review.plan.id, *key, name))


def _tick(desk: Desk, plan: int, unit_key: str, item: str, name: str) -> None:
    tick(desk, plan, unit_key, item, bool(st.session_state[name]), author())


def _example(duty: Requirement | None, finding: Finding) -> str:
    """The duty's own example, or a passage that meets the first point the plan does not."""
    if duty is None:
        return ""
    if duty.example:
        return duty.example
    unmet = {p.id for p in finding.points if p.met is False}
    return next((p.good[0] for p in duty.points if p.id in unmet), "")


def _words(view: ReportView, title: str, passages: tuple[Evidence, ...]) -> None:
    for evidence in passages[:2]:
        st.markdown(f"**{title}** :gray[{plain(view.place(evidence))}]")
        st.markdown(quoted(evidence.shown))


def _filing(desk: Desk, review: Review, view: ReportView, done: set[tuple[str, str]]) -> None:
    """The checklist of materials; only for enterprises."""
    if not any(u.kind.startswith("enterprise") for u in review.report.units):
        st.info("政府及部门预案的备案要求见“查阅要求”；这里列的是企业备案材料。")
        return
    catalogue = load_catalogue()
    st.caption("交材料前逐项打勾；程序只看预案文本，材料本身要您自己核对。")
    for item, name, duties in MATERIALS:
        key = (WHOLE_FILE, MATERIAL_ITEM + item)
        field = f"self-material-{review.plan.id}-{item}"
        args = (desk, review.plan.id, *key, field)
        st.checkbox(f"**{name}**", key in done, key=field, on_change=_tick, args=args)
        lines = [catalogue.requirements[d] for d in duties if d in catalogue.requirements]
        st.markdown("\n".join(f"- {plain(r.name)}：{plain(r.satisfied_when)} :gray[{plain(r.id)}]" for r in lines))
    rest = _rest(review, catalogue)
    with st.expander(f"过程和材料的其他要求（{len(rest)} 项，预案文本看不出）"):
        rows = [{"要求": r.name, "怎样算齐": r.satisfied_when, "编号": r.id} for r in rest]
        st.dataframe(rows, hide_index=True)


def _rest(review: Review, catalogue: Catalogue) -> list[Requirement]:
    named = {d for _item, _name, duties in MATERIALS for d in duties}
    ids = dict.fromkeys(n.requirement for n in review.report.not_run if n.requirement not in named)
    found = [catalogue.requirements[i] for i in ids if i in catalogue.requirements]
    return [r for r in found if r.target == "filing-package"]
