"""Official texts: import them, see what was found and what looks wrong, read them, compare two editions."""

from __future__ import annotations

import tempfile
from collections import Counter
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path

import streamlit as st

from kb.catalogue import Catalogue, load_catalogue
from kb.errors import SourceError
from kb.pages.plain import plain, quoted
from kb.texts.comparing import CHANGES, Pair, compare, pieces
from kb.texts.library import Library
from kb.texts.linking import official_words
from kb.texts.models import OfficialText, SourceText

Reader = Callable[[Path], SourceText]
SUFFIXES = ["pdf", "docx", "doc", "html", "md", "txt"]
_COLOURS = {"keep": "{}", "out": ":red-background[~~{}~~]", "in": ":green-background[{}]"}


def page(read: Reader) -> None:
    """`read` turns a file into lines or raises SourceError; the application gives it, for it knows the readers."""
    catalogue, library = load_catalogue(), Library()
    st.title("法规原文")
    st.caption("导入官方原文，拆成条款，与要求逐条对上。文件只存在本机；知识库自己不带原文。")
    _import(catalogue, library, read)
    texts = library.texts()
    if not texts:
        st.info("还没有导入原文。导入后，每条要求的卡片里会并排显示原文。")
        return
    _table(catalogue, texts)
    reading, comparing = st.tabs(["逐条看", "比较两个版本"])
    with reading:
        _read(catalogue, library, texts)
    with comparing:
        _compare(texts)


def _import(catalogue: Catalogue, library: Library, read: Reader) -> None:
    with st.form("import", border=True):
        files = st.file_uploader("原文文件", type=SUFFIXES, accept_multiple_files=True)
        known = list(catalogue.instruments)
        which = st.selectbox(
            "是哪一部（不选则自动识别）",
            known,
            index=None,
            format_func=lambda i: catalogue.instrument(i).name,
            key="which",
            placeholder="自动识别",
        )
        if not st.form_submit_button("导入", type="primary"):
            return
    for file in files or ():
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / Path(file.name).name
            path.write_bytes(file.getvalue())
            try:
                done = library.add(catalogue, read(path), path, instrument=which or "", today=date.today())
            except SourceError as error:
                st.error(plain(str(error)))
                continue
        text = done.text
        again = "（同一个文件）" if done.same_file else "（代替了先前的）" if done.replaced else ""
        st.success(
            plain(f"{text.file} → {_name(catalogue, text)}{again}：{text.found} 条，原文编号应有 {text.stated} 条")
        )


def _name(catalogue: Catalogue, text: OfficialText) -> str:
    known = catalogue.instruments.get(text.instrument)
    return known.name if known else f"{text.title}（未认出）"


def _table(catalogue: Catalogue, texts: Mapping[str, OfficialText]) -> None:
    rows = []
    for key, text in texts.items():
        duties = [r for r in catalogue.requirements.values() if r.instrument == key]
        linked = sum(bool(official_words(catalogue, texts, r)) for r in duties)
        rows.append(
            {
                "编号": key,
                "名称": _name(catalogue, text),
                "施行": text.effective_from,
                "拆出/应有": f"{text.found}/{text.stated}",
                "对上要求": f"{linked}/{len(duties)}",
                "可疑": len(text.problems),
                "文件": text.file,
                "校验": text.sha256[:12],
            }
        )
    st.dataframe(rows, hide_index=True, width="stretch")


def _read(catalogue: Catalogue, library: Library, texts: Mapping[str, OfficialText]) -> None:
    key = st.selectbox("哪一部", list(texts), format_func=lambda k: _name(catalogue, texts[k]), key="reading")
    text = texts[key]
    if text.problems:
        with st.expander(f"可疑之处 {len(text.problems)} 处"):
            st.markdown("\n".join(f"- {plain(p.message)}" for p in text.problems))
    labels = [f"{c.label} {c.title}".strip() for c in text.clauses]
    place = st.selectbox("哪一条", range(len(labels)), format_func=labels.__getitem__, key=f"clause-{key}")
    if place is None:
        return
    clause = text.clauses[place]
    left, right = st.columns(2)
    left.markdown(f"**{plain(labels[place])}** :gray[{plain(clause.under)}]\n\n{quoted(clause.text)}")
    own = [
        r
        for r in catalogue.requirements.values()
        if r.instrument == key and any(w.clause == clause for w in official_words(catalogue, texts, r))
    ]
    right.markdown(
        "**知识库里的要求**\n\n" + ("\n".join(f"- {plain(r.name)}：{plain(r.statement)}" for r in own) or "没有")
    )
    if st.button("删去这份原文", key=f"remove-{key}"):
        library.remove(key)
        st.rerun()


def _compare(texts: Mapping[str, OfficialText]) -> None:
    keys = sorted(texts)
    left, right = st.columns(2)
    old = left.selectbox("旧版", keys, key="old", index=keys.index("TFSJ-2007") if "TFSJ-2007" in keys else 0)
    new = right.selectbox(
        "新版", keys, key="new", index=keys.index("TFSJ-2024") if "TFSJ-2024" in keys else len(keys) - 1
    )
    if old == new:
        st.info("请选两个不同的版本。")
        return
    pairs = compare(texts[old], texts[new])
    counts = Counter(p.change for p in pairs)
    st.caption(
        "，".join(f"{CHANGES[c]} {counts[c]} 条" for c in CHANGES if counts[c])
        + f"，条号变动 {sum(p.moved for p in pairs)} 条"
    )
    shown = st.multiselect(
        "只看", list(CHANGES), default=["changed", "new", "dropped"], format_func=CHANGES.__getitem__, key="changes"
    )
    for pair in pairs:
        if pair.change in shown:
            _pair(pair)


def _pair(pair: Pair) -> None:
    old, new = pair.old, pair.new
    labels = " → ".join(dict.fromkeys(c.label for c in (old, new) if c))
    with st.expander(f"{CHANGES[pair.change]} {plain(labels)}"):
        before, after = (" ".join(c.text.split()) if c else "" for c in (old, new))
        st.markdown(
            "".join(_COLOURS[kind].format(plain(words)) for kind, words in pieces(before, after) if words.strip())
        )
