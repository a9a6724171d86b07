"""Item I: classes and grades of events, and whether the plan's standard can be found."""

from __future__ import annotations

import re
from collections.abc import Iterator

from checker.connecting.making import result
from checker.connecting.profile import Grade, Profile
from checker.connecting.profile_units import event_name
from checker.connecting.results import Result
from checker.connecting.side import Side
from checker.report import Evidence, Verdict

_ATTACHED = re.compile(
    r"(?:分级|等级|级别)(?:划分)?(?:的)?(?:具体)?(?:标准|划分|条件)?[^。;\n]{0,12}(?:详见|见|参见)(?:本预案)?(?P<where>附件[\d一二三四五六七八九十]*|附录[\dA-Z]*|附表[\d]*)"
)
_STANDARD = re.compile(
    r"\d+(?:万)?(?:人|户|万元|小时|公里|吨|亩|平方公里|毫米|级|天|只|%)[^。;\n]{0,12}以[上下]|按照?国家[^。;\n]{0,20}(?:标准|规定|划分)|(?:依照|依据|按照?)[^。;\n]{0,30}(?:规定|标准|条例|预案)[^。;\n]{0,10}(?:分级|分为|划分|执行|确定)"
)
CLASSES_MIN = 3  # so many of the four classes must be named together to be a classification
_CLASS = re.compile(r"自然灾害|事故灾难|公共卫生事件|社会安全事件")


def compare_grading(plan_side: Side, plan: Profile, upper: Profile) -> Iterator[Result]:
    if plan_side.kind.is_enterprise:
        return
    if upper.grades:
        yield _names(plan, upper)
        yield from _deaths(plan, upper)
        yield from _standard(plan_side, plan, upper)
    if len(upper.classes) >= CLASSES_MIN:
        yield _class(plan_side, plan, upper)


def _names(plan: Profile, upper: Profile) -> Result:
    above = upper.grades[0].evidence
    if plan.grades:
        return result(
            "grades-names",
            "CONN-I",
            "event-class",
            "事件等级",
            Verdict.COMPLIANT,
            "四级名称与上级预案一致",
            plan.grades[0].evidence,
            above,
        )
    reason = "上级预案分特别重大、重大、较大、一般四级，本预案没有写事件分级"
    return result(
        "grades-names",
        "CONN-I",
        "event-class",
        "事件等级",
        Verdict.PARTIAL,
        reason,
        None,
        above,
        "写明事件等级和标准。",
    )


def _deaths(plan: Profile, upper: Profile) -> Iterator[Result]:
    above = {g.name: g for g in upper.grades}
    for grade in plan.grades:
        other = above.get(grade.name)
        if other is None or (other.deaths_min is None and other.deaths_below is None):
            continue
        if grade.deaths_min is None and grade.deaths_below is None:
            continue
        same = (grade.deaths_min or 0) == (other.deaths_min or 0) and (
            grade.deaths_below is None or other.deaths_below is None or grade.deaths_below == other.deaths_below
        )
        reason = "死亡人数的门槛一致" if same else f"上级预案为死亡{_range(other)}，本预案为{_range(grade)}"
        verdict = Verdict.COMPLIANT if same else Verdict.NON_COMPLIANT
        says = f"{grade.name}事件的门槛"
        yield result(
            f"grades-deaths-{grade.name}",
            "CONN-I",
            "event-class",
            says,
            verdict,
            reason,
            grade.evidence,
            other.evidence,
        )


def _range(grade: Grade) -> str:
    low, below = grade.deaths_min, grade.deaths_below
    return (f"{low}人以上" if low else "") + (f"{below}人以下" if below else "") or "未写"


def _standard(side: Side, plan: Profile, upper: Profile) -> Iterator[Result]:
    """The grading standard must be in the file, or the plan must say whose standard it uses."""
    for match in _ATTACHED.finditer(side.text):
        if not _has_attachment(side, match["where"]):
            evidence = side.evidence(match.start(), match.end())
            reason = f"写了“见{match['where']}”，文件里没有这个附件，也没有说明与上级预案标准的关系"
            yield result(
                "grades-standard",
                "CONN-I",
                "event-class",
                "分级标准",
                Verdict.PARTIAL,
                reason,
                evidence,
                upper.grades[0].evidence,
                "附上分级标准，或者写明执行哪个标准。",
            )
            return
    definite = next((g for g in plan.grades if g.deaths_min or g.deaths_below), None)
    own = definite.evidence if definite else _standard_words(side)
    if own:
        reason = "有具体标准或者写明执行的标准"
        yield result(
            "grades-standard",
            "CONN-I",
            "event-class",
            "分级标准",
            Verdict.COMPLIANT,
            reason,
            own,
            upper.grades[0].evidence,
        )


def _standard_words(side: Side) -> Evidence | None:
    """A sentence on grades that gives numbers or says whose standard is used."""
    for hit, start, end in side.spans(_STANDARD.pattern, "paragraph"):
        if re.search(r"分级|等级|级别|特别重大|较大", side.text[start:end]):
            return side.index.evidence(hit)
    return None


def _has_attachment(side: Side, where: str) -> bool:
    """Whether a heading or short line outside the contents begins with the attachment's name."""
    for paragraph in side.plan.paragraphs:
        if paragraph.role in ("contents", "row"):
            continue
        start, end = side.index.line(paragraph.index)
        line = side.text[start:end]
        if line.startswith(where) and len(line) <= 40 and "。" not in line:
            return True
        if paragraph.number and f"{paragraph.number}{line}".replace("：", ":").startswith(where):
            return True
        if where == "附件" and re.match(r"附件?[\d一二三:]", line) and len(line) <= 40:
            return True
    return False


def _class(side: Side, plan: Profile, upper: Profile) -> Result:
    """Which class the event belongs to: said by the plan, or settled by the upper plan naming the event."""
    event = event_name(plan.name)
    says = "事件归类"
    listed = next((c for c in upper.classes if any(_names_event(e, event) for e in c.events)), None)
    family = side.catalogue.event_family(event)
    if listed is None and family:
        known = side.catalogue.event_family
        listed = next((c for c in upper.classes if any(known(e) is family for e in c.events)), None)
    if listed:
        own = side.evidence(*_first(side, event))
        reason = f"上级预案已把{event}列入{listed.name}"
        return result("class-named", "CONN-I", "event-class", says, Verdict.COMPLIANT, reason, own, listed.evidence)
    for hit, _start, _end in side.spans(_CLASS.pattern, "sentence"):
        context = side.text[max(0, hit.start - 30) : hit.end + 30]
        if re.search(r"属于|归为|归入|类别[为是]", context):
            return result(
                "class-named",
                "CONN-I",
                "event-class",
                says,
                Verdict.COMPLIANT,
                "写明了所属的类",
                side.index.evidence(hit),
                upper.classes[0].evidence,
            )
    reason = "没有写明本预案的事件属于上级预案四类中的哪一类"
    scope = side.search(r"适用于|所称|是指|包括[:：]?因")
    return result(
        "class-named",
        "CONN-I",
        "event-class",
        says,
        Verdict.PARTIAL,
        reason,
        scope,
        upper.classes[0].evidence,
        "写明属于哪一类突发事件。",
    )


def _names_event(listed: str, event: str) -> bool:
    core = re.sub(r"(?:突发)?(?:事件|事故|灾害|疫情)$", "", listed)
    return len(core) >= 2 and (core in event or event in listed)


def _first(side: Side, word: str) -> tuple[int, int]:
    at = max(side.text.find(word), 0)
    return at, at + len(word)
