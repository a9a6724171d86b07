"""What can be taken away from a review, and the office's own templates."""

from __future__ import annotations

from functools import partial

import streamlit as st

from checker.desk.exports import TEMPLATES, Export, exports, note_export, save_template, template
from checker.desk.reviewing import Review
from checker.errors import InputError
from checker.pages.person import author
from checker.reporting.template import FIELDS
from kb.pages.plain import plain


def show_exports(review: Review, who: str) -> None:
    with st.popover("导出", icon=":material/download:", width="stretch"):
        stem = review.run.file_name.rpartition(".")[0] or review.run.file_name
        for export in exports(review, who):
            _offer(review, export, stem, who or author())
        _templates(review)


def _offer(review: Review, export: Export, stem: str, who: str) -> None:
    label, key = f"{export.name}（{export.suffix.upper()}）", f"export-{export.name}-{export.suffix}"
    if export.refused:
        st.button(label, key=key, disabled=True, width="stretch")
        st.caption(plain(export.refused))
        return
    st.download_button(
        label,
        data=partial(_made, review, export, who),
        file_name=export.file_name(stem),
        mime=export.media,
        key=key,
        help=export.help,
        width="stretch",
        on_click="ignore",
    )


def _made(review: Review, export: Export, who: str) -> bytes:
    """The file, and a line in the trail. Streamlit makes it outside the session, which is why `who` is given."""
    data = export.render()
    note_export(review, export, who)
    return data


def _templates(review: Review) -> None:
    st.divider()
    name = st.selectbox("换成本单位的 Word 模板", TEMPLATES, key="template-name")
    own = template(review.desk, name) is not None
    fields = "、".join(f"{{{{{f}}}}}" for f in FIELDS)
    st.caption(f"{'现在用本单位模板。' if own else '现在用内置格式。'}模板里可写：{plain(fields)}")
    given = st.file_uploader("模板（DOCX）", type=["docx"], key=f"template-{name}")
    row = st.container(horizontal=True)
    if given is not None and row.button("使用这个模板"):
        try:
            save_template(review.desk, name, given.getvalue())
        except InputError as error:
            st.error(plain(str(error)))
        else:
            st.rerun()
    if own and row.button("恢复内置格式"):
        save_template(review.desk, name, None)
        st.rerun()
