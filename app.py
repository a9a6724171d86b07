"""The review desk: navigation over the pages, nothing else. Start it with `plancheck serve`."""

import streamlit as st

from checker.pages.check import page as check_page
from checker.pages.connect import page as connect_page
from checker.pages.outline import page as outline_page
from kb.pages.browse import page as browse_page

st.set_page_config(page_title="应急预案合规审查", page_icon="📋", layout="wide", initial_sidebar_state="auto")
st.navigation(
    [
        st.Page(check_page, title="检查预案", icon=":material/fact_check:", url_path="check", default=True),
        st.Page(outline_page, title="读到了什么", icon=":material/account_tree:", url_path="outline"),
        st.Page(connect_page, title="上级衔接", icon=":material/hub:", url_path="connect"),
        st.Page(browse_page, title="查阅要求", icon=":material/menu_book:", url_path="browse"),
    ],
    position="top",
).run()
