"""The official review forms: each row of 2009 beside the duties that answer it today."""

from __future__ import annotations

import streamlit as st

from kb.cards import card_title
from kb.catalogue import Catalogue, load_catalogue
from kb.models import FormRow, Requirement
from kb.pages.card import cite_of
from kb.pages.plain import plain

STANDARD = "GBT29639"


def page() -> None:
    catalogue = load_catalogue()
    st.title("评审表")
    st.caption("左边是 2009 年评审指南的行，右边是现在据以判断的要求：GB/T 29639-2020 在前，其余法规在后。")
    forms = list(catalogue.forms.values())
    labels = {f.id: f"{f.annex} {f.name}" for f in forms}
    chosen = st.selectbox("哪一张表", list(labels), format_func=labels.__getitem__, key="form")
    only_key = st.checkbox("只看关键要素（＊）的行", key="only-key")
    form = catalogue.forms[chosen]
    st.caption(plain(form.used_for))
    for row in form.rows:
        duties = [catalogue.requirements[k] for k in row.requirements]
        if not only_key or any(r.key for r in duties):
            _row(catalogue, row, duties)


def _row(catalogue: Catalogue, row: FormRow, duties: list[Requirement]) -> None:
    with st.container(border=True):
        left, right = st.columns(2)
        head = f"{row.parent}·{row.item}" if row.parent else row.item
        checks = "\n".join(f"- {plain(c.says)}" for c in row.checks)
        left.markdown(f"**{plain(row.id)} {plain(head)}** :gray[{plain(row.kind)}]\n\n{checks}")
        ordered = sorted(duties, key=lambda r: r.instrument != STANDARD)
        lines = [
            f"- **{plain(card_title(r))}** {plain(r.statement)} :gray[{plain(cite_of(catalogue, r))}（{plain(r.id)}）]"
            for r in ordered
        ]
        right.markdown("\n".join(lines) or "没有对应的要求")
        differences = {r.conflict for r in duties if r.conflict}
        if differences:
            st.caption("为什么不一样：" + plain("；".join(differences)))
