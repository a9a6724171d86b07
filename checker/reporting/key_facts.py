"""The figures a reviewer asks for first, each beside the legal floor that applies to this kind of unit.

Response levels and who starts them, reporting limits, drills, evaluation, duty telephone: the points of the duties
that test a fact are the floors, and what was judged of them stands in the report. Nothing is judged here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from checker.report import Evidence, Finding, PointResult, Verdict
from checker.reporting.view import POINT_MARKS, ReportView, minutes, months
from kb.catalogue import Catalogue, load_catalogue
from kb.points import FactPoint

# What a test of a fact is about, by the beginning of its name; in the order of the table.
MATTERS = {
    "levels-count": "响应分级",
    "levels-triggered": "响应分级",
    "levels-unbroken": "响应分级",
    "levels-started": "启动人",
    "report-": "报告时限",
    "drill-": "演练",
    "review-": "预案评估",
    "duty-phone": "值班电话",
}
ORDER = tuple(dict.fromkeys(MATTERS.values()))


@dataclass(frozen=True, slots=True)
class KeyFact:
    """One floor and what the plan says to it; `units` agree in this."""

    matter: str
    floor: str
    met: bool | None
    reason: str
    clauses: tuple[str, ...]
    evidence: tuple[Evidence, ...]
    units: tuple[str, ...]

    @property
    def mark(self) -> str:
        return POINT_MARKS[self.met]


def key_facts(view: ReportView, catalogue: Catalogue | None = None) -> tuple[KeyFact, ...]:
    """By matter; within a matter what falls short first."""
    together: dict[tuple[object, ...], KeyFact] = {}
    for fact in _all(view, catalogue or load_catalogue()):
        key = (fact.matter, fact.floor, fact.met, fact.clauses, fact.evidence)
        had = together.get(key)
        units = (*had.units, *fact.units) if had else fact.units
        together[key] = KeyFact(
            fact.matter, fact.floor, fact.met, fact.reason, fact.clauses, fact.evidence, tuple(dict.fromkeys(units))
        )
    worst = {False: 0, None: 1, True: 2}
    return tuple(sorted(together.values(), key=lambda f: (ORDER.index(f.matter), worst[f.met])))


def figure(view: ReportView, fact: KeyFact) -> str:
    """What the plan says to it, in short: 「Ⅰ级、Ⅱ级」, 「1小时」, 「每1年」; empty when it says nothing."""
    here = {e.paragraph for e in fact.evidence}
    facts = view.report.facts
    levels = sorted(facts.response_levels, key=lambda x: x.rank)
    found: dict[str, Iterable[str]] = {
        "响应分级": (x.name for x in levels if x.evidence.paragraph in here),
        "启动人": (
            f"{x.name}：{x.starts_by}"
            for x in levels
            if x.starts_by and here & {x.evidence.paragraph, (x.starter_evidence or x.evidence).paragraph}
        ),
        "报告时限": (minutes(x.limit_minutes) for x in facts.reporting if x.evidence.paragraph in here),
        "演练": (months(x.interval_months) for x in facts.drills if x.evidence.paragraph in here),
        "预案评估": (months(x.interval_months) for x in facts.reviews if x.evidence.paragraph in here),
        "值班电话": (x.number for x in facts.duty_phones if x.evidence.paragraph in here),
    }
    return "、".join(dict.fromkeys(found[fact.matter]))


def _all(view: ReportView, catalogue: Catalogue) -> Iterator[KeyFact]:
    for finding in view.shown:
        if finding.verdict is Verdict.NOT_APPLICABLE:
            continue
        tests = _tests(finding, catalogue)
        for point in finding.points:
            matter = tests.get(point.id, "")
            if matter and _says_something(point):
                about = (matter, point.says or finding.name, point.met, point.reason)
                yield KeyFact(*about, view.clauses(finding), point.evidence, (finding.unit,))


def _tests(finding: Finding, catalogue: Catalogue) -> dict[str, str]:
    """Point → the matter its test is about, for the points that test a fact."""
    duty = catalogue.requirements.get(finding.requirement)
    if duty and not duty.points:
        duty = catalogue.requirements.get(duty.canonical)
    points: Iterable[object] = duty.points if duty else ()
    return {p.id: matter for p in points if isinstance(p, FactPoint) and (matter := _matter(p.test))}


def _matter(test: str) -> str:
    return next((matter for begin, matter in MATTERS.items() if test.startswith(begin)), "")


def _says_something(point: PointResult) -> bool:
    """「没有超过1小时的时限」 is met by silence too; that tells a reader nothing."""
    return bool(point.evidence) or point.met is not True
