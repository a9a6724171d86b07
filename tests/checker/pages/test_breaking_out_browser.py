"""Plans and file names that try to run something, on every page that shows words of plans, in a real Chromium.

The pages come from a fixture that fails the test when a dialog opens or an outside host is asked.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypedDict

import pytest
from breaking_out import DIRECTIVE, FORMULA, IMAGE, NAMES, SCRIPT, TITLE, dense, html_plan, markdown_plan, word_plan
from browsing import IN_CHROMIUM, PATIENCE, choices, decide, open_exports, settle, sign
from desk_server import Server

from checker.desk.running import safe_name

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page


class Payload(TypedDict):
    """A file as a browser sends it: its name may be one that no file system would take."""

    name: str
    mimeType: str
    buffer: bytes


PLANS = ((NAMES[1], word_plan()), (NAMES[3], word_plan("第二版。")), (NAMES[5], html_plan()))
READ = (PLANS[0], (NAMES[7], markdown_plan()))

pytestmark = IN_CHROMIUM

# What acts in a page: handlers, script, links and pictures that lead away.
LIVE = """
() => [...document.querySelectorAll('body *')].filter(e => {
  const leads = (e.getAttribute('src') || '') + ' ' + (e.getAttribute('href') || '')
  return [...e.attributes].some(a => /^on/.test(a.name)) || /javascript:|outside[.]example/.test(leads)
    || (e.tagName == 'SCRIPT' && /alert/.test(e.textContent)) || e.matches('.katex')
}).map(e => e.outerHTML.slice(0, 200))
"""


def payloads(*plans: tuple[str, bytes]) -> list[Payload]:
    return [{"name": name, "mimeType": "application/octet-stream", "buffer": data} for name, data in plans]


def calm(page: Page, *expected: str) -> None:
    """The words are there as words and nothing acts, in what is folded away and in drawings (iframes) too."""
    settle(page)
    text = dense(page.get_by_test_id("stMain").text_content() or "")
    for words in expected:
        assert dense(words) in text, words
    for frame in page.frames:
        assert frame.evaluate(LIVE) == []
    assert "Traceback" not in text


@pytest.fixture(scope="module")
def checked(server: Server, browser: Browser) -> Server:
    """The hostile plans dropped at once, under hostile names."""
    page = browser.new_page(locale="zh-CN")
    page.set_default_timeout(PATIENCE)
    page.goto(server.url)
    page.get_by_text("开始检查").wait_for()
    page.set_input_files("input[type=file] >> nth=0", payloads(*PLANS))
    page.get_by_text("calc").first.wait_for()
    page.get_by_role("button", name="开始检查").click()
    page.get_by_text("份进行中").wait_for()
    page.get_by_text("份进行中").wait_for(state="detached", timeout=3 * PATIENCE)
    page.close()
    return server


def test_the_check_page(checked: Server, desktop: Page) -> None:
    desktop.goto(checked.url)
    desktop.get_by_text("检查记录").wait_for()
    calm(desktop, *(safe_name(name) for name, _data in PLANS[1:]))
    for number in (1, 3):
        desktop.goto(f"{checked.url}/?run={number}")
        desktop.get_by_role("tab", name="逐条意见").wait_for()
        calm(desktop, TITLE, SCRIPT, IMAGE)
        desktop.get_by_role("tab", name="读出的事实").click()
        calm(desktop)


def test_the_review_page(checked: Server, desktop: Page) -> None:
    desktop.goto(f"{checked.url}/review?run=2")
    desktop.get_by_text("已定 0 /").wait_for()
    sign(desktop, IMAGE[:20])
    settle(desktop)
    desktop.get_by_text("逐条要求", exact=True).click()
    settle(desktop)
    rows = choices(desktop, "初审").first.get_by_role("radio")
    for number in range(0, rows.count(), rows.count() // 4):
        rows.nth(number).check(force=True)
        calm(desktop)
    note = f"{SCRIPT}{FORMULA}{DIRECTIVE}"
    decide(desktop, "不符合", note)
    rows.nth(number).check(force=True)
    desktop.get_by_text("已定 1 /").wait_for()
    calm(desktop, note)
    open_exports(desktop)
    calm(desktop)
    desktop.keyboard.press("Escape")
    desktop.get_by_text("与前一版对照", exact=True).click()
    calm(desktop)
    desktop.get_by_text("记录", exact=True).click()
    calm(desktop)


@pytest.mark.parametrize("name", ["selfcheck", "registry", "overview"])
def test_the_other_pages_of_the_desk(checked: Server, desktop: Page, name: str) -> None:
    desktop.goto(f"{checked.url}/{name}?run=1")
    desktop.get_by_role("heading", level=1).wait_for()
    calm(desktop)
    tabs = desktop.get_by_role("tab")
    for number in range(tabs.count()):
        if tabs.nth(number).is_visible():
            tabs.nth(number).click()
            calm(desktop)


@pytest.mark.parametrize("plan", READ, ids=["docx", "md"])
def test_what_was_read(checked: Server, desktop: Page, plan: tuple[str, bytes]) -> None:
    desktop.goto(f"{checked.url}/outline")
    desktop.get_by_role("button", name="读取").wait_for()
    desktop.set_input_files("input[type=file] >> nth=0", payloads(plan))
    settle(desktop)
    desktop.get_by_role("button", name="读取").click()
    tree = choices(desktop, "适用范围")
    tree.wait_for()
    calm(desktop, SCRIPT, IMAGE)
    tree.get_by_role("radio").nth(8).check(force=True)
    calm(desktop)


def test_the_connection_page(checked: Server, desktop: Page) -> None:
    desktop.goto(f"{checked.url}/connect")
    desktop.get_by_role("button", name="开始比对").wait_for()
    desktop.set_input_files("input[type=file] >> nth=0", payloads((NAMES[6], word_plan())))
    desktop.set_input_files("input[type=file] >> nth=1", payloads(*PLANS[1:3]))
    desktop.get_by_text("calc").first.wait_for()
    settle(desktop)
    desktop.get_by_role("button", name="开始比对").click()
    desktop.get_by_text("逐项比对").first.wait_for(timeout=2 * PATIENCE)
    calm(desktop, IMAGE)
    tabs = desktop.get_by_role("tab")
    for number in range(tabs.count()):
        if tabs.nth(number).is_visible():
            tabs.nth(number).click()
            calm(desktop)
