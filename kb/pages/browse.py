"""The page that lists and finds duties, each as a card with its clause and what good and bad look like."""

from __future__ import annotations

import streamlit as st

from kb.cards import card_rows, card_title
from kb.catalogue import Catalogue, load_catalogue
from kb.labels import KINDS
from kb.models import Point, Requirement
from kb.pages.plain import plain, quoted
from kb.search.finding import find

PAGE_SIZE = 15
MOST_HITS = 30


def page() -> None:
    catalogue = load_catalogue()
    st.title("查阅要求")
    current = catalogue.version
    st.caption(f"知识库 {current}：{len(catalogue.requirements)} 条要求，{len(catalogue.instruments)} 部法规标准。")
    found = _find(catalogue)
    if not found:
        st.info("没有符合条件的要求；请换一种说法，或放宽筛选。")
        return
    pages = -(-len(found) // PAGE_SIZE)
    st.caption(f"{len(found)} 条")
    number = int(st.number_input(f"第几页（共 {pages} 页）", 1, pages, 1, key=f"page-{pages}")) if pages > 1 else 1
    for requirement in found[(number - 1) * PAGE_SIZE : number * PAGE_SIZE]:
        _card(catalogue, requirement, is_open=len(found) == 1)


def _find(catalogue: Catalogue) -> list[Requirement]:
    """The duties that the search and the filters leave, best or in file order."""
    words = st.text_input(
        "用平常的话提问，或写编号、条款号", placeholder="如：加油站多久演练一次；29639 6.1.2", key="words"
    )
    left, middle, right = st.columns(3)
    every = catalogue.requirements.values()
    used = dict.fromkeys(r.instrument for r in every)
    instruments = left.multiselect(
        "法规标准", list(used), format_func=lambda i: catalogue.instrument(i).name, key="instrument", placeholder="全部"
    )
    kinds = middle.multiselect("预案类型", list(KINDS), format_func=KINDS.__getitem__, key="kind", placeholder="全部")
    groups = right.multiselect("类别", list(dict.fromkeys(r.group for r in every)), key="group", placeholder="全部")
    only_key = st.checkbox("只看关键要素（＊）", key="only-key")
    ordered = [h.requirement for h in find(catalogue, words, MOST_HITS).hits] if words.strip() else list(every)
    return [
        r
        for r in ordered
        if (not instruments or r.instrument in instruments)
        and (not kinds or set(kinds) & set(r.kinds))
        and (not groups or r.group in groups)
        and (r.key or not only_key)
    ]


def _card(catalogue: Catalogue, requirement: Requirement, *, is_open: bool) -> None:
    cite = f"{catalogue.instrument(requirement.instrument).cite} {requirement.clause}"
    with st.expander(f"**{plain(card_title(requirement))}** :gray[{plain(cite)}]", expanded=is_open):
        st.markdown("  \n".join(f"**{label}** {plain(value)}" for label, value in card_rows(catalogue, requirement)))
        st.caption(f"编号 {plain(requirement.id)}")
        for point in requirement.points:
            _point(point)


def _point(point: Point) -> None:
    lines = [f"**看点：{plain(point.says)}**"]
    lines += [f":green[✓ 算有]\n\n{quoted(passage)}" for passage in point.good]
    lines += [f":red[✗ 不算]\n\n{quoted(passage)}" for passage in point.bad]
    st.markdown("\n\n".join(lines))
