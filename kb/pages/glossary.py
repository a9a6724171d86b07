"""The glossary: words of the field in our own words, and the duties they are used in."""

from __future__ import annotations

import streamlit as st

from kb.catalogue import load_catalogue
from kb.pages.card import cite_of, show_card
from kb.pages.plain import plain


def page() -> None:
    catalogue = load_catalogue()
    st.title("词汇表")
    words = st.text_input("找一个词", key="words", placeholder="如：评估、响应分级")
    terms = [
        t for t in catalogue.glossary if not words.strip() or words.strip() in f"{t.term}{''.join(t.also)}{t.means}"
    ]
    st.caption(f"{len(terms)} 个词")
    for term in terms:
        with st.container(border=True):
            also = f" :gray[也叫 {plain('、'.join(term.also))}]" if term.also else ""
            st.markdown(f"**{plain(term.term)}**{also}\n\n{plain(term.means)}")
            duties = [catalogue.requirements[k] for k in term.requirements if k in catalogue.requirements]
            st.caption("依据：" + plain("；".join(cite_of(catalogue, r) for r in duties)))
            if len(terms) <= 3:
                for requirement in duties:
                    show_card(catalogue, requirement, key=f"term-{term.term}")
