"""`section`: a heading on the matter, with text below it."""

from __future__ import annotations

from checker.judging.case import Case, inside
from checker.report import PointResult
from kb.points import SectionPoint


def evaluate(point: SectionPoint, case: Case) -> PointResult:
    scope = case.scope(point.scope)
    thin = []
    for concept in point.headings:
        for section in case.concepts.sections(concept):
            start, end = case.index.lines(section.paragraph, section.last)
            if not inside(scope, start):
                continue
            body = end - case.index.line(section.paragraph)[1] - 1
            evidence = case.index.evidence_of(section.paragraph)
            if body >= point.body:
                return PointResult(id=point.id, says=point.says, met=True, evidence=(evidence,))
            thin.append(evidence)
    reason = "有标题而几乎没有内容" if thin else ""
    return PointResult(id=point.id, says=point.says, met=False, reason=reason, evidence=tuple(thin[:1]))
