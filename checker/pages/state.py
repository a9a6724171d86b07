"""What the user said about plans, as fields of a page."""

from __future__ import annotations

import streamlit as st

from checker.desk.options import AUTO
from checker.desk.store.runs import Said
from checker.plan import KIND_LABELS, SUBJECT_LABELS

KINDS = {AUTO: "自动识别", **{k.value: label for k, label in KIND_LABELS.items()}}
SUBJECTS = {AUTO: "自动识别", **{s.value: label for s, label in SUBJECT_LABELS.items()}}


def ask_settings(said: Said, *, key: str) -> Said:
    """Fields for kind, subject, region, day of the law and OCR; the upper plans stay as they were."""
    left, right = st.columns(2)
    kinds, subjects = list(KINDS), list(SUBJECTS)
    kind = left.selectbox("预案类型", kinds, kinds.index(said.kind), KINDS.__getitem__, key=f"kind-{key}")
    subject = right.selectbox(
        "单位类型", subjects, subjects.index(said.subject), SUBJECTS.__getitem__, key=f"subject-{key}"
    )
    region = left.text_input("地区（如 河南省洛阳市）", said.region, key=f"region-{key}", placeholder="自动识别")
    day = right.text_input("法规截止日（如 2026-11-23）", said.day, key=f"day-{key}", placeholder="今天")
    ocr = st.checkbox("扫描页、乱码页做文字识别（较慢）", said.ocr, key=f"ocr-{key}")
    return Said(kind, subject, region.strip(), day.strip(), ocr, said.upper)
