"""What is due: the list, how it spreads over the months, and drills that are not finished with."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import altair as alt
import streamlit as st

from checker.desk.days import add_months
from checker.desk.due import STATE_LABELS, STATE_MARKS, Due, State, Unfinished
from checker.desk.registry_files import because
from checker.desk.store.database import Desk
from checker.desk.store.registry import Event, replace_event
from checker.pages.person import author
from checker.reporting.view import clean
from kb.pages.plain import cells, plain

STATES: tuple[State, ...] = ("overdue", "soon", "fine", "unknown")
COLOURS = {"演练": "#5b8def", "现场处置方案演练": "#8e6bbf", "定期评估": "#4f9d69", "备案": "#e09b3d"}
MONTHS = 12  # shown one by one; what is later is put together by year
OVERDUE = "逾期"
SHOWN = 15  # drills that are not finished with


def show_due(desk: Desk, dues: Sequence[Due], drills: Sequence[Unfinished], today: date) -> None:
    if not dues:
        st.info("没有可以计算的到期事项：检查过的预案才知道适用哪些演练、评估、备案要求。")
        return
    counts = Counter(d.state(today) for d in dues)
    have = [s for s in STATES if counts[s]]
    wanted = st.pills(
        "只看",
        have,
        selection_mode="multi",
        format_func=lambda s: f"{STATE_MARKS[s]} {STATE_LABELS[s]} {counts[s]}",
        key="due-states",
    )
    listed = [d for d in dues if not wanted or d.state(today) in wanted]
    st.dataframe(cells(_row(d, today) for d in listed), hide_index=True, column_config={"事项": {"width": 140}})
    st.caption(
        "演练、评估从上次登记的日期算起，没有登记过的从公布日期算起；预案修订后重新公布的，评估从公布日期算起。"
        "“未登记”只是台账上没有：做过的，到“登记”里补上日期就不再算逾期。“宜”“原则上”的要求不计入。"
    )
    _unfinished(desk, drills)
    _chart(dues, today)


def _row(each: Due, today: date) -> dict[str, str]:
    state = each.state(today)
    return {
        "状态": f"{STATE_MARKS[state]} {STATE_LABELS[state]}",
        "到期": each.day.isoformat() if each.day else "请先登记公布日期",
        "事项": each.what,
        "单位": clean(each.organisation),
        "预案": clean(each.title),
        "上次": each.last.isoformat() if each.last else "未登记",
        "已安排": each.planned.isoformat() if each.planned else "",
        "依据": because(each),
    }


def _unfinished(desk: Desk, drills: Sequence[Unfinished]) -> None:
    if not drills:
        return
    st.markdown("**演练以后还要做的**（做完点一下）")
    if len(drills) > SHOWN:
        st.caption(f"下面是 {SHOWN} 条，另有 {len(drills) - SHOWN} 条；也可以在导出的 Excel 里填“是”再导入。")
    for each in drills[:SHOWN]:
        words, buttons = st.columns([3, 2], vertical_alignment="center")
        about = f"{each.drill.day} {plain(each.drill.about or '演练')}"
        words.markdown(f"△ {about} :gray[{plain(clean(each.organisation))} {plain(clean(each.title))}]")
        row = buttons.container(horizontal=True)
        if each.assess and row.button("已写评估报告", key=f"assessed-{each.drill.id}"):
            _done(desk, each, replace(each.drill.event, assessed=True))
        if each.report and row.button("已报送监管部门", key=f"reported-{each.drill.id}"):
            _done(desk, each, replace(each.drill.event, reported=True))


def _done(desk: Desk, each: Unfinished, event: Event) -> None:
    replace_event(desk, each.drill, event, author())
    st.rerun()


def buckets(dues: Sequence[Due], today: date) -> list[tuple[str, str, int]]:
    """(when, what, how many): overdue together, then month by month for a year, then by year; empty months too."""
    first = today.replace(day=1)
    ahead = [f"{add_months(first, n):%Y-%m}" for n in range(MONTHS)]
    found: Counter[tuple[str, str]] = Counter()
    for each in dues:
        if each.day is None:
            continue
        month = f"{each.day:%Y-%m}"
        when = OVERDUE if each.day < today else month if month in ahead else _later(each.day, ahead)
        found[(when, each.what)] += 1
    late = [OVERDUE] if any(when == OVERDUE for when, _ in found) else []
    years = sorted({when for when, _ in found} - {OVERDUE} - set(ahead))
    out = []
    for when in (*late, *ahead, *years):
        here = [(what, found[(when, what)]) for what in COLOURS if found[(when, what)]]
        out += [(when, what, n) for what, n in here] or [(when, "", 0)]
    return out


def _later(day: date, ahead: Sequence[str]) -> str:
    """「2027年其余」 for the rest of a year that has begun, 「2028年」 for later ones."""
    return f"{day.year}年其余" if any(m.startswith(f"{day.year}-") for m in ahead) else f"{day.year}年"


def _chart(dues: Sequence[Due], today: date) -> None:
    found = buckets(dues, today)
    whats = [w for w in COLOURS if any(what == w for _when, what, _n in found)]
    if len(whats) + len(found) < 3 or not whats:
        return
    order = list(dict.fromkeys(when for when, _what, _n in found))
    values = [{"时间": when, "事项": what or whats[0], "数量": n} for when, what, n in found]
    chart = alt.Chart(alt.InlineData(values=values)).mark_bar()
    chart = chart.encode(
        x=alt.X("时间:O", title=None, sort=order, axis=alt.Axis(labelAngle=-60, labelOverlap=False)),
        y=alt.Y("数量:Q", title="项数", axis=alt.Axis(tickMinStep=1, format="d")),
        color=alt.Color(
            "事项:N",
            scale=alt.Scale(domain=whats, range=[COLOURS[w] for w in whats]),
            legend=alt.Legend(orient="top", title=None, columns=2),
        ),
        tooltip=["时间:O", "事项:N", "数量:Q"],
    )
    st.markdown("**什么时候到期**")
    st.altair_chart(chart.properties(height=240), width="stretch")
