"""Which plans are written and stand on the law of today, which are to be revised and why, and checking those again."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import altair as alt
import streamlit as st

from checker.desk.standing import STANDING_LABELS, STANDING_MARKS, PlanStanding, Standing, share
from checker.desk.store.database import Desk
from checker.desk.usage import check_again
from checker.pages.person import author
from checker.reporting.view import clean
from kb.pages.plain import plain

ORDER: tuple[Standing, ...] = ("current", "revise", "undated", "unwritten")
COLOURS: dict[Standing, str] = {
    "current": "#4f9d69",
    "revise": "#e09b3d",
    "undated": "#5b8def",
    "unwritten": "#d1453b",
}
WORDS = {"revise": "orange", "undated": "blue", "unwritten": "red"}
REASONS = 8  # shown of a plan
SENT = "registry-sent"


def show_standing(desk: Desk, found: Sequence[PlanStanding]) -> None:
    counts = Counter(s.standing for s in found)
    st.markdown(
        f"应编 **{len(found)}** 份：已编且现行 **{counts['current']}** 份，待修订 **{counts['revise']}** 份，"
        f"日期不明 **{counts['undated']}** 份，未编 **{counts['unwritten']}** 份；编制修订率 **{share(found):.0%}**。"
    )
    _chart(counts)
    st.caption(
        "编制修订率＝已编且不欠修订的预案 ÷ 台账上全部应编预案。引用的、或者适用的法规标准在预案公布后变了，"
        "或者评估结论为需要修订的，列为待修订；是否要改、改多少，由编制单位对照新规定判断。"
    )
    waiting = [s for s in found if s.standing != "current"]
    if not waiting:
        st.success("台账上的预案都已编制，没有因依据变动或评估结论需要修订的。")
        return
    runs = [s.record.run for s in waiting if s.record.run and s.standing == "revise"]
    if SENT in st.session_state:
        st.success(f"已把 {st.session_state.pop(SENT)} 份预案排队重新检查，进度见“检查预案”。")
    if runs and st.button(f"按现行规定重新检查这 {len(runs)} 份", icon=":material/refresh:"):
        st.session_state[SENT] = check_again(desk, runs, author())
        st.rerun()
    for each in sorted(waiting, key=lambda s: ORDER.index(s.standing)):
        _plan(each)


def _plan(each: PlanStanding) -> None:
    plan = each.record.plan
    head = f":{WORDS[each.standing]}[{STANDING_MARKS[each.standing]} {STANDING_LABELS[each.standing]}]"
    st.markdown(f"{head} **{plain(clean(plan.title))}** :gray[{plain(clean(plan.organisation))}]")
    more = [f"- 还有 {len(each.why) - REASONS} 条"] if len(each.why) > REASONS else []
    st.markdown("\n".join([*(f"- {plain(line)}" for line in each.why[:REASONS]), *more]))


def _chart(counts: Counter[Standing]) -> None:
    shown = [s for s in ORDER if counts[s]]
    names = {s: f"{STANDING_MARKS[s]} {STANDING_LABELS[s]} {counts[s]}" for s in shown}
    values = [{"状态": names[s], "份": counts[s], "次序": ORDER.index(s)} for s in shown]
    chart = alt.Chart(alt.InlineData(values=values)).mark_bar(size=26)
    chart = chart.encode(
        x=alt.X("sum(份):Q", axis=None, stack="zero"),
        order=alt.Order("次序:Q"),
        color=alt.Color(
            "状态:N",
            scale=alt.Scale(domain=list(names.values()), range=[COLOURS[s] for s in shown]),
            legend=alt.Legend(orient="top", title=None, direction="horizontal"),
        ),
        tooltip=["状态:N", "份:Q"],
    )
    st.altair_chart(chart.properties(height=80), width="stretch")
