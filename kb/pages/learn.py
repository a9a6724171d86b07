"""The page for learning: one question at a time, the answer with its clause, progress kept for each learner."""

from __future__ import annotations

import random
from datetime import date

import streamlit as st

from kb.catalogue import Catalogue, load_catalogue
from kb.learning.progress import Progress
from kb.learning.questions import SORTS, Question, choose, questions
from kb.learning.word import sheet
from kb.pages.card import show_card
from kb.pages.plain import plain, quoted

ANSWERED = "learn-answered"  # (question id, chosen answer) of the question on show


@st.cache_data(show_spinner=False)
def _every(sha256: str) -> tuple[Question, ...]:
    """All questions of the catalogue of this hash."""
    return questions(load_catalogue())


def page() -> None:
    catalogue, progress = load_catalogue(), Progress()
    st.title("学一学")
    st.caption("题目都由知识库里的要求和示例生成，答案带条款。答对的题隔几天再问，答错的马上再问。")
    left, middle, right = st.columns(3)
    learner = left.text_input("你的名字（用来记进度，只存在本机）", key="learner", placeholder="如：王工")
    sorts = middle.multiselect("题型", list(SORTS), format_func=SORTS.__getitem__, key="sorts", placeholder="全部")
    groups = right.multiselect(
        "类别", list(dict.fromkeys(r.group for r in catalogue.requirements.values())), key="groups", placeholder="全部"
    )
    among = choose(_every(catalogue.sha256), sorts=sorts, groups=groups, catalogue=catalogue)
    if not among:
        st.info("这个范围里没有题目。")
        return
    _export(among)
    if not learner.strip():
        st.info(f"这个范围有 {len(among)} 道题。写上名字就开始。")
        return
    _tally(progress, learner.strip(), len(among))
    _one(catalogue, progress, learner.strip(), among)


def _export(among: list[Question]) -> None:
    with st.expander("出一份试卷（Word）"):
        count = int(st.number_input("多少题", 1, min(100, len(among)), min(20, len(among)), key="count"))
        st.download_button(
            "下载试卷和答案",
            lambda: sheet("应急预案审查练习", random.sample(among, count)),
            file_name="应急预案审查练习.docx",
            mime="application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            on_click="ignore",
        )


def _tally(progress: Progress, learner: str, whole: int) -> None:
    tally = progress.tally(learner, date.today())
    share = f"，答对 {tally.correct * 100 // tally.asked}%" if tally.asked else ""
    st.caption(f"{plain(learner)}：做过 {tally.met} 道题（这个范围共 {whole} 道）{share}，今天该复习 {tally.due} 道。")


def _one(catalogue: Catalogue, progress: Progress, learner: str, among: list[Question]) -> None:
    shown = st.session_state.get(ANSWERED)
    by_id = {q.id: q for q in among}
    if shown and shown[0] in by_id:
        _answered(catalogue, by_id[shown[0]], shown[1])
        return
    question = progress.next(learner, among, date.today())
    if question is None:
        st.success("这个范围今天的题都做完了。")
        return
    _ask(question)
    answer = st.radio("选一个", question.choices, index=None, key=f"answer-{question.id}")
    if st.button("交卷", type="primary", disabled=answer is None) and answer:
        progress.record(learner, question.id, right=answer == question.answer, today=date.today())
        st.session_state[ANSWERED] = (question.id, answer)
        st.rerun()


def _ask(question: Question) -> None:
    first, _, passage = question.asks.partition("\n")
    st.markdown(f"**{SORTS[question.sort]}** {plain(first)}")
    if passage:
        st.markdown(quoted(passage))


def _answered(catalogue: Catalogue, question: Question, answer: str) -> None:
    _ask(question)
    if answer == question.answer:
        st.success(f"对：{plain(question.answer)}")
    else:
        st.error(f"你选的是“{plain(answer)}”，应为：{plain(question.answer)}")
    st.markdown(plain(question.why))
    show_card(catalogue, catalogue.requirements[question.requirement])
    if st.button("下一题", type="primary"):
        del st.session_state[ANSWERED]
        st.rerun()
