"""`attachment`: a title like these over an attachment, a table or a figure."""

from __future__ import annotations

from checker.judging.case import Case
from checker.report import PointResult
from kb.models import AttachmentPoint

TITLE_MAX = 45  # a longer paragraph is prose that mentions the attachment, not its title


def evaluate(point: AttachmentPoint, case: Case) -> PointResult:
    empty = []
    for hit in case.hits(point.titles, case.scope(point.scope), headings=True):
        paragraph = case.index.paragraph_at(hit.start)
        start, end = case.index.line(paragraph.index)
        if paragraph.role == "row" or end - start > TITLE_MAX or case.index.text[end - 1 : end] in "。；;，,":
            continue
        evidence = case.index.evidence_of(paragraph.index)
        if point.body:
            section = case.plan.section_of(paragraph.index)
            last = section.last if section and section.paragraph == paragraph.index else case.unit.last
            if case.index.lines(paragraph.index, max(last, paragraph.index))[1] - end - 1 < point.body:
                empty.append(evidence)
                continue
        return PointResult(id=point.id, says=point.says, met=True, evidence=(evidence,))
    reason = "只有标题，没有内容" if empty else ""
    return PointResult(id=point.id, says=point.says, met=False, reason=reason, evidence=tuple(empty[:1]))
