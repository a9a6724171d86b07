"""The page that checks plans: upload, the queue with its progress, then what was found in the chosen plan."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import streamlit as st

from checker.desk.options import check_options
from checker.desk.running import Upload, safe_name, unpacked
from checker.desk.store import runs
from checker.desk.store.database import Desk
from checker.errors import InputError
from checker.pages.batch import show_batch
from checker.pages.charts import verdict_bars
from checker.pages.findings import show_findings
from checker.pages.person import author, choose_run, chosen_run, keep_address, the_desk
from checker.pages.queue import show_queue
from checker.pages.reading import show_counts, show_downloads, show_facts, show_not_run, show_reading
from checker.pages.state import ask_settings
from checker.reporting.bars import finding_bars
from checker.reporting.view import DISCLAIMER, ReportView, clean
from kb.pages.plain import plain

SUFFIXES = ["pdf", "docx", "doc", "html", "htm", "md", "txt", "zip"]
SAID_NOTHING = runs.Said()


def page() -> None:
    keep_address()
    st.title("检查应急预案")
    st.caption("逐条对照法规标准，给出原文、位置、条款和建议。文件只在本机处理和保存，不联网。")
    desk = the_desk()
    if desk is None:
        return
    run = runs.run(desk, chosen_run() or 0)
    # once a plan is open its result comes first; the field for files is one click away
    with st.expander("放进预案", expanded=run is None, icon=":material/upload_file:"):
        _ask(desk)
    shown = show_queue(desk)
    if not shown:
        st.info(
            "支持 PDF、Word（DOCX、DOC）、网页、Markdown、纯文本和装着它们的 ZIP，可以一次放多个。"
            "扫描页、乱码页读不出时会写明，不据此下结论。"
        )
    if run is not None:
        show_batch(desk, run)
        _show(desk, run)


def _ask(desk: Desk) -> None:
    with st.form("upload", border=False, clear_on_submit=True):
        files = st.file_uploader("预案文件：拖到下面，或点“选择文件”", type=SUFFIXES, accept_multiple_files=True)
        with st.expander("检查设置（一般不用改，检查后也能更正）"):
            said = ask_settings(SAID_NOTHING, key="new")
            uppers = _ask_upper("new", "上级预案（可不放；不放则用本地区的资料）")
        if st.form_submit_button("开始检查", type="primary"):
            uploads = [u for f in files or () for u in unpacked(Upload(f.name, f.getvalue()))]
            _enqueue(desk, uploads, replace(said, upper=_kept(desk, uppers)))


def _ask_upper(key: str, label: str) -> list[Any]:
    return list(st.file_uploader(label, type=SUFFIXES[:-1], accept_multiple_files=True, key=f"uppers-{key}") or ())


def _kept(desk: Desk, files: list[Any]) -> tuple[tuple[str, str], ...]:
    """The upper plans as files of the desk: name and hash."""
    return tuple((safe_name(f.name), desk.files.put(f.getvalue())) for f in files)


def _enqueue(desk: Desk, uploads: list[Upload], said: runs.Said) -> None:
    if not uploads:
        st.warning("请先选择预案文件。")
        return
    if _understood(said):
        listed = runs.enqueue(desk, uploads, said, author())
        choose_run(listed[0])
        st.rerun()


def _understood(said: runs.Said) -> bool:
    """Words that mean nothing are told at once, not after waiting in the queue."""
    try:
        check_options(said.kind, said.subject, said.region, said.day)
    except InputError as error:
        st.error(plain(str(error)))
        return False
    return True


def _show(desk: Desk, run: runs.Run) -> None:
    if run.state in ("failed", "cancelled"):
        st.error(f"{plain(run.file_name)}：{plain(run.problem or '检查已取消。')}")
        _correct(desk, run)
        return
    report = runs.report(desk, run.id)
    if report is None:
        return
    view = ReportView(report)
    key = str(run.id)
    st.header(plain(view.title), divider="gray")
    st.caption(DISCLAIMER)
    show_reading(view)
    _correct(desk, run, view)
    show_counts(view)
    _groups(view)
    _go_on(key)
    show_downloads(report, run.file_name, key)
    found, facts = st.tabs(["逐条意见", "读出的事实"])
    with found:
        show_findings(view, key)
        show_not_run(view)
    with facts:
        show_facts(view)


def _groups(view: ReportView) -> None:
    """Where the trouble is: the verdicts of each group of duties."""
    with st.expander("各类要求的结论（不符合多的在前）", expanded=True):
        verdict_bars(finding_bars(view.shown), unit="条")


def _go_on(key: str) -> None:
    """To the pages that work on with this plan."""
    row = st.container(horizontal=True)
    if row.button("进入评审", type="primary", icon=":material/rule:", key=f"to-review-{key}"):
        st.switch_page(st.Page(page, url_path="review"))
    if row.button("企业自查", icon=":material/checklist:", key=f"to-selfcheck-{key}"):
        st.switch_page(st.Page(page, url_path="selfcheck"))


def _correct(desk: Desk, run: runs.Run, view: ReportView | None = None) -> None:
    """Correct what was assumed and check again."""
    key = str(run.id)
    with st.expander("更正判断的前提，重新检查"), st.form(f"again-{key}", border=False):
        said = ask_settings(run.said, key=key, read=dict(view.assumptions) if view else {})
        had = "、".join(plain(clean(name)) for name, _hash in run.said.upper)
        uppers = _ask_upper(key, f"上级预案（已放入：{had}；再放则替换）" if had else "上级预案（可不放）")
        without = bool(had) and st.checkbox("不用已放入的上级预案", key=f"no-upper-{key}")
        if st.form_submit_button("重新检查") and _understood(said):
            upper = _kept(desk, uppers) or (() if without else run.said.upper)
            choose_run(runs.again(desk, run, replace(said, upper=upper), author()))
            st.rerun()
