"""What the tests in a real Chromium share: where it is, and the way of a user through the pages."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Locator, Page

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
PATIENCE = 30_000  # milliseconds

IN_CHROMIUM = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine"),
]


def is_outside(url: str) -> bool:
    parts = urlsplit(url)
    return parts.scheme in ("http", "https", "ws", "wss") and parts.hostname != "localhost"


def fits(page: Page, selector: str) -> bool:
    return bool(
        page.evaluate("s => { const e = document.querySelector(s); return e.scrollWidth <= e.clientWidth }", selector)
    )


def upload(page: Page, desk: str, *files: Path) -> None:
    """Put files into the queue and wait until all are checked."""
    page.goto(desk)
    page.get_by_text("开始检查").wait_for()
    page.set_input_files("input[type=file] >> nth=0", [str(f) for f in files])
    page.get_by_text(files[-1].name, exact=True).first.wait_for()
    page.get_by_role("button", name="开始检查").click()
    page.get_by_text("份进行中").wait_for()
    page.get_by_text("份进行中").wait_for(state="detached", timeout=3 * PATIENCE)


def sign(page: Page, name: str) -> None:
    """Write the reviewer's name."""
    settle(page)
    page.get_by_label("评审人姓名").fill(name)
    page.keyboard.press("Enter")
    settle(page)


def choices(page: Page, having: str) -> Locator:
    """The group of radio buttons that holds these words."""
    return page.get_by_test_id("stRadio").filter(has_text=having)


def decide(page: Page, verdict: str, note: str) -> None:
    """Give the open row one's own word."""
    settle(page)
    buttons = page.locator("[class*=st-key-verdict-]")
    buttons.filter(has_text=re.compile(rf"^\s*(● )?{verdict}")).get_by_role("button").click()
    buttons.filter(has_text=re.compile(rf"^\s*● {verdict}")).wait_for()
    settle(page)
    page.get_by_label("说明").fill(note)
    page.get_by_role("button", name="确定，看下一行").click()
    settle(page)


def download(page: Page, button: str, folder: Path) -> Path:
    """Press a button of the open page or popover and keep what comes."""
    settle(page)
    with page.expect_download() as coming:
        page.get_by_role("button", name=button).click()
    target = folder / coming.value.suggested_filename
    coming.value.save_as(target)
    return target


def settle(page: Page) -> None:
    """Wait until the page is drawn: a click into a page that is being drawn anew may be lost."""
    page.wait_for_timeout(200)
    page.locator("[data-testid=stApp][data-test-script-state=notRunning]").wait_for()


def open_exports(page: Page) -> Sequence[str]:
    """Open what can be taken away; the labels of the buttons."""
    settle(page)
    popover = page.get_by_test_id("stPopover").filter(has_text="导出")
    popover.get_by_role("button").first.click()
    buttons = page.get_by_test_id("stPopoverBody").get_by_test_id("stDownloadButton")
    buttons.first.wait_for()
    return [text.strip() for text in buttons.all_inner_texts()]


def choose_plan(page: Page, title: str) -> None:
    """Pick a plan in the field at the top of a page."""
    settle(page)
    page.get_by_test_id("stSelectbox").filter(has_text="预案").first.get_by_role("combobox").click()
    page.get_by_role("option").filter(has_text=title).first.click()
    settle(page)


@contextmanager
def new_page(browser: Browser, width: int) -> Iterator[Page]:
    """A page that fails the test when a dialog opens or anything but the desk is asked for."""
    page = browser.new_page(viewport={"width": width, "height": 1000}, locale="zh-CN")
    page.set_default_timeout(PATIENCE)
    strange: list[str] = []
    page.on("dialog", lambda dialog: (strange.append(f"dialog {dialog.message}"), dialog.dismiss()))
    page.on("request", lambda r: is_outside(r.url) and strange.append(r.url))
    yield page
    page.close()
    assert strange == []
