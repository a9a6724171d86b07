"""Two real plans in a real Chromium, from the upload to the files taken away, which are opened again.

A walk of one reviewer: a government plan (PDF) and a hotel's plan (DOCX) dropped at once, a word on each, a reload, a
new version of the hotel's plan, every output.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from browsing import (
    IN_CHROMIUM,
    choices,
    choose_plan,
    decide,
    download,
    new_page,
    open_exports,
    settle,
    sign,
    upload,
)
from desk_server import ROOT, Server
from docx import Document
from openpyxl import load_workbook
from pypdf import PdfReader
from reopening import (
    OPINION_COLUMN,
    Quote,
    comments,
    dense,
    evidence_of,
    highlights,
    quotes,
    review_tables,
)

from checker.plan import Plan
from checker.reading import read
from checker.report import Report
from checker.reporting.marked_pdf import marks
from checker.reporting.view import ReportView

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

PLANS = ROOT / "../shared/plans"
GOVERNMENT, HOTEL = PLANS / "gov-guangxi-transport.pdf", PLANS / "ent-hotel-ziyingtai.docx"
REVIEWER = "评审乙"
PDF_REPORT = "审查意见（PDF）"
WANTED = (
    "评审表（DOCX）",
    "批注（PDF）",
    "审查报告（HTML）",
    "数据（JSON）",
    PDF_REPORT,
)
CONTENTS, REPORTING = ("附件1", "目录", "F1-3"), ("附件2", "信息报告", "F2-12")
DUTY, DUTY_ID = "演练评估内容", "G5-33"
DUTY_NOTE, ROW_NOTE, REPORTING_NOTE = "附件里另有规定", "目录页码已核", "时限要改"

pytestmark = [
    *IN_CHROMIUM,
    pytest.mark.skipif(not (GOVERNMENT.exists() and HOTEL.exists()), reason="the shared plans are not here"),
]


@dataclass
class Walk:
    """What was seen on the way, and the files taken away."""

    queue: str = ""
    duties_after_reload: str = ""
    rows_after_reload: str = ""
    carried: str = ""
    changed: str = ""
    sections: str = ""
    facts: str = ""
    government: dict[str, Path] = field(default_factory=dict)
    hotel: dict[str, Path] = field(default_factory=dict)
    newer: Path = Path()


@pytest.fixture(scope="module")
def walk(server: Server, browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Walk]:
    seen, folder = Walk(), tmp_path_factory.mktemp("walk")
    with new_page(browser, 1440) as page:
        upload(page, server.url, _copied(GOVERNMENT, folder / "政.pdf"), _copied(HOTEL, folder / "店.docx"))
        seen.queue = page.get_by_test_id("stExpander").filter(has_text="检查记录").inner_text()
        page.get_by_role("button", name="进入评审").click()
        sign(page, REVIEWER)
        _on_the_government_plan(page, seen, folder)
        _on_the_hotel(page, seen)
        seen.newer = _revised(folder / "修订.docx")
        upload(page, server.url, seen.newer)
        page.get_by_role("button", name="进入评审").click()
        _on_the_new_version(page, seen)
        wanted = [name for name in open_exports(page) if name != PDF_REPORT]  # seconds, and one is enough
        seen.hotel = {name: download(page, name, folder / "hotel") for name in wanted}
    yield seen


def _copied(plan: Path, target: Path) -> Path:
    """Under a short name: long ones are cut on the page."""
    target.write_bytes(plan.read_bytes())
    return target


def _on_the_government_plan(page: Page, seen: Walk, folder: Path) -> None:
    choose_plan(page, "交通运输综合应急预案")
    choices(page, "初审").get_by_text(DUTY).first.click()
    page.get_by_text(DUTY_ID).first.wait_for()
    decide(page, "不符合", DUTY_NOTE)
    page.get_by_text("已定 1 /").wait_for()
    page.reload()
    page.get_by_text("已定 1 /").wait_for()
    choices(page, "初审").get_by_text(DUTY).first.click()
    page.get_by_text(DUTY_NOTE).first.wait_for()
    seen.duties_after_reload = page.get_by_test_id("stMain").inner_text()
    offered = open_exports(page)
    seen.government = {name: download(page, name, folder / "government") for name in offered if name in WANTED}
    page.keyboard.press("Escape")


def _on_the_hotel(page: Page, seen: Walk) -> None:
    choose_plan(page, "酒店")
    _open_row(page, *CONTENTS)
    decide(page, "不适用", ROW_NOTE)
    page.get_by_text("已定 1 /").wait_for()
    _open_row(page, *REPORTING)
    decide(page, "不符合", REPORTING_NOTE)
    page.get_by_text("已定 2 /").wait_for()
    page.reload()
    page.get_by_text("已定 2 /").wait_for()
    _open_row(page, *CONTENTS)
    page.get_by_text(ROW_NOTE).first.wait_for()
    seen.rows_after_reload = page.get_by_test_id("stMain").inner_text()


def _on_the_new_version(page: Page, seen: Walk) -> None:
    page.get_by_text("已定 1 /").wait_for()  # the other word stands on words that changed
    _open_row(page, *CONTENTS)
    page.get_by_text("沿用第1版的结论").first.wait_for()
    seen.carried = page.get_by_test_id("stMain").inner_text()
    _open_row(page, *REPORTING)
    page.get_by_text("请再看").first.wait_for()
    seen.changed = page.get_by_test_id("stMain").inner_text()
    page.get_by_text("与前一版对照", exact=True).click()
    page.get_by_role("tab", name="章节").click()
    rewritten = page.get_by_test_id("stExpander").filter(has_text="改写")
    rewritten.nth(1).wait_for()
    for number in range(rewritten.count()):
        rewritten.nth(number).locator("summary").click()
        rewritten.nth(number).get_by_test_id("stMarkdown").last.wait_for()
    seen.sections = page.get_by_test_id("stMain").inner_text()
    seen.facts = page.get_by_role("tab", name="事实").inner_text()


def _open_row(page: Page, table: str, row: str, row_id: str) -> None:
    choices(page, "附件2").get_by_text(table).first.click()
    settle(page)
    choices(page, "初审").get_by_text(row).first.click()
    page.get_by_text(row_id).first.wait_for()
    settle(page)


def _revised(target: Path) -> Path:
    """The hotel's plan with one limit changed and one sentence more."""
    document = Document(str(HOTEL))
    changed = next(p for p in document.paragraphs if "在1小时内" in p.text)
    changed.text = changed.text.replace("在1小时内", "在30分钟内")
    document.paragraphs[-1].add_run("酒店每三年组织评估一次本预案。")
    document.save(str(target))
    return target


