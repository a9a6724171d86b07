"""The figures beside their floors: what the plan says, what this kind of unit needs, who agrees."""

from __future__ import annotations

from checker.report import Drill, Evidence, Finding, PointResult, Report, Verdict
from checker.reporting.key_facts import figure, key_facts
from checker.reporting.tables import fact_tables
from checker.reporting.view import ReportView
from kb.catalogue import load_catalogue
from kb.points import FactPoint

DUTY = "M88-33B"  # drills every half year, of units of high risk and with crowds


def words(quote: str, paragraph: int) -> Evidence:
    return Evidence(page=9, paragraph=paragraph, section=None, start=0, end=len(quote), quote=quote)


def drilled(report: Report, *, met: bool) -> Report:
    """The sample with a duty on drills in both units, judged so, on the same words."""
    duty = load_catalogue().requirements[DUTY]
    point = next(p for p in duty.points if isinstance(p, FactPoint) and p.test == "drill-interval")
    said = words("每年组织一次综合演练。", 77)
    result = PointResult(id=point.id, says=point.says, met=met, reason="间隔过长", evidence=(said,))
    model: Finding = report.findings[0]
    found = tuple(
        model.model_copy(
            update={
                "id": f"{unit}:{DUTY}",
                "unit": unit,
                "requirement": DUTY,
                "verdict": Verdict.COMPLIANT if met else Verdict.NON_COMPLIANT,
                "points": (result,),
                "evidence": (said,),
            }
        )
        for unit in ("u1", "u2")
    )
    facts = report.facts.model_copy(
        update={"drills": (Drill(unit="u1", what="综合", interval_months=12, evidence=said),)}
    )
    return report.model_copy(update={"findings": (*report.findings, *found), "facts": facts})


def test_a_figure_stands_beside_its_floor_once_for_all_units(sample_report: Report) -> None:
    view = ReportView(drilled(sample_report, met=False))
    (fact,) = [f for f in key_facts(view) if f.matter == "演练"]
    assert (fact.met, fact.units, figure(view, fact)) == (False, ("u1", "u2"), "每1年")
    (row,) = [r for t in fact_tables(view) if t.title == "关键事实与底线" for r in t.rows if r[0] == "演练"]
    assert row[2:4] == ("每1年", "✗ 未达到") and row[5] == "综合应急预案 等 2 个单元" and row[6] == "第9页"


def test_what_falls_short_stands_first_in_its_matter(sample_report: Report) -> None:
    both = drilled(sample_report, met=True).findings + drilled(sample_report, met=False).findings[-1:]
    view = ReportView(drilled(sample_report, met=True).model_copy(update={"findings": both}))
    assert [f.met for f in key_facts(view) if f.matter == "演练"] == [False, True]


def test_a_floor_that_does_not_apply_is_not_listed(sample_report: Report) -> None:
    report = drilled(sample_report, met=False)
    gone = tuple(
        f.model_copy(update={"verdict": Verdict.NOT_APPLICABLE}) if f.requirement == DUTY else f
        for f in report.findings
    )
    assert key_facts(ReportView(report.model_copy(update={"findings": gone}))) == ()
