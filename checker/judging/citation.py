"""`citation`: one of these instruments or plans is cited."""

from __future__ import annotations

import re

from checker.judging.case import Case
from checker.language.fold import fold, fold_pattern
from checker.report import PointResult
from kb.points import CitationPoint


def evaluate(point: CitationPoint, case: Case) -> PointResult:
    names = [re.compile(fold_pattern(case.catalogue.expand(p))) for p in point.names]
    found = [
        c
        for c in case.facts.citations
        if c.instrument in point.instruments or any(p.search(fold(c.name)) for p in names)
    ]
    return PointResult(
        id=point.id,
        says=point.says,
        met=len(found) >= point.at_least,
        evidence=tuple(c.evidence for c in found[:3]),
    )
