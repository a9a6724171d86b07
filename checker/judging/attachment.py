"""`attachment`: a title like these over an attachment, a table or a figure."""

from __future__ import annotations

import re

from checker.judging.case import Case
from checker.report import PointResult
from kb.points import AttachmentPoint

TITLE_MAX = 45  # a longer paragraph is prose that mentions the attachment, not its title
_LISTED = re.compile(r"附[件图表录](?:[一二三四五六七八九十\dA-Z]{1,3}[:.、]?|:)(?!中|所|的|内|上|规定|要求)")
# One of the numbered papers of a list: (1)总平面布置图;(2)撤离路线图(标明集合点)。
_ITEM = re.compile(r"(?:^|[;。:])[(]?\d{1,2}[).、](?P<title>[^;。]{2,60}?图(?:\([^()]*\))?)(?=[;。]|$)")
_DONE_WITH = re.compile(
    r"绘制?|提供|编制|制[作定]|张贴|悬挂|设置|配备|检查|查看|熟悉|了解|掌握|根据|按|利用|对照|准备|携带|出示|完善|更新|核对"
)
LISTED_MAX = 240  # 附件7 图纸：平面布置图、…: attachments listed in one line, the papers themselves bound separately


def _is_title(text: str) -> bool:
    if _LISTED.match(text):
        return len(text) <= LISTED_MAX
    return len(text) <= TITLE_MAX and text[-1:] not in "。；;，,"


def _is_item(text: str, at: int) -> bool:
    """Whether the offset lies in a numbered item that names a drawing, not in a task that is done with one."""
    return any(
        m.start("title") <= at < m.end("title") and not _DONE_WITH.match(m["title"]) for m in _ITEM.finditer(text)
    )


def evaluate(point: AttachmentPoint, case: Case) -> PointResult:
    empty = []
    for hit in case.hits(point.titles, case.scope(point.scope), headings=True):
        paragraph = case.index.paragraph_at(hit.start)
        start, end = case.index.line(paragraph.index)
        text = case.index.text[start:end]
        if paragraph.role == "row" or not (_is_title(text) or _is_item(text, hit.start - start)):
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
