"""All duties over all units of a plan: findings, and what was not run and why."""

from __future__ import annotations

from collections.abc import Iterable

from checker.judging.case import Case
from checker.judging.evaluate import applies_to, evaluate
from checker.judging.nearest import nearest
from checker.judging.verdict import Decision, decide
from checker.language.concepts import Concepts
from checker.language.index import TextIndex
from checker.plan import Plan, Unit
from checker.report import EXAMPLE_MARK, Basis, Evidence, Facts, Finding, NotRun, PointResult, Verdict
from kb.catalogue import Catalogue
from kb.models import Requirement
from kb.points import Point
from kb.selecting import Selection, applicable

EVIDENCE_MAX = 6
SPOKEN_OF = 3  # places of a hazard's words that make its example the fitting one
FIRE = ("火灾|起火|火情|灭火",)


def judge(
    plan: Plan, facts: Facts, index: TextIndex, concepts: Concepts, catalogue: Catalogue
) -> tuple[tuple[Finding, ...], tuple[NotRun, ...]]:
    """Judge every unit for every duty that applies to it; duties that need other material are listed as not run."""
    findings: list[Finding] = []
    not_run: list[NotRun] = []
    for unit in plan.units:
        case = Case(plan, unit, index, concepts, facts, catalogue, plan.identity.subject)
        for selection in _select(case):
            requirement = selection.requirement
            if selection.status == "not_run":
                not_run.append(NotRun(unit=unit.id, requirement=requirement.id, reason=selection.reason))
            elif selection.status == "not_applicable":
                findings.append(_not_applicable(requirement, selection, case))
            else:
                finding = _finding(requirement, selection, case)
                if finding is None:
                    reason = "该条要求的审查要点尚未编制"
                    not_run.append(NotRun(unit=unit.id, requirement=requirement.id, reason=reason))
                else:
                    findings.append(finding)
    return tuple(findings), tuple(not_run)


def _select(case: Case) -> list[Selection]:
    region = case.plan.identity.region

    def count(pattern: str) -> int:
        return len(case.index.within(case.index.find(case.catalogue.expand(pattern)), case.scope("reach")))

    return applicable(
        case.catalogue,
        kind=case.unit.kind.value,
        subject=case.subject.value,
        region=(region.province, region.city, region.county),
        text_counts=count,
        title=f"{case.unit.title} {case.plan.identity.title} {case.plan.identity.organisation}",
        issued=case.plan.identity.issued,
    )


def points_of(requirement: Requirement, case: Case) -> list[Point]:
    """The duty's points, or those of the duty it equals, that are meant for this unit."""
    points = requirement.points or case.catalogue.requirement(requirement.canonical).points
    return [p for p in points if applies_to(p, case)]


def _finding(requirement: Requirement, selection: Selection, case: Case) -> Finding | None:
    points = points_of(requirement, case)
    if not points:
        return None
    source = requirement if requirement.points else case.catalogue.requirement(requirement.canonical)
    results = [evaluate(p, case) for p in points]
    decision = decide(source.rule, points, results)
    gap = decision.verdict.is_gap or decision.verdict is Verdict.UNDETERMINED
    return Finding(
        id=f"{case.unit.id}:{requirement.id}",
        unit=case.unit.id,
        requirement=requirement.id,
        name=requirement.name,
        group=requirement.group,
        key=requirement.key,
        verdict=decision.verdict,
        severity=requirement.severity,
        points=tuple(results),
        evidence=_evidence(results),
        nearest=nearest(source, case) if decision.verdict in (Verdict.NON_COMPLIANT, Verdict.UNDETERMINED) else (),
        searched=_searched(points, case),
        reason=decision.reason or _fallback_reason(decision),
        rule=decision.rule,
        advice=_advice(requirement, source, points, results, case) if gap else "",
        basis=_basis(requirement, case.catalogue),
        same_as=selection.same_as,
        confidence=decision.confidence,
    )


