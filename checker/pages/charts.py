"""Charts of the pages, drawn by the Vega that comes with Streamlit; nothing is loaded from outside.

Labels and counts stand as text above every bar: the whole width is left to the bar on a phone, and colour is never the
only sign.
"""

from __future__ import annotations

from collections.abc import Sequence

import altair as alt
import streamlit as st

from checker.report import Verdict
from checker.reporting.bars import DRAWN, Bar
from checker.reporting.view import VERDICT_MARKS, clean

ROW = 44  # pixels for a label and its bar
THICK = 14
LIFT = 9  # the label goes up, the bar down by so much from the middle of the row
LEGEND = 70
NUMBERED = 3  # digits before a label
COLOURS: dict[Verdict, str] = {  # readable on a white and on a dark ground
    Verdict.NON_COMPLIANT: "#d1453b",
    Verdict.PARTIAL: "#e09b3d",
    Verdict.UNDETERMINED: "#5b8def",
    Verdict.COMPLIANT: "#4f9d69",
}
WORDS: dict[Verdict, str] = {v: f"{VERDICT_MARKS[v]} {v.label}" for v in DRAWN}


def verdict_bars(bars: Sequence[Bar], *, unit: str) -> None:
    """A calm stacked bar for every row, in the order given; `unit` is what is counted (条, 份)."""
    if bars:
        st.altair_chart(verdict_chart(bars, unit), width="stretch")


def verdict_chart(bars: Sequence[Bar], unit: str) -> alt.Chart:
    shown = [v for v in DRAWN if any(bar.count(v) for bar in bars)]
    words = [WORDS[v] for v in shown]
    pieces = [
        {"行": _label(place, bar), "名称": clean(bar.label), "结论": WORDS[v], "数": n, "次序": DRAWN.index(v)}
        for place, bar in enumerate(bars)
        for v, n in bar.counts
    ]
    # The labels of the axis reach into the chart, over the bars; the axis itself takes no width.
    axis = alt.Axis(
        title=None,
        labelExpr=f"slice(datum.label, {NUMBERED})",
        labelAlign="left",
        labelPadding=0,
        labelOffset=-LIFT,
        labelLimit=0,
        labelFontSize=13,
        minExtent=0,
        maxExtent=0,
        domain=False,
        ticks=False,
        zindex=1,
    )
    chart = alt.Chart(alt.InlineData(values=pieces)).mark_bar(size=THICK, yOffset=LIFT - 1)
    chart = chart.encode(
        y=alt.Y("行:O", axis=axis),
        x=alt.X("数:Q", axis=None, stack="zero"),
        order=alt.Order("次序:Q"),
        color=alt.Color(
            "结论:N",
            scale=alt.Scale(domain=words, range=[COLOURS[v] for v in shown]),
            legend=alt.Legend(orient="top", title=None, direction="horizontal"),
        ),
        tooltip=[alt.Tooltip("名称:N"), alt.Tooltip("结论:N"), alt.Tooltip("数:Q", title=f"{unit}数")],
    )
    return chart.properties(height=ROW * len(bars) + LEGEND)


def _label(place: int, bar: Bar) -> str:
    """Numbered, so that the rows keep their order and two alike stay two; the chart leaves the number out."""
    return f"{place:0{NUMBERED}}{clean(bar.label)}　{bar.told}"
