"""The queue as a page shows it: what waits, runs and is done; it looks again by itself while something is open."""

from __future__ import annotations

import streamlit as st

from checker.desk.queue import ensure_workers
from checker.desk.store import runs
from checker.desk.store.database import Desk, local_time
from checker.pages.person import author, choose_run, chosen_run
from checker.reporting.view import clean
from kb.pages.plain import plain

EVERY = 1.0  # seconds
SHOWN = 8  # finished ones; the rest is behind a switch
MARKS = {"queued": "…", "running": "▶", "done": "✓", "failed": "✗", "cancelled": "－"}
OPEN = "queue-open"


def show_queue(desk: Desk) -> bool:
    """Whether there is anything to show. While runs are open the list comes afresh every second."""
    listed = runs.runs(desk)
    if not listed:
        return False
    is_open = any(r.is_open for r in listed)
    st.session_state[OPEN] = sum(r.is_open for r in listed)
    st.fragment(_queue, run_every=EVERY if is_open else None)(desk)
    return True


def _queue(desk: Desk) -> None:
    listed = runs.runs(desk)
    waiting = [r for r in listed if r.is_open]
    if waiting:
        ensure_workers(desk)
    if len(waiting) < st.session_state.get(OPEN, 0):  # one is done: the page below shows it
        st.session_state[OPEN] = len(waiting)
        st.rerun()
    done = [r for r in listed if not r.is_open]
    label = f"检查记录（{len(done)} 份完成" + (f"，{len(waiting)} 份进行中）" if waiting else "）")
    with st.expander(label, expanded=bool(waiting) or chosen_run() is None):
        if len(waiting) > 1 and st.button("全部取消", icon=":material/cancel:"):
            for each in waiting:
                runs.cancel(desk, each.id, author())
            st.rerun()
        for each in waiting[::-1]:
            _open(desk, each)
        everything = len(done) > SHOWN and st.toggle(f"显示全部 {len(done)} 份", key="queue-all")
        for each in done if everything else done[:SHOWN]:
            _done(each)


def _open(desk: Desk, run: runs.Run) -> None:
    left, right = st.columns([6, 1], vertical_alignment="center")
    share = min(1.0, run.done / run.total) if run.total else 0.0
    told = run.label if run.state == "queued" else f"{run.what or '开始'} {run.done}/{run.total}"
    left.progress(share, f"{MARKS[run.state]} {plain(run.file_name)}：{plain(told)}")
    if right.button("取消", key=f"cancel-{run.id}"):
        runs.cancel(desk, run.id, author())
        st.rerun()


def _done(run: runs.Run) -> None:
    left, right = st.columns([6, 1], vertical_alignment="center")
    is_chosen = "**" if run.id == chosen_run() else ""
    problem = f" :red[{plain(run.problem)}]" if run.problem else ""
    when = local_time(run.finished)
    left.markdown(
        f"{MARKS[run.state]} {is_chosen}{plain(clean(run.file_name))}{is_chosen} :gray[{run.label} · {when}]{problem}"
    )
    if right.button("打开", key=f"open-{run.id}", disabled=run.id == chosen_run()):
        choose_run(run.id)
        st.rerun()