def test_both_are_checked_and_every_output_is_there(walk: Walk) -> None:
    assert "2 份完成" in walk.queue
    own = {"评审表（DOCX）", "评审意见（DOCX）", "问题清单（XLSX）", "审查报告（HTML）", "数据（JSON）"}
    assert {"评审表（DOCX）", "批注（PDF）", "审查报告（HTML）", "数据（JSON）"} <= set(walk.government)
    assert own | {"批注（DOCX）", "修改情况说明（DOCX）"} <= set(walk.hotel)
    assert walk.hotel["评审表（DOCX）"].name == "修订-评审表.docx"


def test_the_word_on_a_duty_and_on_a_row_stands_after_a_reload(walk: Walk) -> None:
    assert f"评审 不符合 {REVIEWER}\u3000{DUTY_NOTE}" in walk.duties_after_reload
    assert f"评审 不适用 {REVIEWER}\u3000{ROW_NOTE}" in walk.rows_after_reload


def test_it_is_carried_over_to_the_new_version_and_what_changed_is_told(walk: Walk) -> None:
    assert f"评审 不适用（沿用第1版的结论） {REVIEWER}\u3000{ROW_NOTE}" in walk.carried
    assert "评审 不符合（沿用第1版的结论）" in walk.changed and "原文已变，请再看" in walk.changed
    assert "在1小时30分钟内" in walk.sections, "gone and added words side by side"
    assert "酒店每三年组织评估一次本预案。" in walk.sections and "已改正" in walk.sections
    assert walk.facts != "事实（0）"
    account = "\n".join(c for t in review_tables(walk.hotel["修改情况说明（DOCX）"]) for row in t for c in row)
    assert "30分钟内" in account and "已改正" in account and "仍存在" in account


def test_the_five_tables_have_their_45_rows_and_quote_the_plan_verbatim(walk: Walk, hotel: Plan) -> None:
    tables = review_tables(walk.hotel["评审表（DOCX）"])
    kinds = {tuple(row[1].partition("\n")[0] for row in t): len(t) for t in tables}
    assert sorted(kinds.values()) == [4, 5, 6, 10, 20] and sum(kinds.values()) == 45
    assert len(tables) == 2 + 2 + 12 + 1, "one more for each further special plan and on-site disposal"
    assert tables[0][2][OPINION_COLUMN] == f"不适用（沿用第1版的结论）\n{ROW_NOTE}\n{REVIEWER}"
    found = [q for t in tables for q in quotes(t)]
    assert len(found) > 150 and _not_in(hotel, found) == []


