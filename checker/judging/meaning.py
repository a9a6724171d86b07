"""`meaning`: near these example passages in meaning. It proposes passages and never decides alone."""

from __future__ import annotations

from collections import Counter

from checker.judging.case import Case
from checker.language.fold import fold
from checker.report import PointResult
from kb.models import MeaningPoint


def _bigrams(text: str) -> Counter[str]:
    dense = "".join(fold(text).split())
    return Counter(dense[i : i + 2] for i in range(len(dense) - 1))


def similarity(left: Counter[str], right: Counter[str]) -> float:
    """Share of the shorter text's character pairs found in the other, 0 … 1."""
    common = sum((left & right).values())
    return common / max(1, min(left.total(), right.total()))


def evaluate(point: MeaningPoint, case: Case) -> PointResult:
    wanted = [_bigrams(t) for t in point.near]
    best, place = 0.0, None
    for first, last in case.plan.reach(case.unit):
        for paragraph in case.plan.iterate(first, last):
            if paragraph.role in ("heading", "contents") or len(paragraph.text) < 8:
                continue
            score = max(similarity(w, _bigrams(paragraph.text)) for w in wanted)
            if score > best:
                best, place = score, paragraph
    met = best >= point.threshold
    evidence = (case.index.evidence_of(place.index),) if met and place else ()
    return PointResult(id=point.id, says=point.says, met=met, reason=f"相近程度 {best:.2f}", evidence=evidence)
