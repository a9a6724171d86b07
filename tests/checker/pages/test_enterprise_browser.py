"""The whole way of an enterprise in a real Chromium: what to mend, the new version, the account of it, the registry."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from browsing import IN_CHROMIUM, PATIENCE, settle, upload
from desk_server import ROOT, Server
from docx import Document
from openpyxl import Workbook

if TYPE_CHECKING:
    from playwright.sync_api import Page

SAMPLE = ROOT / "corpora/samples/02-poor-enterprise.docx"

pytestmark = IN_CHROMIUM


def test_mend_put_in_compare_and_take_the_account(server: Server, desktop: Page, tmp_path: Path) -> None:
    page = desktop
    plan, newer = tmp_path / "甲.docx", tmp_path / "乙.docx"
    plan.write_bytes(SAMPLE.read_bytes())
    document = Document(str(SAMPLE))
    document.paragraphs[-1].add_run("安全部每三年组织一次应急预案评估，作出是否需要修订的结论。")
    document.save(str(newer))
    upload(page, server.url, plan)
    page.get_by_role("button", name="企业自查").click()
    page.get_by_text("下一步：从").wait_for()
    page.get_by_role("tab", name="改完再查").click()
    page.get_by_text("放进改好的文件").wait_for()
    page.set_input_files("input[type=file]", [str(newer)])
    page.get_by_text(newer.name, exact=True).first.wait_for()
    page.get_by_role("button", name="检查新的一版").click()
    page.get_by_role("button", name="下载修改情况说明").wait_for(timeout=3 * PATIENCE)
    chosen = page.get_by_label("版本").input_value()
    assert "第2版" in chosen and newer.name in chosen
    with page.expect_download() as taken:
        page.get_by_role("button", name="下载修改情况说明").click()
    taken.value.save_as(tmp_path / "account.docx")
    rows = [[c.text for c in r.cells] for r in Document(str(tmp_path / "account.docx")).tables[0].rows[1:]]
    assert "预案定期评估三年一次" in rows[0][1] and "每三年组织一次" in rows[0][2] and rows[0][4] == "已改正"
    page.reload()
    page.get_by_text("下一步：从").wait_for()
    assert "第2版" in page.get_by_label("版本").input_value()


def test_a_table_of_plans_comes_in_and_has_days(server: Server, page: Page, tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet
    for row in (
        ("单位", "预案", "事项", "日期", "单位类型"),
        ("云杉大酒店", "停电应急预案", "公布", "2024年2月29日", "人员密集场所"),
        ("云杉大酒店", "停电应急预案", "演练", "上个月", None),
    ):
        sheet.append(row)
    book.save(tmp_path / "台账.xlsx")
    page.goto(f"{server.url}/registry")
    page.get_by_role("heading", name="预案台账").wait_for()
    settle(page)
    if page.get_by_test_id("stExpander").filter(has_text="导入 Excel").count():  # not where the registry is empty
        page.get_by_text("导入 Excel").first.click()
    page.set_input_files("input[type=file]", [str(tmp_path / "台账.xlsx")])
    page.get_by_role("button", name="导入", exact=True).click()
    page.get_by_text("日期“上个月”不对").wait_for()
    page.get_by_text("什么时候到期", exact=True).first.wait_for()
    with page.expect_download() as taken:
        page.get_by_role("button", name="到期日历").click()
    taken.value.save_as(tmp_path / "due.ics")
    assert "DTSTART;VALUE=DATE:20240829" in (tmp_path / "due.ics").read_text(encoding="utf-8")
