"""The review tables and what is made of them: proposals, the reviewer's word, Word files, marks in the plan."""

from __future__ import annotations

from functools import lru_cache
from io import BytesIO
from pathlib import Path

import pytest
from docx import Document
from pypdf import PdfReader

from checker.check import CheckOptions, check_file
from checker.errors import InputError
from checker.plan import Paragraph
from checker.reading import read
from checker.report import Evidence, PointResult, Report, Verdict
from checker.reporting.changes import (
    Changed,
    SectionChange,
    change_for,
    compare_facts,
    compare_findings,
    compare_sections,
    passages,
    telling,
    word_changes,
)
from checker.reporting.changes_docx import render_changes
from checker.reporting.commented_docx import render_commented_docx
from checker.reporting.forms import Opinion, fill_duties, fill_forms, unit_keys
from checker.reporting.forms_docx import render_forms
from checker.reporting.marked_pdf import marks, render_marked_pdf
from checker.reporting.opinion_docx import problems, render_opinion
from kb.catalogue import Catalogue, load_catalogue

ROOT = Path(__file__).resolve().parents[3]
POOR = ROOT / "corpora/samples/02-poor-enterprise.docx"
PLAN_PDF = ROOT / "../shared/plans/gov-guangxi-works.pdf"


@lru_cache(maxsize=4)
def checked(path: Path) -> Report:
    return check_file(path, CheckOptions(ocr=False))


@pytest.fixture
def poor() -> Report:
    return checked(POOR)


@pytest.fixture
def catalogue() -> Catalogue:
    return load_catalogue()


def test_the_five_tables_have_their_45_rows(poor: Report, catalogue: Catalogue) -> None:
    forms = fill_forms(poor, catalogue)
    assert [(f.id, len(f.lines)) for f in forms] == [("F1", 6), ("F2", 20), ("F3", 10), ("F4", 4), ("F5", 5)]
    rows = {line.id: line for form in forms for line in form.lines}
    assert rows["F2-12"].verdict is Verdict.NON_COMPLIANT, "two hours to report is too long"
    assert rows["F1-6"].verdict is Verdict.UNDETERMINED and rows["F1-6"].reason.startswith("请看编制说明")


def test_a_kind_of_plan_that_is_not_there_is_not_called_missing(poor: Report, catalogue: Catalogue) -> None:
    kept = tuple(f for f in poor.findings if f.unit == "u1")
    alone = poor.model_copy(update={"units": poor.units[:1], "findings": kept, "not_run": ()})
    special = next(f for f in fill_forms(alone, catalogue) if f.id == "F3")
    assert {line.verdict for line in special.lines} == {Verdict.NOT_APPLICABLE}


def test_a_government_plan_gets_a_table_of_its_duties(sample_report: Report, catalogue: Catalogue) -> None:
    unit = sample_report.units[0].model_copy(update={"kind": "gov-special"})
    (form,) = fill_forms(sample_report.model_copy(update={"units": (unit,)}), catalogue)
    assert form.id == "D" and {line.id for line in form.lines} == {"OK-1", "PART-1", "MISS-1"}


def test_the_reviewers_word_on_a_duty_counts_in_its_row(poor: Report, catalogue: Catalogue) -> None:
    before = {line.id: line for form in fill_forms(poor, catalogue) for line in form.lines}
    duty = before["F2-13"]
    key = unit_keys(poor)["u1"]
    said = {(key, f.requirement): Opinion(Verdict.COMPLIANT, "已核对", "李四") for f in duty.findings}
    after = {line.id: line for form in fill_forms(poor, catalogue, said) for line in form.lines}
    assert duty.verdict is not Verdict.COMPLIANT and after["F2-13"].verdict is Verdict.COMPLIANT


def test_the_reviewers_word_on_a_row_is_its_result(poor: Report, catalogue: Catalogue) -> None:
    key = unit_keys(poor)["u1"]
    said = {(key, "F2-12"): Opinion(Verdict.PARTIAL, "时限已口头说明", "李四", changed="原文已变")}
    form = fill_forms(poor, catalogue, said)[1]
    row = next(line for line in form.lines if line.id == "F2-12")
    assert (row.verdict, row.result, row.is_open) == (Verdict.NON_COMPLIANT, Verdict.PARTIAL, True)


