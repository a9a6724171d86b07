"""The page that shows what was read: the tree of headings beside the page, the chosen paragraph marked."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from pathlib import Path

import pypdfium2 as pdfium
import streamlit as st

from checker.desk.page_image import page_image
from checker.desk.running import Upload, safe_name, unpacked
from checker.errors import InputError
from checker.pages.check import SUFFIXES
from checker.plan import Paragraph, Plan, Section
from checker.reading.options import ReadOptions
from checker.reading.worker import read_guarded
from kb.pages.plain import plain

STATE = "outline-read"
TREE_HEIGHT = 560  # pixels
AROUND = 12  # paragraphs shown around the chosen one where there is no page image
ROLES = {"heading": "标题", "row": "表格行", "caption": "图表题", "contents": "目录", "note": "注"}


@dataclass(frozen=True, slots=True)
class ReadFile:
    upload: Upload
    plan: Plan


def page() -> None:
    st.title("读到了什么")
    st.caption("只读不查：单元、标题、表格、目录和读不出的页；左边选标题或段落，右边看它在原页上的位置。")
    with st.form("outline-upload"):
        file = st.file_uploader("预案文件：拖到下面，或点“选择文件”", type=SUFFIXES)
        if st.form_submit_button("读取", type="primary"):
            _read(file)
    read: ReadFile | None = st.session_state.get(STATE)
    if read is None:
        st.info("放进一份预案，看程序把它读成了什么；标题认错、页面读不出，在这里最先看得到。")
        return
    _show(read)


def _read(file: object) -> None:
    st.session_state.pop(STATE, None)
    if file is None:
        st.warning("请先选择预案文件。")
        return
    upload = unpacked(Upload(file.name, file.getvalue()))[0]  # type: ignore[attr-defined]
    bar = st.progress(0.0, "读取")

    def progress(done: int, total: int, what: str) -> None:
        bar.progress(min(1.0, done / total) if total else 0.0, plain(what))

    try:
        with tempfile.TemporaryDirectory(prefix="plancheck-") as folder:
            path = Path(folder) / safe_name(upload.name)
            path.write_bytes(upload.data)
            st.session_state[STATE] = ReadFile(upload, read_guarded(path, ReadOptions(progress=progress)))
    except InputError as error:
        st.error(plain(str(error)))
    bar.empty()


def _show(read: ReadFile) -> None:
    plan = read.plan
    _summary(plan)
    left, right = st.columns([2, 3], gap="large")
    with left:
        paragraph = _choose(plan)
    with right:
        if paragraph is not None:
            _place(read, paragraph)


def _summary(plan: Plan) -> None:
    source, identity = plan.source, plan.identity
    facts = [
        f"{source.pages} 页" if source.pages else "没有固定页码",
        f"{source.characters} 字",
        f"{len(plan.units)} 个单元",
        f"{len(plan.sections)} 个标题",
        f"{len(plan.tables)} 张表",
    ]
    st.header(plain(identity.title or source.file), divider="gray")
    st.write("，".join(facts))
    for problem in source.unreadable_pages:
        st.warning(f"第 {problem.page} 页没有读出（{problem.reason}）")
    for warning in plan.warnings:
        st.info(plain(warning))
    missing = _contents_without_heading(plan)
    if missing:
        st.warning("目录里有而正文没有找到的标题：" + plain("、".join(missing)))
    with st.expander("怎样认出来的"):
        for field, words in identity.words:
            st.markdown(f"- {plain(field)}：{plain(words)}")
        for unit in plan.units:
            st.markdown(f"- {plain(unit.title)}：{unit.kind.label}（{plain(unit.kind_reason)}）")


def _contents_without_heading(plan: Plan) -> list[str]:
    """Lines of the contents page that no heading answers to."""

    def dense(text: str) -> str:
        return "".join(text.split())

    found = {dense(s.title) for s in plan.sections} | {dense(u.title) for u in plan.units}
    return [e.title for e in plan.contents if dense(e.title) not in found][:10]


def _choose(plan: Plan) -> Paragraph | None:
    units = {u.id: u for u in plan.units}
    unit = units[st.selectbox("单元", list(units), format_func=lambda u: plain(units[u].title or units[u].kind.label))]
    if not unit.sections:
        st.info("这个单元没有认出标题。")
        return plan.paragraph(unit.first)
    sections = {s.id: s for s in unit.sections}
    with st.container(height=TREE_HEIGHT, border=True):  # scrolls by itself, so that the page stays beside it
        picked = st.radio("标题", list(sections), format_func=lambda s: _label(sections[s]), key=f"tree-{unit.id}")
    chosen = sections[picked]
    indexes = range(chosen.paragraph, chosen.last + 1)
    index = st.select_slider("段落", indexes) if len(indexes) > 1 else chosen.paragraph
    return plan.paragraph(int(index))


def _label(section: Section) -> str:
    # Ordinary blanks at the start of a label are dropped by the browser.
    return "\u2003" * (section.level - 1) + plain(f"{section.number} {section.title}".strip())


def _place(read: ReadFile, paragraph: Paragraph) -> None:
    role = ROLES.get(paragraph.role, "正文")
    page_number = paragraph.page
    st.markdown(f"**第 {paragraph.index} 段** · {role}" + (f" · 第 {page_number} 页" if page_number else ""))
    if read.plan.source.format == "pdf" and page_number:
        try:
            image = page_image(read.upload.data, page_number, [paragraph.text])
        except (IndexError, pdfium.PdfiumError):
            st.warning("这一页画不出来，下面是读到的文字。")
        else:
            st.image(image.png, caption=None if image.marked else "这一段的文字在页面上没有定位到（可能来自文字识别）")
            return
    first = max(1, paragraph.index - AROUND // 3)
    for near in read.plan.iterate(first, min(len(read.plan.paragraphs), first + AROUND)):
        text = plain(near.text)
        st.markdown(f":orange-background[{text}]" if near.index == paragraph.index else text)
