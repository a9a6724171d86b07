"""`meaning`: near these example passages in meaning. It proposes passages and never decides alone."""

from __future__ import annotations

from checker.judging.case import Case
from checker.report import PointResult
from kb.models import MeaningPoint


def evaluate(point: MeaningPoint, case: Case) -> PointResult:
    meanings = case.index.meanings
    cosines = meanings.cosines(point.near).max(axis=1)
    reach = case.plan.reach(case.unit)
    best, place = 0.0, 0
    for paragraph, cosine in zip(meanings.paragraphs.tolist(), cosines.tolist(), strict=True):
        if cosine > best and any(first <= paragraph <= last for first, last in reach):
            best, place = cosine, paragraph
    met = best >= point.threshold
    evidence = (case.index.evidence_of(place),) if met else ()
    return PointResult(id=point.id, says=point.says, met=met, reason=f"相近程度 {best:.2f}", evidence=evidence)