def test_units_keep_their_key_when_numbers_and_order_change(sample_report: Report) -> None:
    first, second = sample_report.units
    renumbered = second.model_copy(update={"id": "u1", "title": " 火灾 现场处置方案"})
    other = sample_report.model_copy(update={"units": (renumbered, first.model_copy(update={"id": "u2"}))})
    assert set(unit_keys(sample_report).values()) == set(unit_keys(other).values())
    twins = sample_report.model_copy(update={"units": (first, first.model_copy(update={"id": "u9"}))})
    assert len(set(unit_keys(twins).values())) == 2


# --- Word --------------------------------------------------------------------------------------------------------


def test_word_tables_have_45_rows_with_words_and_the_reviewers_opinion(poor: Report, catalogue: Catalogue) -> None:
    said = {(unit_keys(poor)["u1"], "F2-12"): Opinion(Verdict.PARTIAL, "=1+1 已补", "李四")}
    document = Document(BytesIO(render_forms(poor, fill_forms(poor, catalogue, said), reviewer="李四")))
    assert sum(len(t.rows) - 1 for t in document.tables) == 45 and len(document.tables) == 5
    cells = [c.text for c in document.tables[1].rows[12].cells]
    assert "信息报告与处置" in cells[1] and "不符合" in cells[3] and "段：“" in cells[4]
    assert cells[5] == "基本符合\n=1+1 已补\n李四"
    text = "".join(read(POOR).paragraph(i).text for i in range(1, len(read(POOR).paragraphs) + 1))
    quotes = [part.split("”")[0] for t in document.tables for r in t.rows for part in r.cells[4].text.split("“")[1:]]
    dense = "".join(text.split())
    assert len(quotes) > 40
    assert sum("".join(q.removesuffix("……").split()) in dense for q in quotes) / len(quotes) > 0.9


def test_the_opinion_lists_problems_worst_first_and_leaves_the_conclusion(poor: Report, catalogue: Catalogue) -> None:
    forms = fill_forms(poor, catalogue)
    verdicts = [line.result for _form, line in problems(forms)]
    assert verdicts == sorted(verdicts, key=lambda v: v is not Verdict.NON_COMPLIANT)
    text = "\n".join(p.text for p in Document(BytesIO(render_opinion(poor, forms))).paragraphs)
    assert "信息报告与处置（不符合，待定）" in text and "（由评审组填写）" in text


def test_an_offices_own_template_is_filled(poor: Report, catalogue: Catalogue) -> None:
    made = Document()
    made.sections[0].header.paragraphs[0].text = "某某评审组  {{预案名称}}"
    made.add_paragraph("被审单位：{{编制单位}}，日期 {{ 检查日期 }}，{{没有这一项}}")
    made.add_paragraph("{{内容}}")
    made.add_paragraph("组长签字")
    buffer = BytesIO()
    made.save(buffer)
    filled = render_forms(poor, fill_forms(poor, catalogue), template=buffer.getvalue())
    document = Document(BytesIO(filled))
    body = [p.text for p in document.paragraphs]
    assert body[0].startswith("被审单位：云泽市锦阑购物广场有限公司") and "{{没有这一项}}" in body[0]
    assert "锦阑" in document.sections[0].header.paragraphs[0].text
    assert body[-1] == "组长签字" and len(document.tables) == 5 and not any("{{内容}}" in t for t in body)
    with pytest.raises(InputError, match="模板"):
        render_forms(poor, fill_forms(poor, catalogue), template=b"no word file")


# --- marks in the plan's own file --------------------------------------------------------------------------------


def test_comments_stand_at_the_words_in_the_plans_own_file(poor: Report) -> None:
    document = Document(BytesIO(render_commented_docx(poor, POOR.read_bytes())))
    comments = list(document.comments)
    assert len(comments) > 30 and comments[-1].text.startswith("程序查过全文，未见")
    late = next(c for c in comments if "GB/T 29639-2013" in c.text or "立即报告与如实报告" in c.text)
    anchored = document.element.body.xpath(f"//w:commentRangeStart[@w:id='{late.comment_id}']/..")
    assert anchored and "".join(anchored[0].itertext()).strip()
    before = [p.text for p in Document(str(POOR)).paragraphs]
    assert [p.text for p in document.paragraphs] == before, "the plan's text stays as it is"


