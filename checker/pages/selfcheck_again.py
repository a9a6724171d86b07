"""The new version of a plan: put in, checked, and what of the old problems is cured, remains or is new."""

from __future__ import annotations

from functools import partial

import streamlit as st

from checker.desk.comparing import earlier_runs
from checker.desk.exports import Export, exports, note_export
from checker.desk.queue import ensure_workers
from checker.desk.reviewing import Review
from checker.desk.running import Upload
from checker.desk.store import runs
from checker.desk.store.database import Desk
from checker.pages.person import author, choose_run
from checker.pages.review_versions import show_versions
from kb.pages.plain import plain

SUFFIXES = ["pdf", "docx", "doc", "html", "htm", "md", "txt"]
WAITING = "selfcheck-waiting"
ACCOUNT = "修改情况说明"
EVERY = 1.0  # seconds


def show_again(desk: Desk, review: Review) -> None:
    st.markdown("**放进改好的文件**，程序把它记作这份预案新的一版，重新检查，并与前一版对照。")
    _upload(desk, review)
    if WAITING in st.session_state:
        st.fragment(_wait, run_every=EVERY)(desk)
    if earlier_runs(desk, review.run, review.plan.id):
        account = next((e for e in exports(review, author()) if e.name == ACCOUNT), None)
        if account:
            _download(review, account)
        show_versions(desk, review)


def _upload(desk: Desk, review: Review) -> None:
    """The new file goes in with what was said of the old one, as a version of the same plan."""
    with st.form("selfcheck-again", clear_on_submit=True):
        given = st.file_uploader("改好的预案文件：拖到下面，或点“选择文件”", type=SUFFIXES, key="selfcheck-new")
        if st.form_submit_button("检查新的一版", type="primary"):
            if given is None:
                st.warning("请先选择改好的文件。")
                return
            new = Upload(given.name, given.getvalue())
            (run_id,) = runs.enqueue(desk, [new], review.run.said, author(), review.plan.id)
            st.session_state[WAITING] = run_id
            ensure_workers(desk)


def _wait(desk: Desk) -> None:
    """Looks again by itself; once the check is done the page shows the new version."""
    run = runs.run(desk, st.session_state.get(WAITING, 0))
    if run is None:
        return
    if run.is_open:
        share = min(1.0, run.done / run.total) if run.total else 0.0
        st.progress(share, f"正在检查 {plain(run.file_name)}：{plain(run.what or run.label)}")
        return
    del st.session_state[WAITING]
    if run.state == "done":
        choose_run(run.id)
        st.rerun()
    st.error(f"{plain(run.file_name)}：{plain(run.problem or '检查已取消。')}")


def _download(review: Review, account: Export) -> None:
    stem = review.run.file_name.rpartition(".")[0] or review.run.file_name
    st.download_button(
        "下载修改情况说明（Word）",
        data=partial(_made, review, account),
        file_name=account.file_name(stem),
        mime=account.media,
        key="selfcheck-account",
        help="意见 → 改了什么 → 在哪里，交给评审组或备案机关；请核对后使用。",
        on_click="ignore",
        icon=":material/download:",
        type="primary",
    )


def _made(review: Review, account: Export) -> bytes:
    data = account.render()
    note_export(review, account, author())
    return data
