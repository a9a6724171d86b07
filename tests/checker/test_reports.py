"""What holds for every report: quotes stand in the plan, clauses in the catalogue, two runs say the same."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from checker.check import CheckOptions, check_plan
from checker.plan import Plan
from checker.reading import read
from checker.report import Evidence, Report, Verdict
from kb.catalogue import load_catalogue

ROOT = Path(__file__).resolve().parents[2]
SHARED = ROOT.parent / "shared" / "plans"
SAMPLES = ["01-good-enterprise.docx", "02-poor-enterprise.docx", "03-master-plan.md", "04-gov-special.docx"]
REAL = [
    "ent-hotel-ziyingtai.docx",
    "gov-guangxi-transport.pdf",
    "ent-metro-water-special.txt",
    "gov-beijing-heating.html",
]
FILES = [ROOT / "corpora" / "samples" / n for n in SAMPLES] + [SHARED / n for n in REAL]


@cache
def checked(path: Path) -> tuple[Plan, Report]:
    if not path.exists():
        pytest.skip(f"{path.name}: ../shared is not here")
    plan = read(path)
    return plan, check_plan(plan, CheckOptions(guarded=False))


def every_evidence(report: Report) -> list[Evidence]:
    found = [e for f in report.findings for e in (*f.evidence, *f.nearest)]
    found += [e for f in report.findings for p in f.points for e in p.evidence]
    facts = report.facts
    for facts_of_kind in (facts.response_levels, facts.drills, facts.reviews, facts.reporting, facts.citations):
        found += [fact.evidence for fact in facts_of_kind]
    return found


@pytest.mark.parametrize("path", FILES, ids=lambda p: p.name)
def test_every_quote_stands_at_its_place(path: Path) -> None:
    plan, report = checked(path)
    evidence = every_evidence(report)
    assert evidence
    for e in evidence:
        paragraph = plan.paragraph(e.paragraph)
        assert paragraph.text[e.start : e.end] == e.quote
        assert e.page == paragraph.page_at(e.start)


@pytest.mark.parametrize("path", FILES, ids=lambda p: p.name)
def test_every_finding_rests_on_a_clause_of_the_catalogue(path: Path) -> None:
    _, report = checked(path)
    catalogue = load_catalogue()
    for finding in report.findings:
        assert finding.basis, finding.id
        for basis in finding.basis:
            assert basis.clause.strip()
            assert basis.instrument in catalogue.instruments


@pytest.mark.parametrize("path", FILES, ids=lambda p: p.name)
def test_a_gap_says_why_where_it_looked_and_what_to_write(path: Path) -> None:
    _, report = checked(path)
    for finding in report.findings:
        if finding.verdict.is_gap:
            assert finding.reason and finding.searched and finding.advice and finding.rule, finding.id
        if finding.verdict in (Verdict.COMPLIANT, Verdict.PARTIAL):
            assert any(p.met for p in finding.points), finding.id


def test_real_plans_get_units_of_the_right_kinds_and_real_verdicts() -> None:
    _, hotel = checked(SHARED / REAL[0])
    assert [u.kind for u in hotel.units[:4]] == [
        "enterprise-comprehensive",
        "enterprise-special",
        "enterprise-special",
        "enterprise-onsite",
    ]
    found = {(f.unit, f.requirement): f.verdict for f in hotel.findings}
    assert found["u1", "GBT29639-6.1.2"] is Verdict.COMPLIANT
    assert found["u1", "M88-33B"] is Verdict.NON_COMPLIANT
    assert found["u1", "R493-9"] is Verdict.PARTIAL


def test_two_runs_say_the_same() -> None:
    path = FILES[1]
    plan = read(path)
    first, second = (check_plan(plan, CheckOptions(guarded=False)) for _ in range(2))
    assert first.findings == second.findings
    assert first.facts == second.facts
