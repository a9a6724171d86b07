"""The review desk: navigation over the pages, nothing else. Start it with `plancheck serve`."""

import logging

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from checker.desk.sources import read_for_page
from checker.desk.store.database import open_desk
from checker.desk.usage import usage_of
from checker.pages.check import page as check_page
from checker.pages.chinese import speak_chinese
from checker.pages.connect import page as connect_page
from checker.pages.outline import page as outline_page
from checker.pages.overview import page as overview_page
from checker.pages.registry import page as registry_page
from checker.pages.review import page as review_page
from checker.pages.selfcheck import page as selfcheck_page
from kb.catalogue import load_catalogue
from kb.errors import CatalogueError
from kb.loading import local_corpora
from kb.pages.browse import page as browse_page
from kb.pages.forms import page as forms_page
from kb.pages.glossary import page as glossary_page
from kb.pages.learn import page as learn_page
from kb.pages.matters import page as matters_page
from kb.pages.plain import plain
from kb.pages.register import page as register_page
from kb.pages.texts import page as texts_page

LOG = logging.getLogger("plancheck")
PAGE_FAILED = "这个页面出错了（{kind}）。保存过的都还在；请刷新再试，仍然这样就把运行记录交给维护人员。"


def browse() -> None:
    """What checked plans say of a duty comes from the desk, which the knowledge base does not know."""
    browse_page(usage_of(open_desk()))


def register() -> None:
    register_page(usage_of(open_desk()))


def read_texts() -> None:
    """Official texts are read by the readers of plans, which the knowledge base does not know."""
    texts_page(read_for_page)


def knowledge_base_is_sound() -> bool:
    """Every page needs the knowledge base; the user's own additions to it may be wrong, and that is told here."""
    try:
        load_catalogue()
    except CatalogueError as error:
        st.error("知识库有错，页面打不开。改好下面列出的文件，或先把它移开，再刷新本页。")
        for problem in error.problems:
            st.markdown(f"- {plain(str(problem))}")
        st.caption(plain(f"“本地/”开头的是本机增加的文件，在 {local_corpora()}；plancheck kb check 可以核对。"))
        return False
    return True


def show(page: StreamlitPage) -> None:
    """Run the page; what goes wrong in it is told in Chinese and kept in the log."""
    try:
        page.run()
    except Exception as error:  # the border to the user; Streamlit's own reruns are no Exception
        LOG.exception("page %s failed", page.url_path)
        st.error(plain(PAGE_FAILED.format(kind=type(error).__name__)))


st.set_page_config(page_title="应急预案合规审查", page_icon="📋", layout="wide", initial_sidebar_state="auto")
chosen = st.navigation(
    {
        "审查": [
            st.Page(check_page, title="检查预案", icon=":material/fact_check:", url_path="check", default=True),
            st.Page(review_page, title="评审", icon=":material/rule:", url_path="review"),
            st.Page(selfcheck_page, title="企业自查", icon=":material/checklist:", url_path="selfcheck"),
            st.Page(registry_page, title="预案台账", icon=":material/event_available:", url_path="registry"),
            st.Page(overview_page, title="多份总表", icon=":material/grid_on:", url_path="overview"),
            st.Page(outline_page, title="读到了什么", icon=":material/account_tree:", url_path="outline"),
            st.Page(connect_page, title="上级衔接", icon=":material/hub:", url_path="connect"),
        ],
        "知识库": [
            st.Page(browse, title="查阅要求", icon=":material/menu_book:", url_path="browse"),
            st.Page(read_texts, title="法规原文", icon=":material/gavel:", url_path="texts"),
            st.Page(register, title="法规标准", icon=":material/account_balance:", url_path="register"),
            st.Page(forms_page, title="评审表", icon=":material/table_chart:", url_path="forms"),
            st.Page(matters_page, title="对照", icon=":material/compare_arrows:", url_path="matters"),
            st.Page(glossary_page, title="词汇表", icon=":material/dictionary:", url_path="glossary"),
            st.Page(learn_page, title="学一学", icon=":material/school:", url_path="learn"),
        ],
    },
    position="top",
)
speak_chinese()
if knowledge_base_is_sound():
    show(chosen)
