"""The desk and the HTML report in a real Chromium: upload, findings, phone width, nothing fetched from outside."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from browsing import IN_CHROMIUM, choices, decide, download, fits, open_exports, sign, upload
from desk_server import ROOT, Server
from docx import Document

from checker.report import Report
from checker.reporting.html import render_html

if TYPE_CHECKING:
    from playwright.sync_api import Page

SAMPLE = ROOT / "corpora/samples/02-poor-enterprise.docx"

pytestmark = IN_CHROMIUM


def test_upload_check_and_read_a_finding(server: Server, page: Page, tmp_path: Path) -> None:
    (tmp_path / "空.txt").write_bytes(b"")
    plan = tmp_path / "甲.docx"  # short, for long names are cut on the page
    plan.write_bytes(SAMPLE.read_bytes())
    upload(page, server.url, plan, tmp_path / "空.txt")
    page.get_by_role("tab", name="逐条意见").wait_for()
    first = page.get_by_test_id("stExpander").filter(has=page.locator("summary", has_text="✗ 不符合")).first
    first.locator("summary").click()
    first.get_by_text("依据").wait_for()
    assert "Traceback" not in page.content()
    assert fits(page, "[data-testid=stMain]")
    page.get_by_role("tab", name="读出的事实").click()
    page.get_by_text("引用依据").first.wait_for()
    page.get_by_test_id("stExpander").filter(has_text="检查记录").locator("summary").click()
    page.get_by_text("E-EMPTY").first.wait_for()
    with page.expect_download() as download:
        page.get_by_role("button", name="下载网页报告").click()
    download.value.save_as(tmp_path / "r.html")
    assert "逐条意见" in (tmp_path / "r.html").read_text(encoding="utf-8")


def test_review_override_reload_new_version_export(server: Server, desktop: Page, tmp_path: Path) -> None:
    """The whole way of a reviewer: a word of their own survives a reload and a new version, and is in the Word file."""
    page = desktop
    plan = tmp_path / "甲.docx"
    plan.write_bytes(SAMPLE.read_bytes())
    upload(page, server.url, plan)
    page.get_by_role("button", name="进入评审").click()
    sign(page, "评审甲")
    choices(page, "编制过程").get_by_text("目录").click()
    page.get_by_text("F1-3").wait_for()
    decide(page, "不适用", "简单预案，目录可省")
    page.get_by_text("已定 1 / 45").wait_for()
    page.reload()
    page.get_by_text("已定 1 / 45").wait_for()
    assert page.get_by_label("评审人姓名").input_value() == "评审甲"

    newer = tmp_path / "乙.docx"
    document = Document(str(SAMPLE))
    document.paragraphs[-1].add_run("本预案每三年评估一次。")
    document.save(str(newer))
    upload(page, server.url, newer)
    page.get_by_role("button", name="进入评审").click()
    page.get_by_text("已定 1 / 45").wait_for()
    choices(page, "编制过程").get_by_text("目录").click()
    page.get_by_text("沿用第1版的结论").wait_for()

    open_exports(page)
    tables = Document(str(download(page, "评审表（DOCX）", tmp_path))).tables
    assert sum(len(t.rows) - 1 for t in tables) == 45
    assert "不适用（沿用第1版的结论）\n简单预案，目录可省\n评审甲" in tables[0].rows[3].cells[5].text


def test_browse_and_find_a_duty(server: Server, page: Page) -> None:
    page.goto(f"{server.url}/browse")
    page.get_by_label("用平常的话提问").fill("M88-33B")
    page.keyboard.press("Enter")
    card = page.get_by_test_id("stExpander").filter(has_text="高危与人员密集单位半年一演并报送").first
    card.wait_for()
    if not card.locator("details[open]").count():  # the only answer is open already
        card.locator("summary").click()
    card.get_by_text("✗ 不算").first.wait_for()
    assert fits(page, "[data-testid=stMain]")


def test_html_report_filters_and_runs_nothing_of_the_plan(page: Page, sample_report: Report, tmp_path: Path) -> None:
    (tmp_path / "r.html").write_text(render_html(sample_report), encoding="utf-8")
    errors: list[str] = []
    page.on("console", lambda message: message.type == "error" and errors.append(message.text))
    page.goto((tmp_path / "r.html").as_uri())
    assert page.locator("details.finding:visible").count() == 5
    page.select_option("select[name=verdict]", "act")
    assert page.locator("details.finding:visible").count() == 3
    page.fill("input[name=words]", "报告时限")
    assert page.locator("#shown").inner_text() == "显示 1 / 5 项"
    assert fits(page, "html") and errors == []