@pytest.mark.skipif(not PLAN_PDF.exists(), reason="the shared material is not here")
def test_highlights_stand_on_the_page_of_the_evidence() -> None:
    report = checked(PLAN_PDF)
    reader = PdfReader(BytesIO(render_marked_pdf(report, PLAN_PDF.read_bytes())))
    assert len(reader.pages) == report.source.pages
    found: dict[int, int] = {}
    for number, page in enumerate(reader.pages, 1):
        for annotation in page.get("/Annots", ()):
            made = annotation.get_object()
            if made["/Subtype"] == "/Highlight":
                found[number] = found.get(number, 0) + 1
                left, bottom, right, top = map(float, made["/Rect"])
                assert 0 <= left < right <= float(page.mediabox.right) + 1 and bottom < top
                assert made["/Contents"]
    wanted = {m.page for m in marks(report)}
    assert set(found) <= wanted and len(set(found)) / len(wanted) > 0.8


def test_files_that_cannot_be_marked_are_told(poor: Report) -> None:
    for render in (render_marked_pdf, render_commented_docx):
        with pytest.raises(InputError, match="批注"):
            render(poor, b"neither")


# --- two versions ------------------------------------------------------------------------------------------------


def revised(report: Report) -> Report:
    """The sample, with one gap cured, one duty worse, and a limit that is now a number."""
    changed = []
    for f in report.findings:
        if f.requirement == "MISS-1":
            f = f.model_copy(update={"verdict": Verdict.COMPLIANT, "reason": "已写明", "evidence": (place("30分钟"),)})
        elif f.requirement == "OK-1":
            f = f.model_copy(update={"verdict": Verdict.PARTIAL})
        changed.append(f)
    limit = report.facts.reporting[0].model_copy(update={"limit_minutes": 30})
    facts = report.facts.model_copy(update={"reporting": (limit,)})
    return report.model_copy(update={"findings": tuple(changed), "facts": facts})


def place(quote: str) -> Evidence:
    return Evidence(page=6, paragraph=41, section="u1.3", start=0, end=len(quote), quote=quote)


