"""The part of the connection page that shows what was read from the upper plan, to be corrected and saved."""

from __future__ import annotations

import hashlib
from typing import Any

import streamlit as st

from checker.connecting.profile import Profile
from checker.connecting.region_writing import region_yaml
from checker.desk.connecting import Connected, save_corrected
from checker.desk.profile_form import NUMBER, PARTS, WHERE, Part, Row, corrected, rows
from checker.errors import InputError
from kb.pages.plain import plain

ROW_HEIGHT, HEIGHT_MAX = 36, 420


def profile_form(connected: Connected) -> None:
    """Tables of the profile; every change is kept until another upper plan is read."""
    profile = connected.profile
    if profile is None:
        return
    with st.expander("从上级预案读出的规定（可以改正、保存）"):
        st.caption("改错、补漏、删多余的行，再保存；以后比对时从“已有的上级预案”里选它。")
        # What was typed belongs to this profile: another upper plan starts afresh, even under the same file name.
        stamp = hashlib.sha256(profile.to_json().encode()).hexdigest()[:12]
        title = st.text_input("名称", profile.title, key=f"profile-title-{stamp}")
        tables: dict[str, list[Row]] = {}
        for tab, part in zip(st.tabs([_label(profile, p) for p in PARTS]), PARTS, strict=True):
            with tab:
                tables[part.field] = _table(profile, part, stamp)
        try:
            made = corrected(profile, title, tables)
        except InputError as error:
            st.error(plain(str(error)))
            return
        _outputs(connected, made)


def _label(profile: Profile, part: Part) -> str:
    return f"{part.label}（{len(getattr(profile, part.field))}）"


def _table(profile: Profile, part: Part, stamp: str) -> list[Row]:
    found = rows(profile, part)
    columns: dict[str, Any] = {NUMBER: None, WHERE: st.column_config.TextColumn(disabled=True)}
    for field, head in part.columns.items():
        if field in part.numbers:
            columns[head] = st.column_config.NumberColumn(min_value=1, step=1, format="%d")
        else:
            columns[head] = st.column_config.TextColumn(width="medium")
    shown = found or [{NUMBER: None, **dict.fromkeys(part.columns.values()), WHERE: ""}]
    edited = st.data_editor(
        shown,
        num_rows="dynamic",
        hide_index=True,
        column_config=columns,
        placeholder="",
        height=min(HEIGHT_MAX, ROW_HEIGHT * (len(shown) + 2)),
        key=f"profile-{part.field}-{stamp}",
    )
    return list(edited)


def _outputs(connected: Connected, made: Profile) -> None:
    first, second, third = st.columns(3)
    if first.button("保存，供以后选用", type="primary", key="profile-save"):
        try:
            saved = save_corrected(made, connected.upper)
        except InputError as error:
            st.error(plain(str(error)))
        else:
            st.success(plain(f"已保存为“{saved.name}”。再次比对时选用，改正的内容就会生效。"))
    second.download_button("下载（JSON）", made.to_json(), "上级预案.json", "application/json")
    checked = third.checkbox("已逐条对照原文核对", key="profile-verified")
    try:
        region = region_yaml(made, verified=checked)
    except InputError as error:
        third.caption(plain(str(error)))
    else:
        third.download_button("下载地区资料（YAML）", region, "地区资料.yaml", "application/yaml")
