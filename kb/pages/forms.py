"""The official review forms: each row of 2009 beside the standard of 2020 and the measure, and why they differ."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from kb.cards import card_title
from kb.catalogue import Catalogue, load_catalogue
from kb.models import FormRow, Instrument, Requirement, ReviewForm
from kb.pages.card import cite_of
from kb.pages.plain import plain

GUIDE, STANDARD, MEASURE = "PSZN", "GBT29639", "M88"
SIDES = {GUIDE: "2009 年评审表", STANDARD: "GB/T 29639-2020", MEASURE: "应急预案管理办法"}
NO_CLAUSE = {
    STANDARD: "2020 版导则没有单列这一项。",
    MEASURE: "管理办法没有单列这一项。",
}


def page() -> None:
    catalogue = load_catalogue()
    st.title("评审表")
    st.caption("同一个要素三种写法并排：2009 年的评审表、GB/T 29639-2020、应急预案管理办法；下面说明为什么不一样。")
    forms = list(catalogue.forms.values())
    labels = {f.id: f"{f.annex} {f.name}" for f in forms}
    left, right = st.columns(2)
    chosen = left.selectbox("哪一张表", list(labels), format_func=labels.__getitem__, key="form")
    words = right.text_input("只看一个要素（在五张表里找）", key="element", placeholder="如：响应分级、演练、备案")
    only_key = st.checkbox("只看关键要素（＊）的行", key="only-key")
    searched = forms if words.strip() else [catalogue.forms[chosen]]
    found = [(f, row) for f in searched for row in f.rows if _wanted(catalogue, row, words.strip(), only_key)]
    if not found:
        st.info("没有这样的行；换一个词，或者取消“只看关键要素”。")
        return
    st.caption(f"{len(found)} 行" if words.strip() else plain(catalogue.forms[chosen].used_for))
    _sources(catalogue)
    for form, row in found:
        _row(catalogue, form if words.strip() else None, row)


def _wanted(catalogue: Catalogue, row: FormRow, words: str, only_key: bool) -> bool:
    if only_key and not any(catalogue.requirements[k].key for k in row.requirements):
        return False
    told = " ".join((row.id, row.parent or "", row.item, *(c.says for c in row.checks)))
    return all(w in told for w in words.split())


def _sources(catalogue: Catalogue) -> None:
    """Date and force of the three: half of the reason why they differ."""
    for column, key in zip(st.columns(3), (GUIDE, STANDARD, MEASURE), strict=True):
        found = catalogue.instruments.get(key)
        if found:
            column.markdown(f"**{plain(found.name)}**  \n:gray[{plain(_force(found))}]")


def _force(instrument: Instrument) -> str:
    since = f"{instrument.effective_from} 起" if instrument.effective_from else "施行日不明"
    return "，".join(filter(None, (instrument.number, since, instrument.binding or instrument.level)))


def _row(catalogue: Catalogue, form: ReviewForm | None, row: FormRow) -> None:
    duties = [catalogue.requirements[k] for k in row.requirements]
    with st.container(border=True):
        head = f"{row.parent}·{row.item}" if row.parent else row.item
        where = f"{form.annex} {form.name} · {row.kind}" if form else row.kind
        st.markdown(f"**{plain(row.id)} {plain(head)}** :gray[{plain(where)}]")
        left, middle, right = st.columns(3)
        left.caption(SIDES[GUIDE])
        left.markdown("\n".join(f"- {plain(c.says)}" for c in row.checks) or "（只有这一行的名称）")
        _side(middle, STANDARD, duties)
        _side(right, MEASURE, duties)
        others = [r for r in duties if r.instrument not in (GUIDE, STANDARD, MEASURE)]
        if others:
            cited = (
                f"- **{plain(card_title(r))}** {plain(r.statement)} :gray[{plain(cite_of(catalogue, r))}]"
                for r in others
            )
            with st.expander(f"其他法规标准（{len(others)}）"):
                st.markdown("\n".join(cited))
        why = _why(row, duties)
        if why:
            st.caption(f"**为什么不一样** {plain('；'.join(why))}")


def _side(column: st.delta_generator.DeltaGenerator, instrument: str, duties: Sequence[Requirement]) -> None:
    own = [r for r in duties if r.instrument == instrument]
    lines = (f"- **{plain(r.clause)} {plain(card_title(r))}** {plain(r.statement)} :gray[{plain(r.id)}]" for r in own)
    column.caption(SIDES[instrument])
    column.markdown("\n".join(lines) if own else f":gray[{NO_CLAUSE[instrument]}]")


def _why(row: FormRow, duties: Sequence[Requirement]) -> list[str]:
    """What the catalogue says of the difference, each thing once."""
    told = [row.why, row.may_omit, *(r.conflict for r in duties)]
    return list(dict.fromkeys(words.rstrip("。") for words in told if words))
