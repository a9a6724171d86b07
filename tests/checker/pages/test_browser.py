"""The desk and the HTML report in a real Chromium: upload, findings, phone width, nothing fetched from outside."""

from __future__ import annotations

import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.error import URLError
from urllib.parse import urlsplit
from urllib.request import urlopen

import pytest

from checker.report import Report
from checker.reporting.html import render_html

sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
ROOT = Path(__file__).resolve().parents[3]
SAMPLE = ROOT / "corpora/samples/02-poor-enterprise.docx"
PATIENCE = 30_000  # milliseconds

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine"),
    pytest.mark.xdist_group("browser"),
]


@pytest.fixture(scope="module")
def desk() -> Iterator[str]:
    """The address of a desk started as `plancheck serve` starts it."""
    with socket.socket() as free:
        free.bind(("localhost", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "checker.cli", "serve", "--port", str(port)]
    server = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        _wait(f"http://localhost:{port}/_stcore/health", server)
        yield f"http://localhost:{port}"
    finally:
        server.terminate()
        server.wait(10)


def _wait(url: str, server: subprocess.Popen[bytes]) -> None:
    for _ in range(120):
        assert server.poll() is None, "the desk did not start"
        try:
            with urlopen(url, timeout=1):
                return
        except (URLError, OSError):
            time.sleep(0.25)
    raise AssertionError("the desk did not answer within 30 s")


@pytest.fixture(scope="module")
def browser() -> Iterator[sync_api.Browser]:
    flags = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
    with sync_api.sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=flags)
        yield chromium
        chromium.close()


@pytest.fixture(params=[1280, 390], ids=["desktop", "phone"])
def page(browser: sync_api.Browser, request: pytest.FixtureRequest) -> Iterator[sync_api.Page]:
    """A page that fails the test when a dialog opens or anything but the desk is asked for."""
    page = browser.new_page(viewport={"width": request.param, "height": 900}, locale="zh-CN")
    page.set_default_timeout(PATIENCE)
    strange: list[str] = []
    page.on("dialog", lambda dialog: (strange.append(f"dialog {dialog.message}"), dialog.dismiss()))
    page.on("request", lambda r: _is_outside(r.url) and strange.append(r.url))
    yield page
    page.close()
    assert strange == []


def _is_outside(url: str) -> bool:
    parts = urlsplit(url)
    return parts.scheme in ("http", "https", "ws", "wss") and parts.hostname != "localhost"


def _fits(page: sync_api.Page, selector: str) -> bool:
    return bool(
        page.evaluate("s => { const e = document.querySelector(s); return e.scrollWidth <= e.clientWidth }", selector)
    )


def test_upload_check_and_read_a_finding(desk: str, page: sync_api.Page, tmp_path: Path) -> None:
    (tmp_path / "空.txt").write_bytes(b"")
    page.goto(desk)
    page.get_by_text("开始检查").wait_for()
    page.set_input_files("input[type=file]", [str(SAMPLE), str(tmp_path / "空.txt")])
    page.get_by_text("空.txt").wait_for()
    page.get_by_role("button", name="开始检查").click()
    page.get_by_role("tab", name="逐条意见").wait_for()
    assert page.get_by_test_id("stAlert").filter(has_text="空.txt").count() == 1
    first = page.get_by_test_id("stExpander").filter(has_text="不符合").first
    first.locator("summary").click()
    first.get_by_text("依据").wait_for()
    assert "Traceback" not in page.content()
    assert _fits(page, "[data-testid=stMain]")
    page.get_by_role("tab", name="读出的事实").click()
    page.get_by_text("引用依据").first.wait_for()


def test_download_of_the_html_report(desk: str, page: sync_api.Page, tmp_path: Path) -> None:
    page.goto(desk)
    plan = tmp_path / "甲.docx"  # short, for long names are cut on the page
    plan.write_bytes(SAMPLE.read_bytes())
    page.set_input_files("input[type=file]", str(plan))
    page.get_by_text(plan.name).wait_for()
    page.get_by_role("button", name="开始检查").click()
    with page.expect_download() as download:
        page.get_by_role("button", name="下载网页报告").click()
    download.value.save_as(tmp_path / "r.html")
    assert "逐条意见" in (tmp_path / "r.html").read_text(encoding="utf-8")


def test_browse_and_find_a_duty(desk: str, page: sync_api.Page) -> None:
    page.goto(f"{desk}/browse")
    page.get_by_label("用平常的话提问").fill("M88-33B")
    page.keyboard.press("Enter")
    page.get_by_text("30 条").wait_for()  # the list is the answer now
    card = page.get_by_test_id("stExpander").filter(has_text="高危与人员密集单位半年一演并报送").first
    card.locator("summary").click()
    card.get_by_text("✗ 不算").first.wait_for()
    assert _fits(page, "[data-testid=stMain]")


def test_html_report_filters_and_runs_nothing_of_the_plan(
    page: sync_api.Page, sample_report: Report, tmp_path: Path
) -> None:
    (tmp_path / "r.html").write_text(render_html(sample_report), encoding="utf-8")
    errors: list[str] = []
    page.on("console", lambda message: message.type == "error" and errors.append(message.text))
    page.goto((tmp_path / "r.html").as_uri())
    assert page.locator("details.finding:visible").count() == 5
    page.select_option("select[name=verdict]", "act")
    assert page.locator("details.finding:visible").count() == 3
    page.fill("input[name=words]", "报告时限")
    assert page.locator("#shown").inner_text() == "显示 1 / 5 项"
    assert _fits(page, "html") and errors == []