def _fallback_reason(decision: Decision) -> str:
    return "全文未见相应内容" if decision.verdict is Verdict.NON_COMPLIANT else "见要点"


def _not_applicable(requirement: Requirement, selection: Selection, case: Case) -> Finding:
    return Finding(
        id=f"{case.unit.id}:{requirement.id}",
        unit=case.unit.id,
        requirement=requirement.id,
        name=requirement.name,
        group=requirement.group,
        key=requirement.key,
        verdict=Verdict.NOT_APPLICABLE,
        severity=requirement.severity,
        reason=selection.reason,
        basis=_basis(requirement, case.catalogue),
        same_as=selection.same_as,
        confidence=0.8,
    )


def _evidence(results: list[PointResult]) -> tuple[Evidence, ...]:
    out: dict[tuple[int, int], Evidence] = {}
    for result in results:
        for evidence in result.evidence:
            out.setdefault((evidence.paragraph, evidence.start), evidence)
    return tuple(out.values())[:EVIDENCE_MAX]


def _searched(points: list[Point], case: Case) -> tuple[str, ...]:
    """Where the duty was looked for: the sections on the matter, then the whole unit or file."""
    names: dict[str, None] = {}
    for point in points:
        concepts = getattr(point, "sections", ()) or getattr(point, "headings", ())
        if isinstance(concepts, tuple):
            for concept in concepts:
                for section in case.concepts.sections(concept):
                    if section.unit == case.unit.id:
                        names.setdefault(f"{section.id} {section.number} {section.title}".replace("  ", " "))
    whole = "全文" if any(p.scope == "file" for p in points) or len(case.plan.units) == 1 else "本单元及共用附件"
    return (*list(names)[:8], whole)


def _advice(
    requirement: Requirement, source: Requirement, points: list[Point], results: list[PointResult], case: Case
) -> str:
    """What to write for the points that are not met; the duty's own advice when none of them has one."""
    unmet = [p for p, r in zip(points, results, strict=True) if r.met is False]
    bare = [p.says for p in unmet if not p.advice and p.role in ("required", "condition")]
    own = list(dict.fromkeys(p.advice for p in unmet if p.advice))
    lines = own or [requirement.advice or source.advice]
    if bare and (own or not lines[0]):
        lines = [*lines, "补充写明：" + "、".join(bare)]
    text = "；".join(filter(None, lines)) or requirement.satisfied_when
    example = _example(requirement, case) or _example(source, case)
    return f"{text}{EXAMPLE_MARK}{example}" if example else text


def _example(requirement: Requirement, case: Case) -> str:
    """The example for the hazard the unit speaks of most, or the one that does for every body, which is of fire."""
    if not requirement.examples:
        return requirement.example
    scope = case.scope("unit")

    def places(patterns: Iterable[str]) -> int:
        found = (case.index.find(case.catalogue.expand(p)) for p in patterns)
        return sum(len(case.index.within(hits, scope)) for hits in found)

    counted = [(places(e.words), e.text) for e in requirement.examples]
    most, text = max(counted, key=lambda c: c[0])
    return text if most >= SPOKEN_OF and most > places(FIRE) else requirement.example


def _basis(requirement: Requirement, catalogue: Catalogue) -> tuple[Basis, ...]:
    """The duty's clause, and that of the duty it equals."""
    duties = [requirement]
    if requirement.canonical != requirement.id:
        duties.append(catalogue.requirement(requirement.canonical))
    return tuple(
        Basis(instrument=d.instrument, cite=catalogue.instrument(d.instrument).cite, clause=d.clause) for d in duties
    )


def unit_case(plan: Plan, unit: Unit, facts: Facts, index: TextIndex, catalogue: Catalogue) -> Case:
    """A case for one unit alone, as the proof of a point needs it."""
    return Case(plan, unit, index, Concepts(index, catalogue.headings), facts, catalogue, plan.identity.subject)
