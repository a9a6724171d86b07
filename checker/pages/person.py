"""Who is at the desk, and which run is open: kept in the session and in the address, so that a reload keeps them."""

from __future__ import annotations

import getpass

import streamlit as st

from checker.desk.queue import ensure_workers
from checker.desk.reviewing import Review, open_review
from checker.desk.store.database import Desk, open_desk
from checker.desk.store.plans import PlanRow, plans, version, versions
from checker.desk.store.runs import Run, run, runs_of_plan
from checker.errors import InputError
from checker.reporting.view import clean
from kb.pages.plain import plain

WHO, RUN = "who", "run"
NAME_MOST = 20


def the_desk() -> Desk | None:
    """The desk, workers started where runs wait; None after telling why it can not be opened."""
    try:
        desk = open_desk()
    except InputError as error:
        st.error(plain(str(error)))
        return None
    ensure_workers(desk)
    return desk


def ask_review(key: str, nothing_yet: str) -> tuple[Desk, Review] | None:
    """The desk and the review of the run the user picks; None after telling why there is none."""
    desk = the_desk()
    if desk is None:
        return None
    chosen = ask_run(desk, key=key)
    if chosen is None:
        st.info(nothing_yet)
        return None
    try:
        return desk, open_review(desk, chosen.id)
    except InputError as error:
        st.error(plain(str(error)))
        return None


def who() -> str:
    """The name that stands under decisions; empty until it is written."""
    return str(st.session_state.get(WHO) or st.query_params.get(WHO, ""))[:NAME_MOST]


def ask_who() -> str:
    """The field for the name."""
    name = st.text_input("评审人姓名", who(), max_chars=NAME_MOST, key="who-field", placeholder="写进审查记录")
    _keep(WHO, clean(name).strip())
    return who()


def author() -> str:
    """Who did a thing that needs no signature: the name, or the user of this machine."""
    try:
        return who() or getpass.getuser()
    except OSError:
        return ""


def chosen_run() -> int | None:
    """The run that is open in this session."""
    found = st.session_state.get(RUN) or st.query_params.get(RUN, "")
    return int(found) if str(found).isdigit() else None


def choose_run(run_id: int | None) -> None:
    _keep(RUN, "" if run_id is None else str(run_id))


def _keep(name: str, value: str) -> None:
    st.session_state[name] = value
    if value and st.query_params.get(name) != value:
        st.query_params[name] = value
    elif not value and name in st.query_params:
        del st.query_params[name]


def keep_address() -> None:
    """Put what the session knows into the address of this page: changing pages clears it."""
    for name in (WHO, RUN):
        found = st.session_state.get(name) or st.query_params.get(name, "")
        _keep(name, str(found))


def finished_run(desk: Desk) -> Run | None:
    """The open run when it is finished."""
    found = run(desk, chosen_run() or 0)
    return found if found and found.state == "done" else None


def ask_run(desk: Desk, *, key: str) -> Run | None:
    """Choose plan and version; the chosen finished run, None when the desk holds none."""
    listed = {p.id: p for p in plans(desk) if p.versions}
    if not listed:
        return None
    open_run = finished_run(desk)
    seen = f"{key}-seen"
    if st.session_state.get(seen) != chosen_run():  # chosen on another page: the fields here follow
        for name in [n for n in st.session_state if str(n).startswith((f"{key}-plan", f"{key}-run-"))]:
            del st.session_state[name]
    left, right = st.columns([3, 2], vertical_alignment="bottom")
    order = list(listed)
    # Kept in the state, not as the index: with the index alone the browser goes on showing what it showed before.
    if st.session_state.get(f"{key}-plan") not in listed:
        st.session_state[f"{key}-plan"] = _plan_of(desk, order, open_run)
    chosen = left.selectbox("预案", order, format_func=lambda i: _plan_label(listed[i]), key=f"{key}-plan")
    found = {r.id: r for r in runs_of_plan(desk, chosen)}
    if not found:
        return None
    numbers = {v.id: v.number for v in versions(desk, chosen)}

    def label(run_id: int) -> str:
        one = found[run_id]
        return f"第{numbers.get(one.version or 0, '?')}版 · {clean(one.file_name)} · 检查 {one.id}"

    ids = list(found)
    if st.session_state.get(f"{key}-run-{chosen}") not in found:
        st.session_state[f"{key}-run-{chosen}"] = open_run.id if open_run and open_run.id in found else ids[0]
    picked = right.selectbox("版本", ids, format_func=label, key=f"{key}-run-{chosen}")
    choose_run(picked)
    st.session_state[seen] = picked
    return found[picked]


def _plan_of(desk: Desk, order: list[int], open_run: Run | None) -> int:
    version_of_run = version(desk, open_run.version) if open_run and open_run.version else None
    return version_of_run.plan if version_of_run and version_of_run.plan in order else order[0]


def _plan_label(one: PlanRow) -> str:
    return clean(f"{one.title}（{one.organisation}）")