def paragraphs(*texts: tuple[int, str]) -> tuple[Paragraph, ...]:
    known = dict(texts)
    return tuple(Paragraph(i, known.get(i, f"第{i}段"), page=i // 7) for i in range(1, 45))


def test_findings_cured_new_and_remaining(sample_report: Report) -> None:
    states = {c.finding.requirement: c.state for c in compare_findings(sample_report, revised(sample_report))}
    assert states == {"OK-1": "new", "PART-1": "remaining", "ASK-1": "remaining", "MISS-1": "cured"}


def test_a_limit_that_changed_is_told_in_words(sample_report: Report) -> None:
    (change,) = compare_facts(sample_report, revised(sample_report))
    assert (change.table, change.old, change.new) == ("事故信息报告时限", "1小时", "30分钟")


def test_a_rewritten_section_is_found_and_its_words_told_apart(sample_report: Report) -> None:
    old = paragraphs((40, "1.2 响应分级"), (41, "当班人立即报告。"))
    new = paragraphs((40, "1.2 响应分级"), (41, "当班人30分钟内报告。"))
    (change,) = compare_sections(sample_report, old, revised(sample_report), new)
    assert change.what == "rewritten" and change.title == "1.2 响应分级"
    parts = word_changes("当班人立即报告。", "当班人30分钟内报告。")
    assert ("gone", "立即") in parts and ("added", "30分钟内") in parts
    assert not compare_sections(sample_report, old, sample_report, old)


def test_the_account_of_revision_says_opinion_change_and_place(sample_report: Report) -> None:
    new = revised(sample_report)
    old_text = paragraphs((41, "当班人立即报告。"))
    new_text = paragraphs((41, "当班人30分钟内报告。"))
    sections = compare_sections(sample_report, old_text, new, new_text)
    said = {(unit_keys(sample_report)["u1"], "MISS-1"): Opinion(Verdict.NON_COMPLIANT, "请写明时限", "李四")}
    made = render_changes(
        sample_report, new, compare_findings(sample_report, new), sections, compare_facts(sample_report, new),
        opinions=said,
    )  # fmt: skip
    document = Document(BytesIO(made))
    rows = [[c.text for c in r.cells] for r in document.tables[0].rows[1:]]
    cured = next(r for r in rows if "请写明时限" in r[1])
    assert "30分钟内报告" in cured[2] and cured[3].startswith("第6页") and cured[4] == "已改正"
    assert next(r for r in rows if r[1].startswith("应急物资"))[4] == "仍存在"


def test_what_the_reviewer_wrote_in_a_review_table_is_accounted_for(
    sample_report: Report, catalogue: Catalogue
) -> None:
    line = sample_report.findings[2].model_copy(update={"requirement": "GBT29639-6.3.1A"})
    report = sample_report.model_copy(update={"findings": (line, *sample_report.findings)})
    cured = line.model_copy(update={"verdict": Verdict.COMPLIANT, "reason": "已补"})
    new = report.model_copy(update={"findings": (cured, *report.findings[1:])})
    forms = fill_forms(report, catalogue)
    form, row = next(
        (f, x) for f in forms for x in f.lines if any(y.requirement == line.requirement for y in x.findings)
    )
    said = {(form.unit_key, row.id): Opinion(Verdict.NON_COMPLIANT, "接报电话没有写", "李四")}
    made = render_changes(
        report, new, compare_findings(report, new), (), (), opinions=said, forms=fill_forms(report, catalogue, said)
    )
    document = Document(BytesIO(made))
    assert "评审人意见的修改情况" in next(p.text for p in document.paragraphs if p.style.name == "Heading 1")
    (cells,) = [[c.text for c in r.cells] for r in document.tables[0].rows[1:]]
    assert "接报电话没有写" in cells[1] and row.item in cells[1] and cells[4] == "已改正"


def test_the_words_that_made_the_difference_are_the_changed_passage(sample_report: Report) -> None:
    """A passage that was there before, in a section changed for another reason, is not what cured the gap."""
    had = PointResult(id="a", says="有", met=True, evidence=(place("总则照旧。"),))
    lacking = PointResult(id="b", says="时限", met=False)
    gap = sample_report.findings[1].model_copy(update={"points": (had, lacking), "evidence": had.evidence})
    words = place("当班人30分钟内报告。").model_copy(update={"paragraph": 42})
    mended = PointResult(id="b", says="时限", met=True, evidence=(words,))
    cured = gap.model_copy(
        update={"verdict": Verdict.COMPLIANT, "points": (had, mended), "evidence": (*had.evidence, words)}
    )
    sections = (
        SectionChange("rewritten", "1 总则", "总则照旧。甲", "总则照旧。乙", 1, 1),
        SectionChange("rewritten", "3 报告", "报告。", "当班人30分钟内报告。", 6, 6),
    )
    changed = Changed("cured", gap, cured)
    assert telling(changed) == (words, *had.evidence)
    assert change_for(changed, sections) == sections[1]


def test_of_a_long_section_only_what_changed_is_told() -> None:
    old, new = "甲" * 200 + "立即报告。" + "乙" * 200, "甲" * 200 + "30分钟内报告。" + "乙" * 200
    change = SectionChange("rewritten", "3", old, new, 6, 6)
    assert passages(change, around=2) == ("……甲甲立即报告……", "……甲甲30分钟内报告……")
    assert passages(SectionChange("added", "3", "", "新的", None, 6)) == ("", "新的")
    cut = SectionChange("rewritten", "3", "演练一次。一年一次。", "演练一次。", 6, 6)
    assert passages(cut)[1].endswith("演练一次。")


def test_the_same_change_in_many_units_is_told_once_and_what_was_done_comes_first(sample_report: Report) -> None:
    gap = sample_report.findings[2]
    here = [gap.model_copy(update={"id": f"{u}:MISS-1", "unit": u}) for u in ("u1", "u2")]
    open_ = sample_report.findings[3]
    old = sample_report.model_copy(update={"findings": (*here, open_)})
    done = [f.model_copy(update={"verdict": Verdict.COMPLIANT, "reason": "已补"}) for f in here]
    new = sample_report.model_copy(update={"findings": (*done, open_)})
    made = render_changes(old, new, compare_findings(old, new), (), ())
    rows = [[c.text for c in r.cells] for r in Document(BytesIO(made)).tables[0].rows[1:]]
    assert len(rows) == 2 and "等 2 个单元" in rows[0][1]
    assert [r[4] for r in rows] == ["已改正", "仍存在"] and rows[1][2] == "未见修改"


def test_hostile_text_stays_text_in_word(sample_report: Report, catalogue: Catalogue) -> None:
    forms = fill_duties(sample_report, catalogue)
    for made in (render_forms(sample_report, forms), render_opinion(sample_report, forms)):
        xml = "".join(p.text for p in Document(BytesIO(made)).paragraphs)
        assert "\x1b" not in xml
        assert b"w:fldSimple" not in made and b"w:instrText" not in made
