"""The page for enterprises: what to mend before filing, worst first, how, with an example; filing; the new version."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from checker.desk.reviewing import Review
from checker.desk.store.database import Desk
from checker.desk.store.todos import tick, ticked
from checker.desk.todo_list import todo_xlsx
from checker.pages.person import ask_review, author, keep_address
from checker.pages.selfcheck_again import show_again
from checker.pages.selfcheck_filing import show_filing
from checker.report import Evidence
from checker.reporting.forms import unit_keys
from checker.reporting.plain_words import LEVELS, Level, in_order, level, reason_lines, where_to_write
from checker.reporting.view import Matter, ReportView, matters
from kb.catalogue import load_catalogue
from kb.models import Requirement
from kb.pages.plain import plain, quoted

PAGE_SIZE = 10
ALL = "全部"
COLOURS: dict[Level, str] = {"先改": "red", "再改": "orange", "请核对": "blue"}
MARKS: dict[Level, str] = {"先改": "✗", "再改": "△", "请核对": "？"}
EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

Done = set[tuple[str, str]]


def page() -> None:
    keep_address()
    st.title("企业自查")
    st.caption("备案前看哪里要改：严重的在前，写明改什么、怎么写。改完放进新的一版，看改好了哪些。")
    opened = ask_review("selfcheck", "还没有检查过的预案。请先到“检查预案”放进您的预案，检查完成后回到这里。")
    if opened is not None:
        _show(*opened)


def _show(desk: Desk, review: Review) -> None:
    view = ReportView(review.report)
    done = ticked(desk, review.plan.id)
    for line in view.unreadable:
        st.warning(f"没有读到{plain(line)}。请补充能读出文字的文件再查一次。")
    listed = in_order(matters(view.gaps))
    finished = [m for m in listed if _key(review, m) in done]
    _next_step(review, listed, finished)
    mend, filing, again = st.tabs([f"要改的内容（{len(listed)}）", "备案材料", "改完再查"])
    with mend:
        _mend(desk, review, view, listed, done)
    with filing:
        show_filing(desk, review, done, _ticker(desk, review))
    with again:
        show_again(desk, review)


def _next_step(review: Review, listed: list[Matter], finished: list[Matter]) -> None:
    """How much there is, and what to do now."""
    counts = {name: sum(level(m.first) == name for m in listed) for name in LEVELS}
    told = " ".join(f":{COLOURS[n]}[{MARKS[n]}] {n} **{counts[n]}** 项" for n in LEVELS)
    st.markdown(told)
    st.progress(len(finished) / len(listed) if listed else 1.0, f"已处理 {len(finished)} / {len(listed)} 项")
    left = [m for m in listed if m not in finished]
    if not listed:
        st.success("没有查出要改的内容。下一步：看“备案材料”，把要交的四样材料备齐。")
    elif not left:
        st.success("都处理完了。下一步：到“改完再查”放进改好的文件，看哪些已改正。")
    else:
        name = plain(left[0].first.name)
        st.info(f"下一步：从“{name}”改起。先改的改完，再改其余的；全部改好，到“改完再查”放进新的一版。")


def _key(review: Review, matter: Matter) -> tuple[str, str]:
    return unit_keys(review.report)[matter.first.unit], matter.first.requirement


def _mend(desk: Desk, review: Review, view: ReportView, listed: list[Matter], done: Done) -> None:
    if not listed:
        st.success("这里没有要改的内容。")
        return
    left, right = st.columns([3, 2], vertical_alignment="bottom")
    wanted = left.segmented_control("看哪些", (ALL, *LEVELS), default=ALL, required=True, key="self-level")
    open_only = right.toggle("只看没处理的", key="self-open")
    st.caption("先改：关键要素（＊）没写全，或重要内容没写。再改：写了但不够。请核对：程序判断不了，要您自己看。")
    chosen = [m for m in listed if wanted in (ALL, None) or level(m.first) == wanted]
    chosen = [m for m in chosen if not open_only or _key(review, m) not in done]
    if chosen:
        _pages(desk, review, view, chosen, done, f"{wanted}-{open_only}")
    else:
        st.success("这一类没有要处理的了。全部改好后，到“改完再查”放进新的一版。")
    finished = [m for m in listed if _key(review, m) in done]
    stem = review.run.file_name.rpartition(".")[0] or review.run.file_name
    st.download_button(
        "下载整改清单（Excel）",
        lambda: todo_xlsx(view, listed, finished, load_catalogue()),
        f"{stem}-整改清单.xlsx",
        EXCEL,
        on_click="ignore",
        icon=":material/download:",
        help="全部要改的内容，一项一行，带怎么写和例子；可分给各部门去改。",
    )


def _pages(desk: Desk, review: Review, view: ReportView, chosen: list[Matter], done: Done, which: str) -> None:
    """Ten at a time; the page is chosen below the list. The first open one is unfolded."""
    pages = -(-len(chosen) // PAGE_SIZE)
    field = f"self-page-{which}-{pages}"
    number = min(int(st.session_state.get(field, 1)), pages)
    start = (number - 1) * PAGE_SIZE
    shown = chosen[start : start + PAGE_SIZE]
    first = next((m for m in shown if _key(review, m) not in done), None)
    catalogue = load_catalogue()
    for place, matter in enumerate(shown, start + 1):
        duty = catalogue.requirements.get(matter.first.requirement)
        _matter(desk, review, view, duty, place, matter, done, is_open=matter is first)
    if pages > 1:
        st.segmented_control(f"第几页（共 {pages} 页）", range(1, pages + 1), default=1, required=True, key=field)


def _matter(
    desk: Desk,
    review: Review,
    view: ReportView,
    duty: Requirement | None,
    number: int,
    matter: Matter,
    done: Done,
    *,
    is_open: bool,
) -> None:
    finding = matter.first
    key = _key(review, matter)
    mark = "✓ 已处理" if key in done else f":{COLOURS[level(finding)]}[{level(finding)}]"
    star = "＊" if finding.key else ""
    title = f"{number}. {mark} {star}{plain(finding.name)} :gray[{plain(view.unit_titles(matter))}]"
    with st.expander(title, expanded=is_open):
        st.markdown("**问题**")
        st.markdown("\n".join(f"- {plain(line)}" for line in reason_lines(finding)))
        if finding.to_write:
            st.markdown(f"**怎么写** {plain(finding.to_write)}")
        example = finding.example or _example(duty)
        if example:
            st.markdown("**例子**（只说明写到什么程度；按本单位实际改写，不要照抄）")
            st.markdown(quoted(example))
        st.markdown(f"**写在哪里** {plain(where_to_write(matter, view, duty))}")
        _words(view, "现在写的", finding.evidence)
        _words(view, "最接近的原文", view.nearest(finding))
        if finding.searched and not finding.evidence:
            st.caption(f"查找范围：{plain(view.searched(finding))}。其实写了的，换成更明白的写法。")
        st.markdown(f"**依据** {plain('；'.join(view.clauses(finding)))} :gray[{plain(finding.requirement)}]")
        name = f"self-{review.plan.id}-{key[0]}-{key[1]}"
        st.checkbox("已处理", key in done, key=name, on_change=_ticker(desk, review), args=(*key, name))


def _ticker(desk: Desk, review: Review) -> Callable[[str, str, str], None]:
    """What a box does when it is ticked: (unit key, item, field of the page)."""

    def keep(unit_key: str, item: str, name: str) -> None:
        tick(desk, review.plan.id, unit_key, item, bool(st.session_state[name]), author())

    return keep


def _example(duty: Requirement | None) -> str:
    """Of a report made before its advice had an example."""
    return duty.example if duty else ""


def _words(view: ReportView, title: str, passages: tuple[Evidence, ...]) -> None:
    for evidence in passages[:2]:
        st.markdown(f"**{title}** :gray[{plain(view.place(evidence))}]")
        st.markdown(quoted(evidence.shown))
