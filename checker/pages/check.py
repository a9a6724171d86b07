"""The page that checks plans: upload, progress, then what was found in each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import streamlit as st

from checker.desk.options import AUTO, check_options
from checker.desk.running import Outcome, Upload, run_upload, unpacked
from checker.errors import InputError
from checker.pages.findings import show_findings
from checker.pages.reading import show_counts, show_downloads, show_facts, show_not_run, show_reading
from checker.pages.state import Checked, CheckState, Said, check_state
from checker.plan import KIND_LABELS, SUBJECT_LABELS
from checker.reporting.view import DISCLAIMER, ReportView
from kb.pages.plain import plain

SUFFIXES = ["pdf", "docx", "doc", "html", "htm", "md", "txt", "zip"]
KINDS = {AUTO: "自动识别", **{k.value: label for k, label in KIND_LABELS.items()}}
SUBJECTS = {AUTO: "自动识别", **{s.value: label for s, label in SUBJECT_LABELS.items()}}


def page() -> None:
    state = check_state()
    st.title("检查应急预案")
    st.caption("逐条对照法规标准，给出原文、位置、条款和建议。文件只在本机处理，不联网，不保存。")
    _ask(state)
    if not state.checked:
        st.info(
            "支持 PDF、Word（DOCX、DOC）、网页、Markdown、纯文本和装着它们的 ZIP，可以一次放多个。"
            "扫描页、乱码页读不出时会写明，不据此下结论。"
        )
        return
    _show(state, _chosen(state))


def _ask(state: CheckState) -> None:
    with st.form("upload", border=True):
        files = st.file_uploader("预案文件：拖到下面，或点 Upload 选择", type=SUFFIXES, accept_multiple_files=True)
        with st.expander("检查设置（一般不用改，检查后也能更正）"):
            said = _settings(Said(), key="new")
        if st.form_submit_button("开始检查", type="primary"):
            uploads = [u for f in files or () for u in unpacked(Upload(f.name, f.getvalue()))]
            if uploads:
                _check_all(state, uploads, said)
            else:
                st.warning("请先选择预案文件。")


def _settings(said: Said, *, key: str) -> Said:
    """Widgets for what the user may say about a plan."""
    left, right = st.columns(2)
    kinds, subjects = list(KINDS), list(SUBJECTS)
    kind = left.selectbox("预案类型", kinds, kinds.index(said.kind), KINDS.__getitem__, key=f"kind-{key}")
    subject = right.selectbox(
        "单位类型", subjects, subjects.index(said.subject), SUBJECTS.__getitem__, key=f"subject-{key}"
    )
    region = left.text_input("地区（如 河南省洛阳市）", said.region, key=f"region-{key}", placeholder="自动识别")
    day = right.text_input("法规截止日（如 2026-11-23）", said.day, key=f"day-{key}", placeholder="今天")
    ocr = st.checkbox("扫描页、乱码页做文字识别（较慢）", said.ocr, key=f"ocr-{key}")
    return Said(kind, subject, region.strip(), day.strip(), ocr)


def _check_all(state: CheckState, uploads: Sequence[Upload], said: Said) -> None:
    checked = []
    for number, upload in enumerate(uploads, 1):
        outcome = _check(upload, said, f"{number}/{len(uploads)} " if len(uploads) > 1 else "")
        checked.append(Checked(upload, said, outcome))
    state.start(checked)


def _check(upload: Upload, said: Said, prefix: str = "") -> Outcome:
    """Check one upload behind a progress bar."""
    try:
        options = check_options(said.kind, said.subject, said.region, said.day, ocr=said.ocr)
    except InputError as error:
        return Outcome(upload.name, problem=str(error))
    label = prefix + plain(upload.name)
    bar = st.progress(0.0, f"{label}：读取")

    def progress(done: int, total: int, what: str) -> None:
        bar.progress(min(1.0, done / total) if total else 0.0, f"{label}：{plain(what)}")

    outcome = run_upload(upload, replace(options, progress=progress))
    bar.empty()
    return outcome


def _chosen(state: CheckState) -> int:
    """Which of several plans to show; problems of the others are told anyway."""
    for checked in state.checked:
        if checked.outcome.problem:
            st.error(f"{plain(checked.outcome.name)}：{plain(checked.outcome.problem)}")
    good = [i for i, c in enumerate(state.checked) if c.outcome.report]
    if len(good) < 2:
        return good[0] if good else -1

    def label(index: int) -> str:
        report = state.checked[index].outcome.report
        assert report is not None
        return f"{report.source.file}（{len(ReportView(report).gaps)} 条要看）"

    return int(st.selectbox("预案", good, format_func=label, key=f"plan-{state.round}"))


def _show(state: CheckState, index: int) -> None:
    report = state.checked[index].outcome.report if index >= 0 else None
    if report is None:
        return
    view = ReportView(report)
    key = f"{state.round}-{index}"
    st.header(plain(view.title), divider="gray")
    st.caption(DISCLAIMER)
    show_reading(view)
    _correct(state, index, key)
    show_counts(view)
    show_downloads(state.checked[index], key)
    found, facts = st.tabs(["逐条意见", "读出的事实"])
    with found:
        show_findings(view, key)
        show_not_run(view)
    with facts:
        show_facts(view)


def _correct(state: CheckState, index: int, key: str) -> None:
    """Correct what was assumed and check again."""
    checked = state.checked[index]
    with st.expander("更正判断的前提，重新检查"), st.form(f"again-{key}", border=False):
        said = _settings(checked.said, key=key)
        if st.form_submit_button("重新检查"):
            outcome = _check(checked.upload, said)
            if outcome.report is None:
                st.error(plain(outcome.problem))
            else:
                state.again(index, said, outcome)
                st.rerun()
