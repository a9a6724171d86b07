"""The words of a row on their page: the page image of a PDF, or the text around, with the words marked."""

from __future__ import annotations

from pathlib import Path

import pypdfium2 as pdfium
import streamlit as st

from checker.desk.page_image import page_image
from checker.desk.reviewing import Review
from checker.desk.store import runs
from checker.plan import Paragraph
from checker.report import Evidence
from checker.reporting.forms import Line
from checker.reporting.view import ReportView
from kb.pages.plain import plain

AROUND = 6  # paragraphs shown before and after
MOST = 12  # places offered
HEIGHT = 720  # pixels
IMAGE, TEXT = "原页", "文字"


def show_words(review: Review, line: Line) -> None:
    """Choose a place; see it."""
    view = ReportView(review.report)
    places, is_evidence = _places(view, line)
    if not places:
        st.info("这一行没有可以指给您看的原文：程序查过全文，没有找到相近的段落；或要看备案材料。")
        return
    title = "预案原文" if is_evidence else "最接近的原文（未达到要求）"
    key = f"{review.run.id}-{line.id}-{places[0].paragraph}"
    number = st.pills(
        title,
        range(len(places)),
        default=0,
        format_func=lambda i: f"{i + 1} · {view.where(places[i])}",
        key=f"place-{key}",
    )
    evidence = places[number if number is not None else 0]
    st.caption(plain(view.place(evidence)))
    is_pdf = review.report.source.format == "pdf" and evidence.page is not None
    how = IMAGE
    if is_pdf:
        how = st.segmented_control("显示方式", (IMAGE, TEXT), default=IMAGE, required=True, key="review-how") or IMAGE
    with st.container(height=HEIGHT, border=True):
        if not (is_pdf and how == IMAGE and _image(review, evidence, places)):
            _text(review, evidence)


def _places(view: ReportView, line: Line) -> tuple[list[Evidence], bool]:
    found = list(line.evidence[:MOST])
    if found:
        return found, True
    nearest = {(e.paragraph, e.start): e for f in line.findings for e in view.nearest(f)}
    return list(nearest.values())[:MOST], False


def _image(review: Review, evidence: Evidence, places: list[Evidence]) -> bool:
    """False when the page can not be drawn; then its text is shown."""
    assert evidence.page is not None
    quotes = tuple(e.quote for e in places if e.page == evidence.page)
    try:
        png, marked = _drawn(str(review.desk.files.path(review.run.sha256)), evidence.page, quotes)
    except (OSError, IndexError, pdfium.PdfiumError):
        st.caption("这一页画不出来，下面是读出的文字。")
        return False
    if not marked:
        st.caption("页上没有找到这段字（可能是识别出来的文字），下面是整页。")
    st.image(png, width="stretch")
    return True


@st.cache_data(max_entries=48, show_spinner="画出这一页…")
def _drawn(path: str, page: int, quotes: tuple[str, ...]) -> tuple[bytes, int]:
    drawn = page_image(Path(path).read_bytes(), page, quotes)
    return drawn.png, drawn.marked


def _text(review: Review, evidence: Evidence) -> None:
    text = runs.text(review.desk, review.run.id)
    at = evidence.paragraph - 1
    for paragraph in text[max(0, at - AROUND) : at + AROUND + 1]:
        st.markdown(_marked(paragraph, evidence) if paragraph.index == evidence.paragraph else _plain(paragraph))


def _plain(paragraph: Paragraph) -> str:
    words = plain(paragraph.text)
    return f"**{words}**" if paragraph.role == "heading" and words else words or "　"


def _marked(paragraph: Paragraph, evidence: Evidence) -> str:
    start, end = evidence.start, min(evidence.end, len(paragraph.text))
    before, words, after = paragraph.text[:start], paragraph.text[start:end], paragraph.text[end:]
    return f"{plain(before)}:orange-background[**{plain(words)}**]{plain(after)}"
