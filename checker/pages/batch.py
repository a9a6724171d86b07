"""The plans of one batch in one table, so that the worst is opened first; it sorts by a click on a column's head."""

from __future__ import annotations

from typing import Any

import streamlit as st

from checker.desk.reviewing import open_review
from checker.desk.store import runs
from checker.desk.store.database import Desk
from checker.pages.overview import page as overview_page
from checker.pages.person import choose_run
from checker.report import Verdict
from checker.reporting.view import VERDICT_MARKS, ReportView, clean, matters, subject_label
from kb.pages.plain import cells

UNREAD = "没有读到（页）"
COUNTED = (Verdict.NON_COMPLIANT, Verdict.PARTIAL, Verdict.UNDETERMINED)


def show_batch(desk: Desk, chosen: runs.Run) -> None:
    """Nothing when the file came alone. A click on a row opens its plan below."""
    listed = _latest(desk, chosen)
    if len(listed) < 2:
        return
    st.markdown(f"**这一批 {len(listed)} 份**　:gray[勾选一行打开；点列名排序。问题数把各单元相同的合并成一项。]")
    rows = cells(_row(desk, run) for run in listed)
    event: Any = st.dataframe(
        rows,
        hide_index=True,
        on_select="rerun",
        selection_mode="single-row",
        placeholder="",
        key=f"batch-{chosen.batch}-{chosen.id}",  # a fresh one for each open plan: no old choice comes back
    )
    if st.button("这一批的总表：共性问题、预案 × 关键要素", icon=":material/grid_on:"):
        st.switch_page(st.Page(overview_page, url_path="overview"))
    picked = event.selection.rows
    if picked and listed[picked[0]].id != chosen.id:
        choose_run(listed[picked[0]].id)
        st.rerun()


def _latest(desk: Desk, chosen: runs.Run) -> list[runs.Run]:
    """The last finished check of every file of the batch, as they were put in."""
    found: dict[str, runs.Run] = {}
    for run in sorted((r for r in runs.runs(desk) if r.batch == chosen.batch and not r.is_open), key=lambda r: r.id):
        found[run.sha256] = run
    return list(found.values())


def _row(desk: Desk, run: runs.Run) -> dict[str, Any]:
    """Trouble first, for a phone shows the first columns only."""
    numbers, about = _summary(desk, run.id)
    still = {"待定（行）": _open_rows(desk, run)}
    return {"预案": clean(run.file_name), **numbers, **still, **about, "结果": clean(run.problem) or run.label}


def _open_rows(desk: Desk, run: runs.Run) -> int | None:
    if run.state != "done":
        return None
    return sum(form.open for form in open_review(desk, run.id).forms)


@st.cache_data(max_entries=64, show_spinner=False, hash_funcs={Desk: lambda d: str(d.home)})
def _summary(desk: Desk, run_id: int) -> tuple[dict[str, int | None], dict[str, str]]:
    """What never changes of a finished check: counts, and what was assumed; empty where there is no report."""
    report = runs.report(desk, run_id)
    names = {v: f"{VERDICT_MARKS[v]} {v.label}" for v in COUNTED}
    if report is None:
        return dict.fromkeys((*names.values(), UNREAD)), dict.fromkeys(("单位类型", "地区"), "")
    view = ReportView(report)
    found = matters(view.gaps)
    region = report.plan.region
    numbers: dict[str, int | None] = {name: sum(m.first.verdict is v for m in found) for v, name in names.items()}
    numbers[UNREAD] = len(report.source.unreadable_pages)
    return numbers, {
        "单位类型": subject_label(report.plan.subject),
        "地区": clean(region.province + region.city + region.county) or "未识别到",
    }
