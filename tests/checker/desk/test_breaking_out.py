"""Plans that try to become script, markup, formula, field or template: in every file the desk gives away they are text.

One review of a Word plan in a second version, with a hostile upper plan, a reviewer's note and name that try the same.
"""

from __future__ import annotations

import json
import re
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from breaking_out import (
    CALENDAR,
    COMMAND,
    FORMULA,
    FORMULAS,
    IMAGE,
    JINJA,
    LINK,
    MARKUP,
    NAMES,
    PICTURE,
    SCRIPT,
    TEXT,
    TITLE,
    dense,
    html_plan,
    markdown_plan,
    word_plan,
)
from docx import Document
from lxml import html
from openpyxl import Workbook, load_workbook
from pypdf import PdfReader

from checker.desk import worker
from checker.desk.calendar_file import calendar_file
from checker.desk.connecting import Connected, connect_uploads
from checker.desk.due import Due, due
from checker.desk.exports import Export, exports, save_template
from checker.desk.records import records
from checker.desk.registry_files import import_registry, registry_xlsx
from checker.desk.reviewing import Review, decide, open_review
from checker.desk.running import Upload
from checker.desk.standing import standings
from checker.desk.store import runs
from checker.desk.store.database import Desk, open_desk
from checker.desk.store.plans import plans
from checker.desk.store.registry import events
from checker.report import Verdict
from checker.reporting.network_html import render_connection_html, render_network_html
from checker.reporting.network_xlsx import render_network_xlsx
from checker.reporting.outputs import OUTPUTS
from checker.reporting.overview import Checked, Overview, build_overview, digest
from checker.reporting.overview_html import render_overview_html
from checker.reporting.overview_xlsx import render_overview_xlsx
from kb.catalogue import load_catalogue
from tests.checker.reading.making import Page, write_pdf

TODAY = date(2026, 11, 23)
LIVE_WORD = re.compile(rb"<w:(?:fldSimple|instrText|fldChar|altChunk|object|hyperlink)\b[^>]*>")
PAGE_NUMBERS = re.compile(rb'<w:fldSimple w:instr="(?:PAGE|NUMPAGES)"/?>')
OUTSIDE_PART = re.compile(rb'TargetMode="External"')


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    return open_desk(tmp_path_factory.mktemp("desk") / "home", "")


@pytest.fixture(scope="module")
def review(desk: Desk) -> Review:
    """The second version of the Word plan; a person decided on the first."""
    above = ((f"{IMAGE}.md", desk.files.put(markdown_plan())),)
    said = runs.Said(kind="enterprise-comprehensive", ocr=False, upper=above)
    first, second = runs.enqueue(
        desk, [Upload(NAMES[0], word_plan()), Upload(NAMES[3], word_plan(f"每三年评估一次{SCRIPT}。"))], said, FORMULA
    )
    worker.work(desk, idle=0.0)
    old = open_review(desk, first)
    note, forms = f"{FORMULA}\n{SCRIPT}{JINJA}", (*old.forms, *old.duties)
    chosen = [(form, line, Verdict.NON_COMPLIANT, note) for form in forms for line in form.lines]
    decide(old, chosen, COMMAND)
    return open_review(desk, second)


@pytest.fixture(scope="module")
def taken(review: Review) -> dict[tuple[str, str], bytes]:
    """Every output of the review as bytes."""
    return {(e.name, e.suffix): e.render() for e in exports(review, FORMULA)}


@pytest.fixture(scope="module")
def connected() -> Connected:
    uploads = [Upload("甲.docx", word_plan()), Upload(f"乙{IMAGE}.html", html_plan()), Upload("丙.md", markdown_plan())]
    found = connect_uploads(Upload(f"{SCRIPT}.md", markdown_plan()), uploads, ocr=False)
    assert found.network and len(found.reports) == 3
    return found


def test_the_report_does_hold_the_hostile_words(review: Review) -> None:
    """Without this the tests below would show nothing."""
    told = review.report.model_dump_json()
    assert review.report.plan.title == TITLE and review.run.file_name == "_img src=x onerror=alert(5)_.docx"
    for piece in (*MARKUP, FORMULA, "@SUM(1+1)", "+1+1", "-1+2"):
        assert json.dumps(piece, ensure_ascii=False)[1:-1] in told, piece


# --- Word --------------------------------------------------------------------------------------------------------


def parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def live(data: bytes) -> list[bytes]:
    """Everything in a Word file that acts or reaches out, our own page numbers aside."""
    found = [m for part in parts(data).values() for m in (*LIVE_WORD.findall(part), *OUTSIDE_PART.findall(part))]
    return [m for m in found if not PAGE_NUMBERS.fullmatch(m)]


def text_of(data: bytes) -> str:
    document = Document(BytesIO(data))
    cells = [c.text for t in document.tables for row in t.rows for c in row.cells]
    return dense("\n".join([*(p.text for p in document.paragraphs), *cells]))


