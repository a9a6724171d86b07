"""`meaning`: near these example passages in meaning. It proposes passages and never decides alone."""

from __future__ import annotations

import numpy as np

from checker.judging.case import Case
from checker.report import PointResult
from kb.points import MeaningPoint


def evaluate(point: MeaningPoint, case: Case) -> PointResult:
    meanings = case.index.meanings
    cosines = np.where(meanings.within(case.plan.reach(case.unit)), meanings.cosines(point.near).max(axis=1), -1.0)
    best = float(cosines.max(initial=0.0))
    met = best > 0 and best >= point.threshold
    evidence = (case.index.evidence_of(int(meanings.paragraphs[cosines.argmax()])),) if met else ()
    return PointResult(id=point.id, says=point.says, met=met, reason=f"相近程度 {best:.2f}", evidence=evidence)
