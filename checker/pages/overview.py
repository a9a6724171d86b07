"""The page over many plans: what they have in common, plan × key element, the verdicts by group; for a briefing."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd  # type: ignore[import-untyped]  # comes with Streamlit
import streamlit as st

from checker.desk.overviews import Scope, overview_of, scopes
from checker.desk.store.database import Desk
from checker.pages.charts import verdict_bars
from checker.pages.marks import table_height, tint
from checker.pages.person import choose_run, keep_address, the_desk
from checker.reporting.overview import Defect, Matrix, Overview
from checker.reporting.overview_html import render_overview_html
from checker.reporting.overview_tables import (
    DEFECT_COLUMNS,
    NOT_COUNTED,
    PLAN_COLUMNS,
    defect_rows,
    headline,
    matrix_columns,
    matrix_rows,
    named,
    plan_rows,
    totals,
)
from checker.reporting.overview_xlsx import Problems, render_overview_xlsx
from checker.reporting.view import clean, kind_label
from kb.pages.plain import cells, plain

DRAWN = 12  # defects in the chart
PINNED_WIDTH = 210  # pixels
MOST_HEIGHT = 1100
EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def page() -> None:
    keep_address()
    st.title("多份总表")
    st.caption("许多份预案放在一起看：共同的毛病、预案 × 关键要素、各类要求的结论；可以带去开会。")
    desk = the_desk()
    if desk is None:
        return
    listed = scopes(desk)
    if len(listed[-1].runs) < 2:
        st.info("到“检查预案”一次放进多份预案（也可以放一个 ZIP），查完以后这里就有总表。")
        return
    scope = _scope(listed)
    overview, problems = _narrowed(desk, scope)
    if not overview.plans:
        st.info("没有符合条件的预案；请放宽上面的选择。")
        return
    st.markdown(f"**{plain(headline(overview))}**")
    _downloads(overview, problems)
    common, matrix, groups, plans = st.tabs(["共性问题", "预案 × 关键要素", "各类结论", "预案"])
    with common:
        _common(overview)
    with matrix:
        _matrices(overview)
    with groups:
        st.caption("一条要求在一份预案里只算一次，取各单元里最差的结论；有人工结论的用人工结论；不适用的不计。")
        verdict_bars(overview.groups, unit="条")
    with plans:
        _plans(overview, problems)


def _scope(listed: Sequence[Scope]) -> Scope:
    by_key = {s.key: s for s in listed}
    chosen = st.selectbox("看哪些预案", list(by_key), format_func=lambda k: by_key[k].label, key="overview-scope")
    return by_key[chosen]


def _narrowed(desk: Desk, scope: Scope) -> tuple[Overview, Problems]:
    """The plans that the filters leave, and the files not counted; excerpts only count when they are asked for."""
    with st.spinner(f"正在汇总 {len(scope.runs)} 份"):
        whole = overview_of(desk, scope.runs)
    kinds = list(dict.fromkeys(k for p in whole.plans for k in p.kinds))
    excerpts = sum(p.excerpt for p in whole.plans)
    wanted = st.pills("预案类型", kinds, selection_mode="multi", format_func=kind_label, key="overview-kinds")
    with_excerpts = excerpts == 0 or st.toggle(
        f"把文字很少、可能只是节选的 {excerpts} 份也算进去", key="overview-excerpts"
    )
    keys = [
        p.key
        for p in whole.plans
        if (not wanted or any(k in wanted for k in p.kinds)) and (with_excerpts or not p.excerpt)
    ]
    left_out = [(p.file, NOT_COUNTED) for p in whole.plans if p.excerpt and not with_excerpts]
    kept = whole if len(keys) == len(whole.plans) else overview_of(desk, keys)
    return kept, [*scope.problems, *left_out]


def _downloads(overview: Overview, problems: Problems) -> None:
    row = st.container(horizontal=True)
    row.download_button(
        "下载总表（Excel）",
        lambda: render_overview_xlsx(overview, problems),
        f"预案总表-{len(overview.plans)}份.xlsx",
        EXCEL,
        on_click="ignore",
    )
    row.download_button(
        "下载总表（网页，可打印）",
        lambda: render_overview_html(overview, problems).encode(),
        f"预案总表-{len(overview.plans)}份.html",
        "text/html",
        on_click="ignore",
    )


def _common(overview: Overview) -> None:
    if not overview.defects:
        st.info("这些预案没有查出不符合或基本符合的要求。")
        return
    st.caption("不符合多的在前；数字是预案份数，同一份预案里几个单元都有的只算一份。")
    verdict_bars([d.bar for d in overview.defects[:DRAWN]], unit="份")
    by_id = {d.requirement: d for d in overview.defects}
    chosen = st.selectbox(
        "看一项的依据、改法和是哪些预案",
        list(by_id),
        format_func=lambda i: clean(f"{by_id[i].name}：{by_id[i].told}"),
        index=None,
        placeholder="选一项",
        key="overview-defect",
    )
    if chosen:
        _defect(overview, by_id[chosen])
    with st.expander(f"全部 {len(overview.defects)} 项"):
        rows = [dict(zip(DEFECT_COLUMNS, row, strict=True)) for row in defect_rows(overview)]
        first = {DEFECT_COLUMNS[0]: st.column_config.TextColumn(pinned=True, width=PINNED_WIDTH)}
        st.dataframe(cells(rows), hide_index=True, column_config=first)


def _defect(overview: Overview, defect: Defect) -> None:
    with st.container(border=True):
        st.markdown(f"**依据** {plain('；'.join(defect.clauses))} :gray[{plain(defect.requirement)}]")
        if defect.advice:
            st.markdown(f"**怎么改** {plain(defect.advice)}")
        st.markdown("**是这些预案**\n" + "\n".join(f"- {plain(w)}" for w in _each(overview, defect)))


def _each(overview: Overview, defect: Defect) -> list[str]:
    return named(overview, defect, len(defect.plans)).split("；")


def _matrices(overview: Overview) -> None:
    for matrix in overview.matrices:
        st.markdown(f"**{plain(matrix.title)}**（{len(matrix.rows)} 份）")
        st.caption(plain(f"{matrix.note}选中一行，可以打开这份的评审。"))
        _matrix(overview, matrix)


def _matrix(overview: Overview, matrix: Matrix) -> None:
    columns = matrix_columns(matrix)
    rows = [dict(zip(columns, row, strict=True)) for row in matrix_rows(overview, matrix)]
    rows.append(dict(zip(columns, ("有不足的份数", *totals(matrix)), strict=True)))
    picked = st.dataframe(
        pd.DataFrame(cells(rows)).style.map(tint),
        hide_index=True,
        column_config={columns[0]: st.column_config.TextColumn(pinned=True, width=PINNED_WIDTH)},
        height=min(MOST_HEIGHT, table_height(len(rows))),
        on_select="rerun",
        selection_mode="single-row",
        key=f"overview-matrix-{matrix.kind}-{len(rows)}",
    )
    chosen = [matrix.rows[i][0] for i in picked["selection"]["rows"] if i < len(matrix.rows)]
    if chosen:
        _open(overview, chosen[0], matrix.kind)


def _open(overview: Overview, number: int, key: str) -> None:
    line = overview.plans[number]
    if st.button(
        f"打开 {plain(clean(line.title))} 的评审", icon=":material/rule:", key=f"overview-open-{key}-{line.key}"
    ):
        choose_run(line.key)
        st.switch_page(st.Page(page, url_path="review"))


def _plans(overview: Overview, problems: Problems) -> None:
    rows = [dict(zip(PLAN_COLUMNS, row, strict=True)) for row in plan_rows(overview)]
    st.dataframe(
        cells(rows),
        hide_index=True,
        column_config={PLAN_COLUMNS[0]: st.column_config.TextColumn(pinned=True, width=PINNED_WIDTH)},
    )
    if problems:
        st.markdown(f"**没有计入的文件**（{len(problems)}）")
        st.markdown("\n".join(f"- {plain(clean(name))}：{plain(why)}" for name, why in problems))
