"""Two or more instruments side by side on one subject: who must do it, how often, by which rule."""

from __future__ import annotations

from collections import Counter

import streamlit as st

from kb.catalogue import Catalogue, load_catalogue
from kb.labels import KINDS, OBLIGATIONS
from kb.models import Floor, Requirement
from kb.pages.card import cite_of
from kb.pages.plain import plain
from kb.search.finding import Filters, find

MOST = 12
USUAL = ("PSZN", "GBT29639", "M88")  # the forms of 2009, the standard, the measure: what people ask to compare
OFTEN = {3: "每季度一次", 6: "每半年一次", 12: "每年一次", 24: "每两年一次", 36: "每三年一次"}


def page() -> None:
    catalogue = load_catalogue()
    st.title("同一件事，各部怎么说")
    st.caption("选一件事和几部法规标准，逐条对照：谁要做、多久一次、依据哪一条、为什么不一样。")
    groups = list(dict.fromkeys(r.group for r in catalogue.requirements.values()))
    left, right = st.columns(2)
    group = left.selectbox("类别", groups, index=groups.index("演练") if "演练" in groups else 0, key="group")
    words = right.text_input("再用话说窄一点（可不填）", key="words", placeholder="如：多久一次")
    duties = _duties(catalogue, group, words)
    used = [key for key, _count in Counter(r.instrument for r in duties).most_common()]
    usual = [key for key in USUAL if key in used]
    chosen = st.multiselect(
        "法规标准",
        used,
        default=usual if len(usual) > 1 else used[:2],
        format_func=lambda i: catalogue.instrument(i).name,
        key=f"instruments-{group}",
    )
    _floors(catalogue, {r.id for r in duties})
    if chosen:
        _side_by_side(catalogue, duties, chosen)


def _duties(catalogue: Catalogue, group: str, words: str) -> list[Requirement]:
    every = [r for r in catalogue.requirements.values() if r.group == group]
    if not words.strip():
        return every
    hits = find(catalogue, words, MOST, filters=Filters(groups=(group,))).hits
    return [r for h in hits for r in (h.requirement, *h.same) if r.group == group]


def _floors(catalogue: Catalogue, duties: set[str]) -> None:
    """The rows of the table of floors that rest on these duties."""
    rows = [f for floors in catalogue.floors.values() for f in floors if duties & set(f.rows)]
    if rows:
        st.markdown("**最低要求一览**")
        st.dataframe([_floor(catalogue, f) for f in rows], hide_index=True, width="stretch")


def _floor(catalogue: Catalogue, floor: Floor) -> dict[str, str]:
    months = floor.max_months or (floor.max_years or 0) * 12
    limits = (
        (floor.hours, "小时内"),
        (floor.workdays, "个工作日内"),
    )
    told = [f"{value} {unit}" for value, unit in limits if value is not None]
    rows = [catalogue.requirements[k] for k in floor.rows if k in catalogue.requirements]
    return {
        "谁": floor.subject or floor.who,
        "预案或对象": floor.plan or floor.to,
        "最低": "、".join([*([OFTEN.get(months, f"每 {months} 个月一次")] if months else []), *told]),
        "要报送": "是" if floor.report_to_regulator else "",
        "依据": "；".join(cite_of(catalogue, r) for r in rows),
    }


def _side_by_side(catalogue: Catalogue, duties: list[Requirement], chosen: list[str]) -> None:
    for start in range(0, len(chosen), 3):
        for column, key in zip(st.columns(3 if len(chosen) > 2 else 2), chosen[start : start + 3], strict=False):
            with column:
                instrument = catalogue.instrument(key)
                st.subheader(plain(instrument.name))
                binding = instrument.binding or instrument.level
                st.caption(f"{binding}，{plain(instrument.status)}，{instrument.effective_from or '施行日不明'}")
                for r in (r for r in duties if r.instrument == key):
                    _duty(r)


def _duty(r: Requirement) -> None:
    with st.container(border=True):
        lines = [f"**{plain(r.clause)} {plain(r.name)}**", plain(r.statement)]
        who = r.applies.text or "、".join(KINDS[k] for k in r.kinds)
        lines += [f":gray[谁：{plain(who)}；{OBLIGATIONS[r.obligation]}]"]
        if r.conflict:
            lines.append(f":orange[为什么不一样：{plain(r.conflict)}]")
        st.markdown("\n\n".join(lines))
