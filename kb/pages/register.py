"""The register of instruments: status, dates, binding force, editions, and what a change touches."""

from __future__ import annotations

from collections import Counter
from datetime import date

import streamlit as st

from kb.catalogue import Catalogue, load_catalogue
from kb.dates import STATES, Standing, editions, impact, standing
from kb.labels import KINDS
from kb.models import Instrument
from kb.pages.card import show_card
from kb.pages.plain import plain
from kb.texts.library import Library
from kb.usage import NO_USAGE, Usage


def page(usage: Usage = NO_USAGE) -> None:
    catalogue = load_catalogue()
    st.title("法规标准")
    st.caption("每一部的文号、施行日期、效力、谁代替了谁；选一部看它的版本和变动会影响什么。")
    left, middle, right = st.columns(3)
    day = left.date_input("哪一天有效", date.today(), key="day")
    level = middle.multiselect("层级", _levels(catalogue), key="level", placeholder="全部")
    state = right.multiselect("状态", list(STATES), format_func=STATES.__getitem__, key="state", placeholder="全部")
    words = st.text_input("名称或文号", key="name", placeholder="如：演练；2019；708")
    assert isinstance(day, date)
    duties = Counter(r.instrument for r in catalogue.requirements.values())
    rows = [standing(catalogue, i, day) for i in sorted(catalogue.instruments.values(), key=lambda i: -duties[i.id])]
    rows = [
        r
        for r in rows
        if (not level or r.instrument.level in level)
        and (not state or r.state in state)
        and _named(r.instrument, words)
    ]
    st.caption(f"{len(rows)} 部")
    if rows:
        _table(rows, duties)
        _detail(catalogue, rows, day, usage)


def _levels(catalogue: Catalogue) -> list[str]:
    return list(dict.fromkeys(i.level for i in catalogue.instruments.values()))


def _named(instrument: Instrument, words: str) -> bool:
    told = f"{instrument.id}{instrument.name}{instrument.number or ''}{''.join(instrument.aliases)}".lower()
    return all(w.lower() in told for w in words.split())


def _table(rows: list[Standing], duties: Counter[str]) -> None:
    texts = Library().texts()
    st.dataframe(
        [
            {
                "编号": r.instrument.id,
                "名称": r.instrument.name,
                "文号": r.instrument.number or "",
                "当日": STATES[r.state],
                "施行": r.since,
                "截止": r.until,
                "状态": r.instrument.status,
                "效力": r.instrument.binding,
                "层级": r.instrument.level,
                "要求": duties[r.instrument.id],
                "原文": "已导入" if r.instrument.id in texts else "",
            }
            for r in rows
        ],
        hide_index=True,
        width="stretch",
    )


def _detail(catalogue: Catalogue, rows: list[Standing], day: date, usage: Usage) -> None:
    names = {r.instrument.id: r.instrument.name for r in rows}
    chosen = st.selectbox(
        "看一部的版本和影响", list(names), format_func=names.__getitem__, key="chosen", index=None, placeholder="选一部"
    )
    if not chosen:
        return
    instrument = catalogue.instrument(chosen)
    st.subheader(plain(instrument.name))
    lines = []
    for edition in editions(catalogue, instrument):
        now = standing(catalogue, edition, day)
        until = f"，{now.until} 止" if now.until else ""
        dates = f"{now.since or '施行日不明'} 起{until}，当日{STATES[now.state]}"
        lines.append(f"- {plain(edition.name)}（{plain(edition.number or '无文号')}）：{dates}")
    st.markdown("\n".join(lines))
    if instrument.scope:
        st.markdown(f"**管什么** {plain(instrument.scope)}")
    if not instrument.verified:
        st.warning("这一部没有对照原文核实过。")
    touched = impact(catalogue, instrument)
    st.markdown(
        f"**如有变动，要重新看** 要求 {len(touched.duties)} 条，别处同样的要求 {len(touched.equals)} 条，"
        f"评审表 {len(touched.rows)} 行（{plain('、'.join(row.id for _f, row in touched.rows)) or '无'}），"
        f"预案：{plain('、'.join(KINDS[k] for k in touched.kinds)) or '无'}"
    )
    _plans(usage, [r.id for r in (*touched.duties, *touched.equals)])
    for requirement in touched.duties:
        show_card(catalogue, requirement, usage=usage)


def _plans(usage: Usage, duties: list[str]) -> None:
    """The checked plans that a change would touch, and the offer to check them again."""
    plans = usage.plans_with(duties)
    if not plans:
        return
    st.markdown(f"**已查过、会受影响的预案 {len(plans)} 份** {plain('、'.join(p.title for p in plans))}")
    if usage.again and st.button("把这些预案重新检查一遍"):
        st.success(f"已把 {usage.again([p.run for p in plans])} 份放进检查队列，到“检查预案”页看进度。")