def test_the_table_of_the_government_plan_names_the_right_pages(walk: Walk, government: Plan) -> None:
    (table,) = review_tables(walk.government["评审表（DOCX）"])
    assert f"不符合\n{DUTY_NOTE}\n{REVIEWER}" in [row[OPINION_COLUMN] for row in table]
    found = list(quotes(table))
    assert len(found) > 60 and all(q.page for q in found) and _not_in(government, found) == []


def _not_in(plan: Plan, found: list[Quote]) -> list[Quote]:
    return [q for q in found if not q.stands_in(plan)]


def test_the_list_of_problems_is_whole_and_quotes_the_plan(walk: Walk, hotel: Plan) -> None:
    report = _report(walk.hotel)
    book = load_workbook(walk.hotel["问题清单（XLSX）"])
    rows = list(book["问题清单"].iter_rows(min_row=2, values_only=True))
    assert len(rows) == len(ReportView(report).gaps) > 300
    whole = dense("".join(p.text for p in hotel.paragraphs))
    told = [line for row in rows for line in str(row[11] or "").split("\n") if line and not line.startswith("（未见")]
    assert len(told) > 300
    missing = [line for line in told if dense(line) not in whole]
    assert len(missing) / len(told) < 0.02, missing[:5]
    assert not [c for sheet in book for row in sheet.iter_rows() for c in row if c.data_type == "f"]


def test_highlights_lie_on_their_page_over_their_words(walk: Walk) -> None:
    report = _report(walk.government)
    found = highlights(walk.government["批注（PDF）"])
    assert len(found) >= 0.95 * len(marks(report)) > 40
    wrong = [h for h in found if not any(_same(dense(h.words), q) for q in _quotes_on(report, h.duty, h.page))]
    assert wrong == []
    assert any(DUTY_NOTE in h.note and REVIEWER in h.note for h in found), "the reviewer's word, not the program's"


def _quotes_on(report: Report, duty: str, page: int) -> list[str]:
    return [quote for number, quote in evidence_of(report, duty) if number == page]


def _same(marked: str, quote: str) -> bool:
    """A passage that goes on on the next page is marked as far as its page goes."""
    return bool(marked) and (quote in marked or marked in quote or marked.startswith(quote[:20]))


def test_comments_stand_at_paragraphs_that_hold_the_words(walk: Walk) -> None:
    report = _report(walk.hotel)
    found = comments(walk.hotel["批注（DOCX）"])
    at_words = [c for c in found if not c.note.startswith("程序查过全文")]
    assert len(at_words) > 100
    wrong = [c for c in at_words if not any(_holds(dense(c.words), q) for _page, q in evidence_of(report, c.duty))]
    assert wrong == []
    before = [p.text for p in Document(str(walk.newer)).paragraphs]
    assert [p.text for p in Document(str(walk.hotel["批注（DOCX）"])).paragraphs] == before


def _holds(paragraph: str, quote: str) -> bool:
    """The words of a table row are quoted with bars between the cells, each cell a paragraph of its own."""
    return max(quote.strip("|").split("|"), key=len) in paragraph


def test_the_html_report_shows_every_finding(walk: Walk, desktop: Page) -> None:
    desktop.goto(walk.government["审查报告（HTML）"].as_uri())
    shown = desktop.locator("details.finding")
    assert shown.count() > 50 and DUTY in desktop.locator("body").inner_text()


def test_the_pdf_report_can_be_read(walk: Walk) -> None:
    if PDF_REPORT not in walk.government:
        pytest.skip("LibreOffice is not installed")
    text = dense("".join(p.extract_text() for p in PdfReader(walk.government[PDF_REPORT]).pages))
    assert "交通运输综合应急预案审查意见" in text and DUTY in text


def _report(taken: dict[str, Path]) -> Report:
    return Report.model_validate_json(taken["数据（JSON）"].read_bytes())


@pytest.fixture(scope="module")
def hotel(walk: Walk) -> Plan:
    return read(walk.newer)


@pytest.fixture(scope="module")
def government() -> Plan:
    return read(GOVERNMENT)
