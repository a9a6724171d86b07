"""The card of a duty as every page of the knowledge base shows it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import streamlit as st

from kb.cards import card_rows, card_title
from kb.catalogue import Catalogue
from kb.models import Requirement
from kb.pages.plain import plain, quoted
from kb.points import Point
from kb.printing import printable
from kb.texts.library import Library
from kb.texts.linking import OfficialWords, official_words
from kb.texts.models import OfficialText
from kb.usage import NO_USAGE, Usage


def cite_of(catalogue: Catalogue, requirement: Requirement) -> str:
    return f"{catalogue.instrument(requirement.instrument).cite} {requirement.clause}"


def show_card(
    catalogue: Catalogue,
    requirement: Requirement,
    *,
    is_open: bool = False,
    why: Sequence[str] = (),
    key: str = "card",
    usage: Usage = NO_USAGE,
) -> None:
    """A folded card: clause first; our words beside the official ones where the text was imported."""
    head = f"**{plain(card_title(requirement))}** :gray[{plain(cite_of(catalogue, requirement))}]"
    with st.expander(head, expanded=is_open):
        if why:
            st.caption(f"找到它是因为：{plain('；'.join(why))}")
        texts = Library().texts()
        words = official_words(catalogue, texts, requirement)
        rows = "  \n".join(f"**{label}** {plain(value)}" for label, value in card_rows(catalogue, requirement))
        if words:
            left, right = st.columns(2)
            left.markdown(rows)
            with right:
                show_words(words)
        else:
            st.markdown(rows)
        if requirement.id in usage.duties:
            st.caption(usage.duties[requirement.id].text)
        for point in requirement.points:
            _point(point)
        _foot(catalogue, requirement, texts, key)


def show_words(words: Sequence[OfficialWords]) -> None:
    """Official words, clause by clause, with the file and hash they come from."""
    for found in words:
        st.markdown(f"**{plain(f'原文 {found.clause.label} {found.clause.title}')}**")
        st.markdown(quoted("\n".join(p.text for p in found.parts)) or "（这一级只有标题）")
    text = words[0].text
    st.caption(f"摘自导入的 {plain(text.file)}（{text.sha256[:12]}），以正式公布的文本为准。")


def _point(point: Point) -> None:
    lines = [f"**看点：{plain(point.says)}**"]
    lines += [f":green[✓ 算有]\n\n{quoted(passage)}" for passage in point.good]
    lines += [f":red[✗ 不算]\n\n{quoted(passage)}" for passage in point.bad]
    st.markdown("\n\n".join(lines))


def _foot(catalogue: Catalogue, requirement: Requirement, texts: Mapping[str, OfficialText], key: str) -> None:
    left, right = st.columns([3, 1])
    left.caption(f"编号 {plain(requirement.id)}")
    right.download_button(
        "打印卡片",
        lambda: printable(catalogue, [requirement], texts),
        file_name=f"{requirement.id}.html",
        mime="text/html",
        help="存成一页网页，用浏览器打开后打印（Ctrl+P）",
        key=f"{key}-print-{requirement.id}",
        on_click="ignore",
    )
