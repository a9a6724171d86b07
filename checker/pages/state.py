"""What the user said about plans, as fields of a page."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import streamlit as st

from checker.desk.options import AUTO
from checker.desk.store.runs import Said
from checker.plan import KIND_LABELS, SUBJECT_LABELS

KINDS = {AUTO: "自动识别", **{k.value: label for k, label in KIND_LABELS.items()}}
SUBJECTS = {AUTO: "自动识别", **{s.value: label for s, label in SUBJECT_LABELS.items()}}


def ask_settings(said: Said, *, key: str, read: Mapping[str, str] | None = None) -> Said:
    """Fields for kind, subject, region, day of the law and OCR; the upper plans stay as they were.

    `read` is what was recognised last time, by its label: shown in the fields that are left to be recognised.
    """
    found = read or {}
    left, right = st.columns(2)
    kinds, subjects = list(KINDS), list(SUBJECTS)
    kind = left.selectbox(
        "预案类型",
        kinds,
        kinds.index(said.kind),
        lambda k: _label(KINDS, k, found.get("预案类型", "")),
        key=f"kind-{key}",
    )
    subject = right.selectbox(
        "单位类型",
        subjects,
        subjects.index(said.subject),
        lambda s: _label(SUBJECTS, s, found.get("单位类型", "")),
        key=f"subject-{key}",
    )
    region = left.text_input(
        "地区（如 河南省洛阳市）", said.region, key=f"region-{key}", placeholder=_auto(found.get("地区", ""))
    )
    day = right.text_input(
        "法规截止日（如 2026-11-23）", said.day, key=f"day-{key}", placeholder=f"今天（{date.today().isoformat()}）"
    )
    ocr = st.checkbox("扫描页、乱码页做文字识别（较慢）", said.ocr, key=f"ocr-{key}")
    return Said(kind, subject, region.strip(), day.strip(), ocr, said.upper)


def _label(labels: Mapping[str, str], value: str, found: str) -> str:
    return _auto(found) if value == AUTO else labels[value]


def _auto(found: str) -> str:
    """「自动识别：陕西省西安市」."""
    return f"自动识别：{found}" if found else "自动识别"
