"""`checklist`: so many of the named items must occur together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from checker.judging.case import Case, inside
from checker.language.index import Hit, Range
from checker.report import PointResult
from kb.points import ChecklistPoint


def evaluate(point: ChecklistPoint, case: Case) -> PointResult:
    scope = case.scope(point.scope)
    best: dict[str, Hit] = {}
    if point.sections:
        for place in case.concept_ranges(point.sections, scope):
            best = max(best, _best(point, case, [place], whole=point.window == "section"), key=len)
        if point.window == "unit":
            best = max(best, _best(point, case, case.concept_ranges(point.sections, scope), whole=True), key=len)
    if len(best) < point.at_least and not (point.strict and point.sections):
        best = max(best, _best(point, case, scope, whole=point.window == "unit"), key=len)
    met = len(best) >= point.at_least
    missing = [name for name in point.items if name not in best]
    reason = f"写到 {len(best)}/{len(point.items)} 项"
    if missing:
        reason += f"，未见：{'、'.join(missing)}"
    hits = sorted(best.values(), key=lambda h: h.start)
    return PointResult(id=point.id, says=point.says, met=met, reason=reason, evidence=case.evidence(hits, limit=4))


def _best(point: ChecklistPoint, case: Case, scope: Sequence[Range], *, whole: bool) -> dict[str, Hit]:
    """Items found in the window that holds most of them; the whole scope is one window when `whole`."""
    windows: dict[object, dict[str, Hit]] = defaultdict(dict)
    heading_items: list[tuple[str, list[Range]]] = []
    for name, group in point.items.items():
        for hit in case.hits(group, scope, headings=point.headings):
            windows[None if whole else _key(point, case, hit)].setdefault(name, hit)
        concept = case.concept_alternatives(group)
        if concept:
            heading_items.append((name, concept))
    for name, concept in heading_items:
        if whole:
            start = next((r[0] for r in concept if inside(scope, r[0])), None)
            if start is not None:
                windows[None].setdefault(name, Hit(start, start + 1))
    return max(windows.values(), key=len, default={})


def _key(point: ChecklistPoint, case: Case, hit: Hit) -> object:
    paragraph = case.index.paragraph_at(hit.start)
    if point.window == "section":
        section = case.plan.section_of(paragraph.index)
        if section is not None:
            return section.id
    return paragraph.index
