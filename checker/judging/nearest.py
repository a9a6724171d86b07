"""The passages nearest to a duty, shown when something is called missing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from checker.judging.case import Case
from checker.report import Evidence
from kb.models import Requirement
from kb.points import ChecklistPoint, PassagePoint
from kb.schema import Group

CUES, MEANING = 1.0, 2.0  # weights of shared words and of nearness in meaning, chosen by tests/bench/meaning.py
PASSAGES_MAX = 8


def nearest(requirement: Requirement, case: Case, limit: int = 2) -> tuple[Evidence, ...]:
    """Paragraphs of the unit that hold most of the duty's cue words or are nearest to it in meaning, best first."""
    return tuple(case.index.evidence_of(paragraph) for paragraph in ranked(requirement, case)[:limit])


def ranked(requirement: Requirement, case: Case, *, cues: float = CUES, meaning: float = MEANING) -> list[int]:
    """Indices of the unit's paragraphs, nearest first; those that share no cue word only by their meaning."""
    words = _by_words(requirement, case)
    most = max(words.values(), default=1.0)
    scores = {paragraph: cues * score / most for paragraph, score in words.items()}
    if meaning:
        for paragraph, near in _by_meaning(requirement, case):
            scores[paragraph] = scores.get(paragraph, 0.0) + meaning * near
    return sorted((p for p in scores if scores[p] > 0), key=lambda p: (-scores[p], p))


def _by_words(requirement: Requirement, case: Case) -> Counter[int]:
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
    return scores


def _by_meaning(requirement: Requirement, case: Case) -> Iterator[tuple[int, float]]:
    """Mean of the cosines with what the duty asks for and with passages that would do, and of the best of them."""
    asked = (f"{requirement.name}，{requirement.statement}", requirement.satisfied_when, requirement.example)
    passages = [text for point in requirement.points for text in point.good][:PASSAGES_MAX]
    meanings = case.index.meanings
    cosines = meanings.cosines([text for text in (*asked, "，".join(requirement.cues), *passages) if text])
    inside = meanings.within(case.plan.reach(case.unit))
    scores = (cosines[inside].mean(axis=1) + cosines[inside].max(axis=1)) / 2
    return zip(meanings.paragraphs[inside].tolist(), scores.tolist(), strict=True)
