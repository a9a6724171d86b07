"""One point in one unit: dispatch over the kinds, and what an unreadable page does to an answer."""

from __future__ import annotations

from checker.judging import (
    absent,
    attachment,
    checklist,
    citation,
    fact,
    fact_document,  # noqa: F401  registers its tests
    meaning,
    passage,
    section,
    table,
)
from checker.judging.case import Case
from checker.report import PointResult
from kb.points import (
    AbsentPoint,
    AttachmentPoint,
    ChecklistPoint,
    CitationPoint,
    FactPoint,
    MeaningPoint,
    PassagePoint,
    Point,
    SectionPoint,
    TablePoint,
)


def evaluate(point: Point, case: Case) -> PointResult:
    """Whether the unit meets the point; `met` is None when an unread page may hold what is not found."""
    result = _evaluate(point, case)
    if result.met is False and not case.all_read and not _found_wrong(point, result):
        return result.model_copy(update={"met": None, "reason": "有页面未能读取，不能断定"})
    return result


def _found_wrong(point: Point, result: PointResult) -> bool:
    """A breach that was read stands, whatever else the file holds."""
    return point.role == "breach" and bool(result.evidence)


def _evaluate(point: Point, case: Case) -> PointResult:
    match point:
        case PassagePoint():
            return passage.evaluate(point, case)
        case ChecklistPoint():
            return checklist.evaluate(point, case)
        case SectionPoint():
            return section.evaluate(point, case)
        case FactPoint():
            return fact.evaluate(point, case)
        case TablePoint():
            return table.evaluate(point, case)
        case AttachmentPoint():
            return attachment.evaluate(point, case)
        case CitationPoint():
            return citation.evaluate(point, case)
        case AbsentPoint():
            return absent.evaluate(point, case)
        case MeaningPoint():
            return meaning.evaluate(point, case)


def applies_to(point: Point, case: Case) -> bool:
    """Whether the point is meant for this kind of unit and subject."""
    return (not point.kinds or case.unit.kind.value in point.kinds) and (
        not point.subjects or case.subject.value in point.subjects
    )
