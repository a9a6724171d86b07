"""The page that lists and finds duties, each as a card with its clause and what good and bad look like."""

from __future__ import annotations

from dataclasses import dataclass

import streamlit as st

from kb.catalogue import Catalogue, load_catalogue
from kb.labels import KINDS, SUBJECTS
from kb.models import Requirement
from kb.pages.card import show_card
from kb.pages.plain import plain, quoted
from kb.printing import printable
from kb.search.articles import article_index
from kb.search.finding import Filters, find
from kb.texts.library import Library
from kb.usage import NO_USAGE, Usage

PAGE_SIZE = 15
MOST_HITS = 30
MOST_ARTICLES = 5


@dataclass(frozen=True, slots=True)
class _Found:
    requirement: Requirement
    why: tuple[str, ...] = ()


def page(usage: Usage = NO_USAGE) -> None:
    catalogue = load_catalogue()
    st.title("查阅要求")
    current = catalogue.version
    st.caption(f"知识库 {current}：{len(catalogue.requirements)} 条要求，{len(catalogue.instruments)} 部法规标准。")
    words = st.text_input(
        "用平常的话提问，或写编号、条款号",
        value=st.query_params.get("q", ""),
        placeholder="如：加油站多久演练一次；29639 6.1.2；88号令33条",
        key="words",
    )
    found, note = _find(catalogue, words.strip(), _filters(catalogue))
    if note:
        st.info(note)
    elif not found:
        st.info("没有符合条件的要求；请换一种说法，或放宽筛选。")
    if found:
        _list(catalogue, found, usage)
    if words.strip():
        _articles(words)


def _filters(catalogue: Catalogue) -> Filters:
    every = catalogue.requirements.values()
    used = list(dict.fromkeys(r.instrument for r in every))
    with st.popover("筛选", icon=":material/filter_list:"):
        left, right = st.columns(2)
        instruments = left.multiselect(
            "法规标准", used, format_func=lambda i: catalogue.instrument(i).name, key="instrument", placeholder="全部"
        )
        groups = right.multiselect("类别", list(dict.fromkeys(r.group for r in every)), key="group", placeholder="全部")
        kinds = left.multiselect("预案类型", list(KINDS), format_func=KINDS.__getitem__, key="kind", placeholder="全部")
        subjects = right.multiselect(
            "单位类型", list(SUBJECTS), format_func=SUBJECTS.__getitem__, key="subject", placeholder="全部"
        )
        only_key = st.checkbox("只看关键要素（＊）", key="only-key")
    return Filters(tuple(instruments), tuple(kinds), tuple(subjects), tuple(groups), only_key)


def _find(catalogue: Catalogue, words: str, filters: Filters) -> tuple[list[_Found], str]:
    """The duties that question and filters leave, best or in file order, and what search has to say."""
    if not words:
        return [_Found(r) for r in catalogue.requirements.values() if filters.admits(r)], ""
    answer = find(catalogue, words, MOST_HITS, filters=filters)
    return [_Found(h.requirement, h.reasons) for h in answer.hits], answer.note


def _list(catalogue: Catalogue, found: list[_Found], usage: Usage) -> None:
    pages = -(-len(found) // PAGE_SIZE)
    head, cards = st.container(), st.container()
    number = int(st.number_input(f"第几页（共 {pages} 页）", 1, pages, 1, key=f"page-{pages}")) if pages > 1 else 1
    shown = found[(number - 1) * PAGE_SIZE : number * PAGE_SIZE]
    left, right = head.columns([3, 1])
    left.caption(f"{len(found)} 条" + (f"，第 {number} 页" if pages > 1 else ""))
    duties = [f.requirement for f in shown]
    right.download_button(
        "打印这一页的卡片",
        lambda: printable(catalogue, duties, Library().texts()),
        file_name="要求卡片.html",
        mime="text/html",
        help="存成一页网页，用浏览器打开后打印（Ctrl+P）",
        on_click="ignore",
    )
    with cards:
        for hit in shown:
            show_card(catalogue, hit.requirement, is_open=len(found) == 1, why=hit.why, usage=usage)


def _articles(words: str) -> None:
    """Clauses of the imported texts that have the words of the question."""
    texts = Library().texts()
    hits = article_index(texts).find(words, MOST_ARTICLES) if texts else []
    if not hits:
        return
    st.subheader("原文里的条款")
    for hit in hits:
        text = texts[hit.text]
        clause = next(c for c in text.clauses if c.number == hit.clause)
        with st.expander(f"{plain(text.title)} {plain(clause.label)} {plain(clause.title)}"):
            st.markdown(quoted(clause.text))