@pytest.mark.parametrize("name", ["评审表", "评审意见", "修改情况说明", "审查意见"])
def test_word_files_hold_text_only(taken: dict[tuple[str, str], bytes], name: str) -> None:
    data = taken[(name, "docx")]
    assert live(data) == []
    assert dense(TITLE) in text_of(data) and dense(SCRIPT) in text_of(data)
    if name != "审查意见":  # the reviewer's note, as it was written
        assert dense(FORMULA) in text_of(data) and dense(JINJA) in text_of(data)


def test_comments_add_nothing_live_to_the_plans_own_file(taken: dict[tuple[str, str], bytes], review: Review) -> None:
    own, made = review.desk.files.get(review.run.sha256), taken[("批注", "docx")]
    assert sorted(live(made)) == sorted(live(own)) != []
    notes = "".join(c.text for c in Document(BytesIO(made)).comments)
    assert SCRIPT in notes


def test_the_offices_own_template_is_not_filled_by_the_plan(review: Review) -> None:
    """A title that says 「{{内容}}」 names no field."""
    made = Document()
    made.add_paragraph("{{预案名称}}｜{{评审人}}")
    made.add_paragraph("{{内容}}")
    made.add_paragraph("组长签字")
    buffer = BytesIO()
    made.save(buffer)
    save_template(review.desk, "评审表", buffer.getvalue())
    try:
        named = review.report.plan.model_copy(update={"title": "{{评审人}}{{内容}}预案"})
        changed = replace(review, report=review.report.model_copy(update={"plan": named}))
        data = export(changed, "评审表", "docx").render()
    finally:
        save_template(review.desk, "评审表", None)
    document = Document(BytesIO(data))
    assert document.paragraphs[0].text == f"{{{{评审人}}}}{{{{内容}}}}预案｜{COMMAND}"
    assert document.paragraphs[-1].text == "组长签字" and document.tables and live(data) == []


def export(review: Review, name: str, suffix: str) -> Export:
    return next(e for e in exports(review) if (e.name, e.suffix) == (name, suffix))


# --- Excel -------------------------------------------------------------------------------------------------------


def cells(data: bytes) -> list[str]:
    """All text of a workbook; fails when anything in it is more than text."""
    for name, part in parts(data).items():
        assert not re.search(rb"<f[ >/]|<hyperlink|ddeLink", part), name
        assert not OUTSIDE_PART.search(part) and "externalLink" not in name, name
    book = load_workbook(BytesIO(data))
    found = [c for sheet in book for row in sheet.iter_rows() for c in row if c.value is not None]
    assert {c.data_type for c in found} <= {"s", "n"}
    assert not [c.value for c in found if str(c.value).startswith(("=", "+", "-", "@")) and not c.quotePrefix]
    return [str(c.value) for c in found]


def test_the_list_of_problems_holds_no_formula(taken: dict[tuple[str, str], bytes]) -> None:
    found = cells(taken[("问题清单", "xlsx")])
    for piece in (FORMULA, SCRIPT, IMAGE, JINJA):
        assert any(piece in c for c in found), piece
    assert any(c.startswith("=HYPERLINK") for c in found), "a cell that begins like a formula"


def test_the_network_and_the_overview_hold_no_formula(connected: Connected, review: Review) -> None:
    assert connected.network
    assert any(IMAGE in c for c in cells(render_network_xlsx(connected.network)))
    overview = overview_of(review)
    assert any(TITLE in c for c in cells(render_overview_xlsx(overview, [(FORMULA, SCRIPT)])))


def overview_of(review: Review) -> Overview:
    catalogue = load_catalogue()
    return build_overview([digest(Checked(review.report, review.opinions), catalogue)], catalogue)


