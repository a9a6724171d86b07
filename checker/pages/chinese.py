"""Streamlit's own English words on the upload field, said in Chinese; it offers no other way than a style sheet."""

from __future__ import annotations

import streamlit as st

_STYLE = """<style>
[data-testid="stFileUploaderDropzone"] button [data-testid="stMarkdownContainer"] p { font-size: 0; }
[data-testid="stFileUploaderDropzone"] button [data-testid="stMarkdownContainer"] p::after {
  content: "选择文件"; font-size: 0.875rem; }
[data-testid="stFileUploaderDropzoneInstructions"] span { font-size: 0; }
[data-testid="stFileUploaderDropzoneInstructions"] span::after {
  content: "可以拖到这里；单个文件不超过 200 MB"; font-size: 0.875rem; }
</style>"""


def speak_chinese() -> None:
    """Called once on every page."""
    st.html(_STYLE)
