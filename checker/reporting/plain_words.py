"""A finding told to whoever has to mend the plan: what is there, what lacks, where one place is enough."""

from __future__ import annotations

import re
from typing import Literal

from checker.report import Finding, Verdict
from checker.reporting.view import Matter, ReportView
from kb.models import Requirement

Level = Literal["先改", "再改", "请核对"]
LEVELS: tuple[Level, ...] = ("先改", "再改", "请核对")
_HAS = re.compile(r"(?<=[：、])有(?![关限效毒害人])")  # 「还缺：有签发人姓名」 says it twice
NAMED = 6  # units named one by one
_PARTS = re.compile(r"；(?=没有做到：|已写明：|未见：|因有页面)")
_SAID = {"没有做到：": "✗ 不合要求：", "已写明：": "✓ 已有：", "未见：": "✗ 还缺："}


def level(finding: Finding) -> Level:
    """先改: key duties and what is missing of weight; 再改: the other gaps; 请核对: what the program can not tell."""
    if finding.verdict is Verdict.UNDETERMINED:
        return "请核对"
    if finding.verdict is Verdict.NON_COMPLIANT and (finding.key or finding.severity != "minor"):
        return "先改"
    return "先改" if finding.key and finding.severity == "critical" else "再改"


def in_order(found: list[Matter]) -> list[Matter]:
    """By level; within a level as they came."""
    return sorted(found, key=lambda m: LEVELS.index(level(m.first)))


def reason_lines(finding: Finding) -> list[str]:
    """The reason line by line: what lacks first, then what is there."""
    lines = []
    for part in _PARTS.split(finding.reason):
        told = next((said + part.removeprefix(word) for word, said in _SAID.items() if part.startswith(word)), part)
        lines.append(_HAS.sub("", told) if told.startswith(_SAID["未见："]) else told)
    return sorted(lines, key=lambda line: line.startswith("✓"))


def where_to_write(matter: Matter, view: ReportView, duty: Requirement | None) -> str:
    """Which units are to be mended; one place is enough where every point looks at the whole file."""
    names = [view.unit_title(u) for u in matter.units]
    lacking = {p.id for f in (matter.first, *matter.others) for p in f.points if p.met is False}
    points = [p for p in duty.points if p.id in lacking] if duty else []
    if len(names) > 1 and points and all(p.scope == "file" for p in points):
        return f"写在一处即可，全文都算（建议写在{names[0]}）"
    more = f"等 {len(names)} 个单元" if len(names) > NAMED else ""
    return "、".join(names[:NAMED]) + more
