"""The passages nearest to a duty, shown when something is called missing."""

from __future__ import annotations

from collections import Counter

from checker.judging.case import Case
from checker.report import Evidence
from kb.models import ChecklistPoint, Group, PassagePoint, Requirement


def nearest(requirement: Requirement, case: Case, limit: int = 2) -> tuple[Evidence, ...]:
    """Paragraphs of the unit that hold most of the duty's cue words and partial groups, best first."""
    scores: Counter[int] = Counter()
    groups: list[Group] = [(cue,) for cue in requirement.cues]
    for point in requirement.points:
        if isinstance(point, PassagePoint):
            groups.extend(point.all)
        elif isinstance(point, ChecklistPoint):
            groups.extend(point.items.values())
    scope = case.scope("reach")
    for group in groups:
        seen = {case.index.paragraph_at(h.start).index for h in case.hits(group, scope, headings=False)}
        # A word that stands everywhere says little about where to look.
        weight = 1 + 20 // (len(seen) + 1)
        for paragraph in seen:
            scores[paragraph] += weight
    best = sorted(scores.items(), key=lambda item: (-item[1], item[0]))[:limit]
    return tuple(case.index.evidence_of(paragraph) for paragraph, _ in best)
