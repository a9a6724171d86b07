"""Classes and grades of events as a plan settles them."""

from __future__ import annotations

import re

from checker.connecting.profile import EventClass, Grade
from checker.connecting.side import Side

CLASSES = ("自然灾害", "事故灾难", "公共卫生", "社会安全")
GRADES = ("特别重大", "重大", "较大", "一般")
_CLASS = re.compile(
    r"(?P<name>自然灾害|事故灾难|公共卫生|社会安全)(?:类|事件|类事件|类突发事件)?[,。:]?(?:主要|是指)?(?:包括|[:。])(?P<events>[^。\n]{4,240})"
)
_SPLIT = re.compile(r"[、,;和及以等]")
GRADE = r"特别重大|(?<!特别)重大|较大|一般"
_FOUR = re.compile(
    r"特别重大[^。\n]{0,30}?重大[^。\n]{0,30}?较大[^。\n]{0,30}?一般|一般[^。\n]{0,30}?较大[^。\n]{0,30}?重大[^。\n]{0,30}?特别重大"
)
_DEATHS = re.compile(
    r"(?:死亡(?:\([^()]{1,12}\))?|造成)?(?P<min>\d+)人以上(?:\(含\d*人?\))?(?:[、,]?(?:不足)?(?P<below>\d+)人(?:以下)?(?:\([^()]{1,8}\))?)?(?P<after>死亡)?"
    r"|(?:死亡)?(?P<only>\d+)人以下(?P<after2>死亡)?"
)
_GRADE_AT = re.compile(rf"(?P<grade>{GRADE})")


def event_classes(side: Side) -> tuple[EventClass, ...]:
    found: dict[str, EventClass] = {}
    for match in _CLASS.finditer(side.text):
        if match["name"] in found or side.is_definition(match.start()):
            continue
        events = tuple(e for e in _SPLIT.split(match["events"]) if 2 <= len(e) <= 20)
        if len(events) >= 2:
            found[match["name"]] = EventClass(
                name=match["name"], events=events, evidence=side.evidence(match.start(), match.start() + 4)
            )
    return tuple(found.values())


def event_grades(side: Side) -> tuple[Grade, ...]:
    """The four grades where the plan names them together, with thresholds of deaths where it gives them."""
    declared = None
    for match in _FOUR.finditer(side.text):
        paragraph = side.index.paragraph_at(match.start())
        if paragraph.role != "contents" and not side.is_definition(match.start()):
            declared = side.evidence(match.start(), match.end())
            if re.search(r"分为|划分|分成|级", side.text[max(0, match.start() - 60) : match.end() + 12]):
                break
    if declared is None:
        return ()
    deaths = _deaths(side)
    return tuple(
        Grade(name=g, evidence=deaths[g].evidence, deaths_min=deaths[g].deaths_min, deaths_below=deaths[g].deaths_below)
        if g in deaths
        else Grade(name=g, evidence=declared)
        for g in GRADES
    )


def _deaths(side: Side) -> dict[str, Grade]:
    """Thresholds of deaths: the first number of persons that stands with 死亡 after the name of a grade."""
    found: dict[str, Grade] = {}
    grade = ""
    for paragraph in side.plan.paragraphs:
        start, end = side.index.line(paragraph.index)
        line = side.text[start:end]
        if paragraph.role == "contents" or not line:
            continue
        named = _grade_of(line)
        if named:
            grade = named
        elif paragraph.role == "heading":
            grade = ""
        if not grade or grade in found or "死亡" not in line:
            continue
        # In a table the columns stand for different kinds of events; the first one with deaths counts.
        at = line.find("死亡")
        for match in _DEATHS.finditer(line, max(0, at - 24)):
            if match["min"] is None and match["only"] is None:
                continue
            low = int(match["min"]) if match["min"] else None
            below = int(match["below"] or match["only"] or 0) or None
            if match["only"] and "死亡" not in line[max(0, match.start() - 6) : match.end() + 3]:
                continue
            found[grade] = Grade(
                name=grade,
                deaths_min=low,
                deaths_below=below,
                evidence=side.index.evidence_text(paragraph.index, 0, min(160, len(paragraph.text))),
            )
            break
    return found


def _grade_of(line: str) -> str:
    """The one grade a line opens with (row, item or sentence); empty when it names several or none."""
    head = line[:24]
    names = _GRADE_AT.findall(head)
    return names[0] if len(set(names)) == 1 else ""
