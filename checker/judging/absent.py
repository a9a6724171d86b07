"""`absent`: something that must not occur."""

from __future__ import annotations

from checker.judging.case import Case
from checker.report import PointResult
from kb.points import AbsentPoint


def evaluate(point: AbsentPoint, case: Case) -> PointResult:
    scope = case.scope(point.scope)
    if point.sections:
        scope = case.concept_ranges(point.sections, scope)
    hits = case.hits(point.patterns, scope, headings=True)
    return PointResult(
        id=point.id,
        says=point.says,
        met=not hits,
        reason=f"有 {len(hits)} 处" if hits else "",
        evidence=case.evidence(hits),
    )
