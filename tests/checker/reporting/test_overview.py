"""The overview of many plans: counted by plan, a person's word first, safe in Excel and HTML."""

from __future__ import annotations

from io import BytesIO

from lxml import html as lxml_html
from openpyxl import load_workbook

from checker.report import Report, Verdict
from checker.reporting.forms import Opinion, unit_keys
from checker.reporting.overview import Checked, Overview, build_overview, digest
from checker.reporting.overview_html import render_overview_html
from checker.reporting.overview_tables import headline, matrix_rows, named, totals
from checker.reporting.overview_xlsx import render_overview_xlsx
from kb.catalogue import load_catalogue


def changed(report: Report, requirement: str, **values: object) -> Report:
    findings = tuple(f.model_copy(update=values) if f.requirement == requirement else f for f in report.findings)
    return report.model_copy(update={"findings": findings})


def retitled(report: Report, title: str, file: str = "乙.pdf", characters: int = 9000) -> Report:
    plan = report.plan.model_copy(update={"title": title})
    source = report.source.model_copy(update={"file": file, "characters": characters})
    return report.model_copy(update={"plan": plan, "source": source})


def overview(*reports: Report) -> Overview:
    return together(*(Checked(r) for r in reports))


def together(*checked: Checked) -> Overview:
    return build_overview([digest(c, load_catalogue()) for c in checked], load_catalogue())


def test_a_duty_counts_once_for_a_plan_with_the_worst_of_its_units(sample_report: Report) -> None:
    again = sample_report.findings[2].model_copy(update={"id": "u2:MISS-1", "unit": "u2", "verdict": Verdict.PARTIAL})
    both = sample_report.model_copy(update={"findings": (*sample_report.findings, again)})
    first = overview(both, retitled(sample_report, "乙预案")).defects[0]
    assert (first.requirement, first.failed, len(first.plans), first.judged) == ("MISS-1", 2, 2, 2)


def test_what_does_not_apply_or_is_good_is_no_defect(sample_report: Report) -> None:
    found = {d.requirement: d for d in overview(sample_report, retitled(sample_report, "乙预案")).defects}
    assert set(found) == {"MISS-1", "PART-1"}
    assert found["PART-1"].told == "2 份基本符合，适用的共 2 份"


def test_missing_in_more_plans_comes_first(sample_report: Report) -> None:
    better = changed(sample_report, "MISS-1", verdict=Verdict.COMPLIANT)
    worse = changed(better, "PART-1", verdict=Verdict.NON_COMPLIANT)
    made = overview(worse, worse, sample_report)
    assert [(d.requirement, d.failed) for d in made.defects] == [("PART-1", 2), ("MISS-1", 1)]
    assert headline(made).startswith(
        "3 份预案里，问题最普遍的是：“响应分级”（2 份不符合、1 份基本符合，适用的共 3 份）"
    )


def test_the_word_of_a_person_goes_before_the_proposal(sample_report: Report) -> None:
    key = (unit_keys(sample_report)["u1"], "MISS-1")
    made = together(
        Checked(sample_report, {key: Opinion(Verdict.COMPLIANT)}), Checked(retitled(sample_report, "乙预案"))
    )
    assert next(d for d in made.defects if d.requirement == "MISS-1").plans == ((1, Verdict.NON_COMPLIANT),)


def test_plans_of_one_title_are_told_apart_and_excerpts_are_marked(sample_report: Report) -> None:
    made = overview(retitled(sample_report, "甲预案", "一.pdf"), retitled(sample_report, "甲预案", "二.pdf"))
    assert [p.title for p in made.plans] == ["甲预案（一.pdf）", "甲预案（二.pdf）"]
    special = tuple(u.model_copy(update={"kind": "gov-special"}) for u in sample_report.units)
    short = retitled(sample_report, "丙预案", characters=300).model_copy(update={"units": special})
    assert overview(short).plans[0].excerpt and not made.plans[0].excerpt


def test_key_elements_of_an_enterprise_are_those_of_the_official_form(sample_report: Report) -> None:
    """A word of a person on the row of the form fills the cell; ordinary rows of the form are no columns."""
    key = (unit_keys(sample_report)["u1"], "F2-5")
    made = together(Checked(sample_report, {key: Opinion(Verdict.COMPLIANT)}))
    matrix = next(m for m in made.matrices if m.kind == "enterprise-comprehensive")
    assert "适用范围" in matrix.elements and "编制目的" not in matrix.elements
    assert dict(zip(matrix.elements, next(matrix_rows(made, matrix))[1:], strict=True))["适用范围"] == "✓ 符合"
    assert totals(matrix)[matrix.elements.index("适用范围")] == "0/1"


def test_key_elements_of_a_government_plan_are_its_key_duties(sample_report: Report) -> None:
    units = tuple(u.model_copy(update={"kind": "gov-special"}) for u in sample_report.units[:1])
    made = overview(sample_report.model_copy(update={"units": units}))
    assert [(m.kind, m.elements) for m in made.matrices] == [("gov-special", ("信息报告时限",))]


def test_excel_has_table_and_defects_and_no_formula(sample_report: Report) -> None:
    made = overview(retitled(sample_report, "=1+1"), retitled(sample_report, "乙预案"))
    book = load_workbook(BytesIO(render_overview_xlsx(made, [("坏.pdf", "打不开")])))
    assert {"概况", "共性问题", "各类结论", "预案", "没有计入的文件"} <= set(book.sheetnames)
    assert book["共性问题"]["A2"].value == "＊信息报告时限"
    cells = [c for sheet in book for row in sheet.iter_rows() for c in row]
    assert all(c.data_type != "f" for c in cells)
    assert any(c.value == "=1+1" for c in cells)


def test_html_escapes_the_plans_and_needs_nothing(sample_report: Report) -> None:
    text = render_overview_html(overview(sample_report, retitled(sample_report, "<b>乙")), [("<i>.pdf", "打不开")])
    page = lxml_html.fromstring(text)
    assert not page.xpath("//script | //link | //img | //b | //i")
    told = " ".join(page.text_content().split())
    assert "✗ 2" in told and "<i>.pdf：打不开" in told and "问题最普遍的是" in told


def test_named_says_how_many_more(sample_report: Report) -> None:
    made = overview(*(retitled(sample_report, f"{n}号预案") for n in "甲乙丙"))
    assert named(made, made.defects[0], 2) == "✗ 甲号预案；✗ 乙号预案；等 3 份"
