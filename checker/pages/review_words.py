"""The words of a row on their page: the page image of a PDF, or the text around, with the words marked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pypdfium2 as pdfium
import streamlit as st

from checker.desk.page_image import page_image
from checker.desk.reviewing import Review
from checker.desk.store import runs
from checker.plan import Paragraph
from checker.report import Evidence
from checker.reporting.forms import Line
from checker.reporting.view import POINT_MARKS, ReportView
from kb.pages.plain import plain

AROUND = 6  # paragraphs shown before and after
MOST = 12  # places offered
USED_MOST = 3  # points named beside a place
HEIGHT = 720  # pixels
IMAGE, TEXT = "原页", "文字"


@dataclass(frozen=True, slots=True)
class Places:
    """The places offered for a row, numbered from 1; not evidence: the nearest words of what is missing."""

    shown: tuple[Evidence, ...]
    is_evidence: bool
    more: int

    def numbered(self, view: ReportView, evidence: Evidence) -> str:
        """「〔2〕第6页」, or the page alone where the place is not offered."""
        at = next((i for i, e in enumerate(self.shown, 1) if _same(e, evidence)), None)
        return (f"〔{at}〕" if at else "") + view.where(evidence)


def places_of(view: ReportView, line: Line) -> Places:
    found = line.evidence
    if found:
        return Places(found[:MOST], True, max(0, len(found) - MOST))
    nearest = {(e.paragraph, e.start): e for f in line.findings for e in view.nearest(f)}
    return Places(tuple(nearest.values())[:MOST], False, 0)


def show_words(review: Review, line: Line, places: Places) -> None:
    """Choose a place; see it."""
    view = ReportView(review.report)
    if not places.is_evidence:
        _searched(view, line)
    if not places.shown:
        st.info("这一行没有可以指给您看的原文：没有找到相近的段落，或要看备案材料。")
        return
    title = "预案原文" if places.is_evidence else "最接近的原文（未达到要求）"
    number = st.pills(
        title,
        range(len(places.shown)),
        default=0,
        format_func=lambda i: f"{i + 1} · {view.where(places.shown[i])}",
        key=f"place-{review.run.id}-{line.id}-{places.shown[0].paragraph}",
    )
    evidence = places.shown[number if number is not None else 0]
    st.caption(plain(view.place(evidence)) + (f"；另有 {places.more} 处未列" if places.more else ""))
    _used_for(line, evidence)
    is_pdf = review.report.source.format == "pdf" and evidence.page is not None
    how = IMAGE
    if is_pdf:
        how = (
            st.segmented_control(
                "显示方式", (IMAGE, TEXT), default=IMAGE, required=True, key="review-how", label_visibility="collapsed"
            )
            or IMAGE
        )
    with st.container(height=HEIGHT, border=True):
        if not (is_pdf and how == IMAGE and _image(review, evidence, places.shown)):
            _text(review, evidence, places.shown)


def _same(a: Evidence, b: Evidence) -> bool:
    return (a.paragraph, a.start) == (b.paragraph, b.start)


def _searched(view: ReportView, line: Line) -> None:
    """For what is called missing: where the program looked, before the nearest words."""
    found = dict.fromkeys(place for f in line.findings for place in view.searched(f).split("、") if place)
    unread = f"（没有读到{'；'.join(view.unreadable)}）" if view.unreadable else ""
    if found:
        st.caption(f"未见达到要求的原文。程序查过：{plain('、'.join(found) + unread)}")


def _used_for(line: Line, evidence: Evidence) -> None:
    """Which checks of the row and which points stand on these words."""
    checks = [c for c in line.seen if any(_same(e, evidence) for e in c.evidence)]
    points = [p for f in line.findings for p in f.points if any(_same(e, evidence) for e in p.evidence)]
    told = dict.fromkeys(
        (
            *(f"{c.mark} {c.state.value} {c.says}" for c in checks),
            *(f"{POINT_MARKS[p.met]} {p.says or p.id}" for p in points),
        )
    )
    if told:
        more = f" 等 {len(told)} 点" if len(told) > USED_MOST else ""
        st.caption(f"用来核对：{plain('；'.join(list(told)[:USED_MOST]))}{more}")


def _image(review: Review, evidence: Evidence, places: Sequence[Evidence]) -> bool:
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


def _text(review: Review, evidence: Evidence, places: Sequence[Evidence]) -> None:
    """The paragraphs around; the chosen words in bold, the row's other words marked too."""
    text = runs.text(review.desk, review.run.id)
    at = evidence.paragraph - 1
    for paragraph in text[max(0, at - AROUND) : at + AROUND + 1]:
        own = [e for e in places if e.paragraph == paragraph.index]
        st.markdown(_marked(paragraph, own, evidence) if own else _plain(paragraph))


def _plain(paragraph: Paragraph) -> str:
    words = plain(paragraph.text)
    return f"**{words}**" if paragraph.role == "heading" and words else words or "　"


def _marked(paragraph: Paragraph, own: Sequence[Evidence], chosen: Evidence) -> str:
    out, done = "", 0
    for each in sorted(own, key=lambda e: e.start):
        start, end = max(each.start, done), min(each.end, len(paragraph.text))
        if end <= start:
            continue
        words = plain(paragraph.text[start:end])
        strong = f"**{words}**" if _same(each, chosen) else words
        out += f"{plain(paragraph.text[done:start])}:orange-background[{strong}]"
        done = end
    return out + plain(paragraph.text[done:])
