"""What was read and could not be, the counts, facts and downloads of one checked plan."""

from __future__ import annotations

from functools import partial

import streamlit as st

from checker.pages.colours import COLOURS
from checker.report import Report
from checker.reporting.outputs import OUTPUTS
from checker.reporting.tables import fact_tables
from checker.reporting.view import VERDICT_MARKS, ReportView, clean, matters
from kb.catalogue import load_catalogue
from kb.pages.plain import cells, plain

WIDE = (
    "依据",
    "启动条件",
    "原文",
    "位置",
    "问题",
)  # long cells: kept narrow, so that the others are seen; a click opens them


def show_reading(view: ReportView) -> None:
    for line in view.unreadable:
        st.warning(f"没有读到{plain(line)}。这些页上的内容没有参加判断。")
    for line in view.report.source.warnings:
        st.warning(plain(line))
    left, right = st.columns(2)
    with left.container(border=True):
        st.markdown("**读到了什么**")
        _rows(view.read_rows)
    with right.container(border=True):
        st.markdown("**判断的前提**")
        _rows(view.assumptions)


def _rows(rows: tuple[tuple[str, str], ...]) -> None:
    st.markdown("  \n".join(f":gray[{label}] {plain(value)}" for label, value in rows))


def show_counts(view: ReportView) -> None:
    columns = {v.label: v for v in VERDICT_MARKS}
    rows = []
    for unit in view.report.units:
        counts = view.counts(unit.id)
        rows.append({"单元": clean(view.unit_title(unit.id)), **{label: counts[v] for label, v in columns.items()}})
    total = view.counts()
    badges = (f":{COLOURS[v]}-badge[{VERDICT_MARKS[v]} {label} **{total[v]}**]" for label, v in columns.items())
    st.markdown(" ".join(badges))
    if len(rows) > 1:
        merged = len(matters(view.gaps))
        st.caption(f"按单元分别计；不符合、基本符合和待人工确认的，各单元相同的合并后是 {merged} 项")
        with st.expander(f"各单元结论数（{len(rows)} 个单元）"):
            st.dataframe(cells(rows), hide_index=True)


def show_downloads(report: Report, name: str, key: str) -> None:
    """One button per output; the file is made when it is asked for."""
    stem = name.rpartition(".")[0] or name
    row = st.container(horizontal=True)
    for output in OUTPUTS:
        row.download_button(
            f"下载{output.label}",
            data=partial(output.render, report),
            file_name=f"{stem}-审查.{output.suffix}",
            mime=output.media,
            key=f"download-{output.suffix}-{key}",
            on_click="ignore",
        )


def show_facts(view: ReportView) -> None:
    tables = fact_tables(view)
    if not tables:
        st.info("没有读出响应级别、时限、演练、引用依据等事实。")
    for table in tables:
        st.markdown(f"**{table.title}**（{len(table.rows)}）" + (f"：{table.note}" if table.note else ""))
        columns = (*table.columns, "原文")
        rows = [
            dict(zip(columns, (*row, quote), strict=True)) for row, quote in zip(table.rows, table.quotes, strict=True)
        ]
        wide = {c: st.column_config.TextColumn(width="medium") for c in WIDE if c in columns}
        st.dataframe(cells(rows), hide_index=True, column_config=wide)


def show_not_run(view: ReportView) -> None:
    """What was not checked and why, the same duty of several units told once."""
    listed = view.report.not_run
    if not listed:
        return
    duties = load_catalogue().requirements
    units: dict[tuple[str, str], list[str]] = {}
    for each in listed:
        units.setdefault((each.requirement, each.reason), []).append(view.unit_title(each.unit))
    with st.expander(f"没有检查的要求（{len({r for r, _why in units})} 项，附原因）"):
        rows = [
            {
                "要求": duties[requirement].name if requirement in duties else requirement,
                "原因": reason,
                "单元": clean(named[0] if len(named) == 1 else f"{named[0]} 等 {len(named)} 个单元"),
                "编号": requirement,
            }
            for (requirement, reason), named in units.items()
        ]
        st.dataframe(rows, hide_index=True)
