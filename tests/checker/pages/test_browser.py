"""The desk and the HTML report in a real Chromium: upload, findings, phone width, nothing fetched from outside."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.error import URLError
from urllib.parse import urlsplit
from urllib.request import urlopen

import pytest
from docx import Document

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
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a desk started as `plancheck serve` starts it, with a home of its own."""
    home = tmp_path_factory.mktemp("home")
    with socket.socket() as free:
        free.bind(("localhost", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "checker.cli", "serve", "--port", str(port)]
    env = {**os.environ, "PLANCHECK_HOME": str(home), "PLANCHECK_DB": "", "PLANCHECK_WORKERS": "1"}
    server = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=env)
    try:
        _wait(f"http://localhost:{port}/_stcore/health", server)
        yield f"http://localhost:{port}"
    finally:
        server.terminate()
        server.wait(10)
        _end_workers(home)


def _end_workers(home: Path) -> None:
    """Workers outlive the server so that a batch goes on; those of this test are ended by the pid in their name."""
    with sqlite3.connect(home / "desk.sqlite3") as database:
        names = {row[0] for row in database.execute("SELECT DISTINCT worker FROM run WHERE worker <> ''")}
    for name in names:
        with contextlib.suppress(OSError):
            os.kill(int(name.split(":")[-2]), signal.SIGTERM)


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


def _upload(page: sync_api.Page, desk: str, *files: Path) -> None:
    """Put files into the queue and wait until all are checked."""
    page.goto(desk)
    page.get_by_text("开始检查").wait_for()
    page.set_input_files("input[type=file] >> nth=0", [str(f) for f in files])
    page.get_by_text(files[-1].name, exact=True).first.wait_for()
    page.get_by_role("button", name="开始检查").click()
    page.get_by_text("份进行中").wait_for()
    page.get_by_text("份进行中").wait_for(state="detached", timeout=3 * PATIENCE)


def test_upload_check_and_read_a_finding(desk: str, page: sync_api.Page, tmp_path: Path) -> None:
    (tmp_path / "空.txt").write_bytes(b"")
    plan = tmp_path / "甲.docx"  # short, for long names are cut on the page
    plan.write_bytes(SAMPLE.read_bytes())
    _upload(page, desk, plan, tmp_path / "空.txt")
    page.get_by_role("tab", name="逐条意见").wait_for()
    first = page.get_by_test_id("stExpander").filter(has_text="不符合").first
    first.locator("summary").click()
    first.get_by_text("依据").wait_for()
    assert "Traceback" not in page.content()
    assert _fits(page, "[data-testid=stMain]")
    page.get_by_role("tab", name="读出的事实").click()
    page.get_by_text("引用依据").first.wait_for()
    page.get_by_test_id("stExpander").filter(has_text="检查记录").locator("summary").click()
    page.get_by_text("E-EMPTY").first.wait_for()
    with page.expect_download() as download:
        page.get_by_role("button", name="下载网页报告").click()
    download.value.save_as(tmp_path / "r.html")
    assert "逐条意见" in (tmp_path / "r.html").read_text(encoding="utf-8")


def test_review_override_reload_new_version_export(desk: str, browser: sync_api.Browser, tmp_path: Path) -> None:
    """The whole way of a reviewer: a word of their own survives a reload and a new version, and is in the Word file."""
    page = browser.new_page(viewport={"width": 1280, "height": 1000}, locale="zh-CN")
    page.set_default_timeout(PATIENCE)
    plan = tmp_path / "甲.docx"
    plan.write_bytes(SAMPLE.read_bytes())
    _upload(page, desk, plan)
    page.get_by_role("button", name="进入评审").click()
    page.get_by_label("评审人姓名").fill("评审甲")
    page.keyboard.press("Enter")
    rows = page.get_by_test_id("stRadio").filter(has_text="编制过程")
    rows.get_by_text("目录").click()
    page.get_by_text("F1-3").wait_for()
    page.get_by_test_id("stRadio").filter(has_text="不适用").last.get_by_text("不适用", exact=True).click()
    page.get_by_label("说明").fill("简单预案，目录可省")
    page.get_by_role("button", name="确定，看下一行").click()
    page.get_by_text("已定 1 / 45").wait_for()
    page.reload()
    page.get_by_text("已定 1 / 45").wait_for()
    assert page.get_by_label("评审人姓名").input_value() == "评审甲"

    newer = tmp_path / "乙.docx"
    document = Document(str(SAMPLE))
    document.paragraphs[-1].add_run("本预案每三年评估一次。")
    document.save(str(newer))
    _upload(page, desk, newer)
    page.get_by_role("button", name="进入评审").click()
    page.get_by_text("已定 1 / 45").wait_for()
    page.get_by_test_id("stRadio").filter(has_text="编制过程").get_by_text("目录").click()
    page.get_by_text("沿用第1版的结论").wait_for()

    page.get_by_test_id("stPopover").filter(has_text="导出").get_by_role("button").first.click()
    with page.expect_download() as download:
        page.get_by_role("button", name="评审表（DOCX）").click()
    download.value.save_as(tmp_path / "forms.docx")
    tables = Document(str(tmp_path / "forms.docx")).tables
    assert sum(len(t.rows) - 1 for t in tables) == 45
    assert "不适用（沿用第1版的结论）\n简单预案，目录可省\n评审甲" in tables[0].rows[3].cells[5].text
    page.close()


def test_browse_and_find_a_duty(desk: str, page: sync_api.Page) -> None:
    page.goto(f"{desk}/browse")
    page.get_by_label("用平常的话提问").fill("M88-33B")
    page.keyboard.press("Enter")
    card = page.get_by_test_id("stExpander").filter(has_text="高危与人员密集单位半年一演并报送").first
    card.wait_for()
    if not card.locator("details[open]").count():  # the only answer is open already
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
