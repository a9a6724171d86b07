"""`passage`: words that must stand together in one sentence, paragraph, section or unit."""

from __future__ import annotations

from collections.abc import Sequence

from checker.judging.case import Case, inside
from checker.language.index import Hit, Range
from checker.report import PointResult
from kb.points import PassagePoint


def evaluate(point: PassagePoint, case: Case) -> PointResult:
    scope = case.scope(point.scope)
    places: list[list[Range]] = []
    if point.sections:
        places.append(case.concept_ranges(point.sections, scope))
    if not point.strict or not point.sections:
        places.append(scope)
    found: list[Hit] = []
    for place in places:
        found = _windows(point, case, place)
        if len(found) >= point.at_least:
            break
    met = len(found) >= point.at_least
    reason = "" if met or point.at_least == 1 else f"只有 {len(found)} 处，应不少于 {point.at_least} 处"
    return PointResult(id=point.id, says=point.says, met=met, reason=reason, evidence=case.evidence(found))


def _windows(point: PassagePoint, case: Case, scope: Sequence[Range]) -> list[Hit]:
    """One anchor hit for every window in which all groups stand and nothing forbidden does."""
    if not scope:
        return []
    groups = [(case.hits(g, scope, headings=point.headings), case.concept_alternatives(g)) for g in point.all]
    # The rarest group without a heading alternative anchors the windows.
    anchors = min((g for g in groups if not g[1]), key=lambda g: len(g[0]), default=groups[0])
    barred = case.hits(point.none, scope, headings=point.headings) if point.none else []
    out: list[Hit] = []
    seen: set[tuple[Range, ...]] = set()
    for anchor in anchors[0]:
        window = case.window(anchor.start, point.window, scope)
        key = tuple(window)
        if key in seen:
            continue
        seen.add(key)
        together = all(inside(ranges, anchor.start) or case.has(hits, window) for hits, ranges in groups)
        if together and not (barred and case.has(barred, window)):
            out.append(anchor)
    return out
