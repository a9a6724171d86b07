"""The page that connects plans with the plan above them: side by side for one, matrix and graph for many."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import cast

import pandas as pd  # type: ignore[import-untyped]  # comes with Streamlit
import streamlit as st

from checker.connecting.profile_store import Saved, saved_profiles
from checker.desk.connecting import Connected, Kept, connect_uploads, kept_plans
from checker.desk.running import Upload
from checker.desk.store.database import Desk
from checker.network import Network
from checker.pages.check import SUFFIXES
from checker.pages.connect_profile import profile_form
from checker.pages.marks import table_height, tint
from checker.pages.person import the_desk
from checker.report import Connection, ConnectionMatter, ConnectionReport, Evidence, Verdict
from checker.reporting.connections import ASPECT_LABELS, aspect_lines, by_upper, place, tally, word
from checker.reporting.html import asset
from checker.reporting.network_graph import graph_svg
from checker.reporting.network_html import render_connection_html, render_network_html
from checker.reporting.network_tables import MATRIX, NetworkTable, network_tables, summary
from checker.reporting.network_xlsx import render_network_xlsx
from checker.reporting.view import DISCLAIMER, clean
from kb.pages.plain import cells, plain

KEY = "connected"
GRAPH_THEMES = {"light": "color:#1f2933;--card:#fff", "dark": "color:#e6eaf0;--card:#1b2129"}
GRAPH_HEIGHT, SCROLLBAR = 620, 36
PINNED_WIDTH = 190  # pixels


def page() -> None:
    st.title("与上级预案衔接")
    st.caption("放一个上级预案（总体预案）和一个或许多预案：逐项并排比对；许多预案时画出整个网络。文件只在本机处理。")
    _ask()
    connected = cast("Connected | None", st.session_state.get(KEY))
    if connected is None:
        st.info("上级预案里没有写到的事项记为“不能判断”，不算问题。")
        return
    for problem in connected.problems:
        st.error(plain(problem))
    if not connected.reports:
        return
    st.caption(DISCLAIMER)
    if connected.network:
        _network(connected.network)
    _pair(connected)
    profile_form(connected)


def _ask() -> None:
    desk = the_desk()
    kept = kept_plans(desk) if desk else {}
    with st.form("connect", border=True):
        above = _ask_upper(desk, kept)
        given = _ask_plans(desk, kept)
        ocr = st.checkbox("扫描页、乱码页做文字识别（较慢）", value=True)
        if not st.form_submit_button("开始比对", type="primary"):
            return
        if above is None or not given:
            st.warning("请选择一个上级预案和至少一个要比对的预案。")
            return
        bar = st.progress(0.0, "读取")

        def progress(done: int, total: int, what: str) -> None:
            bar.progress(done / total if total else 0.0, plain(f"{done + 1}/{total} {what}"))

        st.session_state[KEY] = connect_uploads(above, given, ocr=ocr, progress=progress)
        bar.empty()


def _ask_upper(desk: Desk | None, kept: Mapping[int, Kept]) -> Upload | Saved | None:
    """A saved profile, a plan of the desk, or a new file; what is chosen goes before the file."""
    saved = {s.name: s for s in saved_profiles()}
    names: dict[str | int, str] = {"": "不用，另放文件"}
    names |= {name: f"已保存的规定：{name}" for name in saved}
    names |= {number: one.label for number, one in kept.items()}
    chosen: str | int = ""
    if len(names) > 1:
        chosen = st.selectbox("已有的上级预案", list(names), format_func=names.__getitem__, key="saved")
    upper = st.file_uploader("上级预案", type=SUFFIXES[:-1], key="upper")
    if isinstance(chosen, int) and desk:
        return kept[chosen].upload(desk)
    if chosen:
        return saved[str(chosen)]
    return Upload(upper.name, upper.getvalue()) if upper else None


def _ask_plans(desk: Desk | None, kept: Mapping[int, Kept]) -> list[Upload]:
    chosen: list[int] = []
    if kept:
        labels = {number: one.label for number, one in kept.items()}
        chosen = st.multiselect(
            "检查过的预案（可以选多个）", list(labels), format_func=labels.__getitem__, key="kept", placeholder="不选"
        )
    files = st.file_uploader("要比对的预案，可以多个", type=SUFFIXES, accept_multiple_files=True, key="plans")
    mine = [kept[number].upload(desk) for number in chosen] if desk else []
    return [*mine, *(Upload(f.name, f.getvalue()) for f in files or ())]


# --- one plan ------------------------------------------------------------------------------------------------------


def _pair(connected: Connected) -> None:
    reports = connected.reports
    number = 0
    st.header("逐项比对", divider="gray")
    if len(reports) > 1:
        labels = [_title(r) for r in reports]
        number = int(st.selectbox("预案", range(len(reports)), format_func=labels.__getitem__))
    report = reports[number]
    title = report.plan.title or report.source.file
    for upper, entries in by_upper(report.connections).items():
        st.markdown(f"**{plain(title)}** 对照 **{plain(upper)}**")
        _answer(entries)
        _aspects(entries, f"{number}-{upper}")
    st.download_button(
        "下载比对（网页）", render_connection_html(report).encode(), "衔接比对.html", "text/html", key=f"html-{number}"
    )


def _answer(entries: Sequence[Connection]) -> None:
    """The whole comparison in one small table before the passages."""
    st.markdown(f"{len(entries)} 个方面：{plain(tally(entries))}")
    rows = [
        {"方面": line.aspect, "结论": line.verdict, "说明": clean(line.found), "衔接的事项": line.fits}
        for line in aspect_lines(entries)
    ]
    st.dataframe(
        pd.DataFrame(cells(rows)).style.map(tint),
        hide_index=True,
        column_config={"方面": st.column_config.TextColumn(pinned=True, width=150)},
        height=table_height(len(rows)),
    )


def _aspects(entries: Sequence[Connection], key: str) -> None:
    """The passages side by side: what does not fit is open, what fits is folded."""
    for entry in entries:
        label = f"{word(entry.verdict)} · {ASPECT_LABELS.get(entry.aspect, entry.aspect)}"
        with st.expander(label, expanded=entry.verdict.is_gap):
            if not entry.matters:
                st.write(plain(entry.reason))
            fitting = [m for m in entry.matters if m.verdict is Verdict.COMPLIANT]
            for matter in entry.matters:
                if matter not in fitting or not entry.verdict.is_gap:
                    _matter(matter)
            folded = fitting if entry.verdict.is_gap else ()
            if folded and st.toggle(f"也看衔接好的 {len(folded)} 项", key=f"fits-{key}-{entry.aspect}"):
                for matter in folded:
                    _matter(matter)


def _matter(matter: ConnectionMatter) -> None:
    st.markdown(f"**{word(matter.verdict)}** {plain(matter.reason)}")
    left, right = st.columns(2)
    _passages(left, "本预案", matter.plan_evidence)
    _passages(right, "上级预案", matter.upper_evidence)
    if matter.advice:
        st.caption(f"建议：{plain(matter.advice)}")


def _passages(column: st.delta_generator.DeltaGenerator, label: str, passages: tuple[Evidence, ...]) -> None:
    column.caption(label)
    for passage in passages:
        column.markdown(f"> {plain(passage.shown)}")
        column.caption(place(passage))
    if not passages:
        column.write("（未见）")


def _title(report: ConnectionReport) -> str:
    gaps = sum(c.verdict.is_gap for c in report.connections)
    return f"{report.plan.title or report.source.file}（{gaps} 方面要看）"


# --- many plans ----------------------------------------------------------------------------------------------------


def _network(network: Network) -> None:
    st.header("预案网络", divider="gray")
    figures = summary(network)[1:]
    for column, (label, value) in zip(st.columns(len(figures)), figures, strict=True):
        column.markdown(f":gray[{label}]  \n**{plain(value)}**")
    first, second, third = st.columns(3)
    first.download_button("下载网络（网页）", render_network_html(network).encode(), "预案网络.html", "text/html")
    second.download_button("下载网络（Excel）", render_network_xlsx(network), "预案网络.xlsx")
    third.download_button("下载网络（JSON）", network.to_json(), "预案网络.json", "application/json")
    tables = [t for t in network_tables(network) if t.rows]
    tabs = st.tabs(["引用图", *(t.title for t in tables)])
    with tabs[0]:
        _graph(network)
    for tab, table in zip(tabs[1:], tables, strict=True):
        with tab:
            _table(table)


def _graph(network: Network) -> None:
    titles = {p.id: p.title for p in network.plans}
    chosen = st.selectbox("只看这个预案和与它有引用的预案", ["", *titles], format_func=lambda i: titles.get(i, "全部"))
    st.caption("点一个预案，只亮它的引用。虚线是过期的引用，红色虚线框是孤立的预案，粗框是上级预案。")
    svg = graph_svg(network, frozenset({chosen}) if chosen else frozenset())
    style = f"body{{font-family:sans-serif;{GRAPH_THEMES[st.context.theme.type or 'light']}}}{asset('network.css')}"
    # Our own drawing, style and script; every title in it is escaped.
    st.iframe(f"<style>{style}</style>{svg}<script>{asset('network.js')}</script>", height=_height(svg))


def _height(svg: str) -> int:
    """Room for the whole drawing, so that a small one leaves no hole; a large one scrolls."""
    return min(GRAPH_HEIGHT, int(svg.partition('viewBox="0 0 ')[2].split()[1].rstrip('"')) + SCROLLBAR)


def _table(table: NetworkTable) -> None:
    if table.note:
        st.caption(table.note)
    rows = [dict(zip(table.columns, row, strict=True)) for row in table.rows]
    marked = pd.DataFrame(cells(rows)).style.map(tint)
    # The first column stays in sight while the ten items are scrolled, on a phone too.
    first = {table.columns[0]: st.column_config.TextColumn(pinned=True, width=PINNED_WIDTH)}
    st.dataframe(
        marked,
        hide_index=True,
        column_config=first,
        column_order=_order(table),
        height=min(700, table_height(len(rows))),
    )


def _order(table: NetworkTable) -> list[str]:
    """The columns as they are; in the matrix the items come before kind and level, which a phone has no room for."""
    if table.title != MATRIX:
        return list(table.columns)
    name, kind, level, *items = table.columns
    return [name, *items, kind, level]
