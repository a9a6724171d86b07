"""The response ladder of a plan, and which level of government directs events of which grade."""

from __future__ import annotations

import re

from checker.connecting.profile import Duty, Step
from checker.connecting.profile_events import GRADES
from checker.connecting.side import Side
from checker.report import Evidence

_START = re.compile(
    r"由(?P<who>[^,。;:\n]{2,60}?)(?:根据[^,。;\n]{2,30}?(?:建议|意见|情况))?,?(?:在[^,。;\n]{1,8}响应的?基础上)?(?:决定|批准|研究决定|按程序|负责|宣布)*启动"
)
_GRADE = re.compile(r"特别重大|(?<!特别)重大|较大|一般")
_LEVELS = (  # the first that fits counts
    ("province", re.compile(r"省(?:级|委|人民政府|政府)|自治区")),
    ("city", re.compile(r"市(?:级|委|人民政府|政府)|设区(?:的)?市|市[^,。;]{0,20}指挥部|市应急委")),
    ("county", re.compile(r"县|区(?:级|委|人民政府|政府|应急委|指挥)|各区|属地")),
)
_VERB = r"(?:组织指挥|统一指挥|组织应对|负责应对|具体指挥|指挥协调|组织处置|负责处置)"
_BY = re.compile(rf"(?P<grades>[^,。;\n]{{0,40}}?)由(?P<who>[^,。;\n由]{{2,30}}?)(?:负责)?{_VERB}")
_DOES = re.compile(rf"(?:^|[,。;\n])(?P<who>[^,。;\n由]{{2,24}}?)(?:负责)?{_VERB}(?P<grades>[^,。;\n]{{0,40}})")
_COMMANDS = re.compile(
    rf"(?<!协助)(?<!配合)(?:具体|统一|组织|负责)指挥(?!协调)(?P<lead>[^,。;\n]{{0,14}}?)(?P<grades>(?:{_GRADE.pattern})(?:[、和及,]*(?:{_GRADE.pattern}))*)(?:级)?(?:及以上|以上)?[^,。;\n]{{0,14}}(?:事件|事故|灾害|险情)"
)


def ladder(side: Side) -> tuple[Step, ...]:
    """The levels of the first unit, highest first; who starts is read from the trigger where it says so."""
    first = side.plan.units[0].id if side.plan.units else ""
    steps: dict[int, Step] = {}
    for level in side.facts.response_levels:
        if level.unit != first or level.rank in steps:
            continue
        trigger = re.sub(r"\s+", "", level.trigger)
        said = _START.search(trigger.replace("，", ",").replace("；", ";"))
        steps[level.rank] = Step(
            name=level.name,
            rank=level.rank,
            trigger=level.trigger,
            grade=_grade(side, trigger, level.evidence.paragraph) or _only_grade(level.starter_evidence),
            starter=said["who"] if said else level.starts_by,
            evidence=level.starter_evidence if level.starter_evidence and not said else level.evidence,
        )
    return tuple(steps[r] for r in sorted(steps))


def starter_evidence(side: Side, step: Step) -> Step:
    """The step with the sentence in which its starter stands as evidence."""
    if not step.starter or step.evidence is None:
        return step
    start, _ = side.index.line(step.evidence.paragraph)
    at = side.text.find(re.sub(r"\s+", "", step.starter).replace("，", ","), start, start + 1500)
    return step.model_copy(update={"evidence": side.evidence(at, at + 4)}) if at >= 0 else step


def _grade(side: Side, trigger: str, paragraph: int) -> str:
    """The grade of event the trigger names, or else the section of the level; the highest where there are several."""
    found = _GRADE.findall(trigger)
    if not found:
        section = side.plan.section_of(paragraph)
        if section and section.paragraph == paragraph and section.last - paragraph <= 8:
            found = _GRADE.findall(side.text[slice(*side.index.lines(paragraph, section.last))])
    return min(found, key=GRADES.index) if found else ""


def _only_grade(evidence: Evidence | None) -> str:
    """The grade a sentence names, when it names just one."""
    found = set(_GRADE.findall(evidence.quote)) if evidence else set()
    return found.pop() if len(found) == 1 else ""


def duties(side: Side) -> tuple[Duty, ...]:
    """Which level of government directs events of a grade: 较大突发事件由市级组织指挥."""
    found: dict[str, Duty] = {}
    for sentence in re.finditer(r"[^。;\n]+", side.text):
        if side.is_definition(sentence.start()):
            continue
        for pattern in (_BY, _DOES):
            for match in pattern.finditer(sentence[0]):
                level = next((name for name, words in _LEVELS if words.search(match["who"])), "")
                if not level or re.search(r"先期|配合|协助|参与|工作组|现场|领导小组|领导机构", match["who"]):
                    continue
                at = sentence.start() + match.start()
                evidence = side.evidence(at, at + len(match[0]))
                for grade in dict.fromkeys(_GRADE.findall(match["grades"])):
                    found.setdefault(grade, Duty(grade=grade, level=level, evidence=evidence))
    return tuple(found.values())


def commanded_grades(side: Side, *, special: bool) -> tuple[frozenset[str], Evidence] | None:
    """The grades a special command body directs itself; `special`: only in sections that speak of special ones."""
    for match in _COMMANDS.finditer(side.text):
        section = side.plan.section_of(side.index.paragraph_at(match.start()).index)
        path = "".join(s.title for s in side.plan.path(section)) if section else ""
        if re.search("专项" if special else "指挥|组织|职责|机构", path):
            grades = frozenset(_GRADE.findall(match["grades"]))
            return grades, side.evidence(match.start(), match.end())
    return None