def hostile_registry() -> bytes:
    """A table whose cells are text like formulas, and one that has real formulas."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "登记"
    sheet.append(["单位", "预案", "事项", "日期", "内容", "编号", "备注"])
    for row, text in enumerate((*FORMULAS, SCRIPT, CALENDAR), 2):
        for column, value in enumerate((f"{text}公司", f"{text}应急预案", "演练", "2026-05-01", text, text, text), 1):
            cell = sheet.cell(row, column)
            cell.value = value.replace("\r", "")
            cell.data_type = "s"
    sheet.append(['=CONCATENATE("青松","公司")', '=HYPERLINK("http://x")', "演练", "=TODAY()", "=1+1", "=1+1", "=1+1"])
    buffer = BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def test_a_registry_read_in_and_given_out_again_holds_no_formula(tmp_path: Path) -> None:
    desk = open_desk(tmp_path / "home", "")
    taken = import_registry(desk, hostile_registry(), COMMAND)
    assert taken.added == len(FORMULAS) + 2 and taken.problems, "a real formula without a value is no plan and no day"
    titles = {p.title for p in plans(desk)}
    assert f"{FORMULA}应急预案" in titles and not any('HYPERLINK("http://x' in t for t in titles)
    listed = records(desk)
    data = registry_xlsx(standings(listed, load_catalogue(), TODAY), due(listed, TODAY), TODAY)
    found = cells(data)
    assert {FORMULA, "+1+1", "-1+2", "@SUM(1+1)*cmd", SCRIPT} <= set(found)
    assert import_registry(desk, data, "张三").added == 0, "what went out comes in as what it was"
    assert len(events(desk)) == len(FORMULAS) + 2


# --- HTML --------------------------------------------------------------------------------------------------------


def still(page: str) -> str:
    """The text of a page; fails when anything but our own script could act in it."""
    document = html.document_fromstring(page)
    for element in document.iter():
        assert element.tag not in ("iframe", "object", "embed", "base", "img", "link"), element.tag
        assert "action" not in element.attrib
        for name, value in element.attrib.items():
            assert not name.lower().startswith("on"), name
            if name in ("href", "src", "xlink:href"):
                assert value.startswith(("#", "data:")), value
    assert len(document.findall(".//script")) <= 1
    assert not re.search(r"http-equiv=.?refresh", page, re.I)
    return dense(str(document.text_content()))


def test_the_html_report_is_text(taken: dict[tuple[str, str], bytes]) -> None:
    text = still(taken[("审查报告", "html")].decode())
    for piece in (SCRIPT, IMAGE, PICTURE, LINK, JINJA, FORMULA):
        assert dense(piece) in text, piece


def test_the_other_pages_to_take_away_are_text(connected: Connected, review: Review) -> None:
    assert connected.network
    pages = [render_connection_html(r) for r in connected.reports]
    pages.append(render_network_html(connected.network))
    overview = overview_of(review)
    pages.append(render_overview_html(overview, [(SCRIPT, IMAGE)]))
    for page in pages:
        assert dense(IMAGE) in still(page)


# --- PDF, JSON, calendar -----------------------------------------------------------------------------------------

ACTING = ("/JS", "/JavaScript", "/URI", "/Launch", "/SubmitForm", "/AA")


def acting(reader: PdfReader) -> list[str]:
    found = []
    for number in range(1, len(reader.xref[0]) + 1 if 0 in reader.xref else 1):
        held = reader.get_object(number)
        if isinstance(held, dict):
            found += [name for name in ACTING if name in held or held.get("/S") == name]
    return found


def test_the_pdf_report_is_text(taken: dict[tuple[str, str], bytes]) -> None:
    if ("审查意见", "pdf") not in taken:
        pytest.skip("LibreOffice is not installed")
    data = taken[("审查意见", "pdf")]
    reader = PdfReader(BytesIO(data))
    assert acting(reader) == [] and dense(SCRIPT) in dense("".join(p.extract_text() for p in reader.pages))


def test_notes_in_the_plans_own_pdf_are_text(desk: Desk, tmp_path: Path) -> None:
    pages = []
    for start in range(0, len(TEXT), 12):
        page = Page()
        for place, (_level, text) in enumerate(TEXT[start : start + 12]):
            page.line(text.replace("\t", ""), 90 + 50 * place)
        pages.append(page)
    pages[0].line(TITLE, 50)
    plan = write_pdf(tmp_path / "plan.pdf", pages)
    (run_id,) = runs.enqueue(desk, [Upload("甲.pdf", plan.read_bytes())], runs.Said(ocr=False), "张三")
    worker.work(desk, idle=0.0)
    review = open_review(desk, run_id)
    chosen = [(f, line, Verdict.NON_COMPLIANT, f"{SCRIPT}{FORMULA}") for f in review.duties for line in f.lines]
    decide(review, chosen, COMMAND)
    made = PdfReader(BytesIO(export(open_review(desk, run_id), "批注", "pdf").render()))
    notes = "".join(str(a.get_object()["/Contents"]) for p in made.pages for a in p.get("/Annots", ()))
    assert acting(made) == [] and f"{SCRIPT}{FORMULA}" in notes and COMMAND in notes


def test_the_data_is_json_and_holds_the_words(taken: dict[tuple[str, str], bytes]) -> None:
    assert json.loads(taken[("数据", "json")])["plan"]["title"] == TITLE


def test_every_output_of_the_command_line_can_be_made(review: Review) -> None:
    assert all(output.render(review.report) for output in OUTPUTS)


def unfolded(data: bytes) -> Iterator[str]:
    assert b"\r" not in data.replace(b"\r\n", b"") and b"\n" not in data.replace(b"\r\n", b"")
    assert max(map(len, data.split(b"\r\n"))) <= 75
    yield from data.replace(b"\r\n ", b"").decode().split("\r\n")[:-1]


def test_the_calendar_has_no_line_of_the_plans() -> None:
    day = date(2026, 12, 1)
    each = Due(1, f"{TITLE}{CALENDAR}", f"公司{CALENDAR};x,y", "演练", None, day, f"每年{CALENDAR}", (f"R{CALENDAR}",))
    lines = list(unfolded(calendar_file([each, replace(each, plan=2)])))
    assert {line.partition(":")[0].partition(";")[0] for line in lines} == {
        "BEGIN", "END", "VERSION", "PRODID", "CALSCALE", "UID", "DTSTAMP", "DTSTART", "DTEND", "SUMMARY", "DESCRIPTION",
        "ACTION", "TRIGGER",
    }  # fmt: skip
    assert lines.count("BEGIN:VALARM") == 2 and any(IMAGE in line for line in lines)
