"""Item C: reporting limits and whether the report reaches the body the upper plan names."""

from __future__ import annotations

import re
from collections.abc import Iterator

from checker.connecting.making import result
from checker.connecting.matters import duration
from checker.connecting.profile import Profile, ReportRule
from checker.connecting.results import Result
from checker.connecting.side import Side
from checker.report import Evidence, Verdict

_FOLLOW = re.compile(r"续报|每(?:隔)?[^,，。;；]{0,6}(?:小时|分钟)|核报|终报")
_SPLIT = re.compile(r"[、,和及或]|以及|并")
_UNIT = re.compile(r"企业|事发|公司|项目|现场|单位负责人|负责人|经营者|业主")
_AUTHORITY = re.compile(r"政府|部门|指挥|委员会|管委会|局|厅")
_BODY = re.compile(r"总值班室|应急办|总指挥部(?:办公室)?|指挥部办公室|应急委(?:办公室)?|总指挥部")


def compare_reporting(plan_side: Side, plan: Profile, upper: Profile) -> Iterator[Result]:
    first = [r for r in upper.reporting if not _is_follow(r)]
    mine = [r for r in plan.reporting if not _is_follow(r)]
    if first and mine:
        yield from _limits(mine, first)
    yield from _receivers(plan_side, mine, first)


def _limits(mine: list[ReportRule], theirs: list[ReportRule]) -> Iterator[Result]:
    """The longest time for a first report, units compared with units and authorities with authorities."""
    for by_unit, says in ((True, "事发单位的报告时限"), (False, "部门和政府的报告时限")):
        above = [r for r in theirs if _by_unit(r) is by_unit]
        own = [r for r in mine if _by_unit(r) is by_unit]
        if not above or not own:
            continue
        allowed, taken = max(above, key=_minutes), max(own, key=_minutes)
        verdict = Verdict.COMPLIANT
        reason = f"最长{duration(taken.limit_minutes)}，没有超过上级预案的{duration(allowed.limit_minutes)}"
        if taken.limit_minutes > allowed.limit_minutes:
            verdict = Verdict.NON_COMPLIANT
            reason = f"上级预案最长为{duration(allowed.limit_minutes)}，本预案写成{duration(taken.limit_minutes)}"
        matter = f"report-limit-{'unit' if by_unit else 'authority'}"
        yield result(matter, "CONN-C", "reporting", says, verdict, reason, taken.evidence, allowed.evidence)


def _by_unit(rule: ReportRule) -> bool:
    """Whether the one who reports is the unit where it happened, and no authority besides."""
    return bool(_UNIT.search(rule.sender)) and not _AUTHORITY.search(rule.sender)


def _minutes(rule: ReportRule) -> int:
    return rule.limit_minutes


def _receivers(side: Side, mine: list[ReportRule], theirs: list[ReportRule]) -> Iterator[Result]:
    """Every standing body the upper plan names as receiver must be reached, and within a time."""
    seen: set[str] = set()
    for rule in theirs:
        for name in _SPLIT.split(rule.to):
            kind = _BODY.search(name)
            if not kind or name in seen or len(name) > 20:
                continue
            seen.add(name)
            yield _reached(side, mine, rule, name)


def _reached(side: Side, mine: list[ReportRule], rule: ReportRule, name: str) -> Result:
    matter, says = f"report-to-{name}", f"报到{name}"
    short = re.sub(r"^[省市县区]", "", name)
    for own in mine:
        if own.evidence and (short in _dense(own.to) or short in _whole(side, own.evidence)):
            return result(
                matter,
                "CONN-C",
                "reporting",
                says,
                Verdict.COMPLIANT,
                f"{duration(own.limit_minutes)}内报到",
                own.evidence,
                rule.evidence,
            )
    spoken = _report_sentence(side, short)
    if spoken:
        reason = f"本预案写了报到这里，但没有时限；上级预案为{duration(rule.limit_minutes)}，多一级转报可能超时"
        return result(
            matter,
            "CONN-C",
            "reporting",
            says,
            Verdict.PARTIAL,
            reason,
            spoken,
            rule.evidence,
            "写明本级再往上报的时限。",
        )
    nearest = mine[0].evidence if mine else None
    reason = f"上级预案要求{duration(rule.limit_minutes)}内报到，本预案的报告线没有到这里"
    return result(
        matter,
        "CONN-C",
        "reporting",
        says,
        Verdict.PARTIAL,
        reason,
        nearest,
        rule.evidence,
        f"报告对象补上{name}和时限。",
    )


def _report_sentence(side: Side, name: str) -> Evidence | None:
    """A sentence that reports to the body; telling it for the record (备案) is no report of an event."""
    verb = r"(?:报告|上报|报送|汇报|报请|报)"
    pattern = rf"{verb}[^。；\n]{{0,30}}{re.escape(name)}|向[^。；\n]{{0,30}}{re.escape(name)}[^。；\n]{{0,20}}{verb}"
    for hit, start, end in side.spans(pattern, "sentence"):
        if "备案" not in side.text[start:end]:
            return side.index.evidence(hit)
    return None


def _whole(side: Side, evidence: Evidence) -> str:
    """The dense sentence around an evidence."""
    start, end = side.index.line(evidence.paragraph)
    return side.text[start:end] if end - start < 400 else _dense(evidence.quote)


def _dense(text: str) -> str:
    return re.sub(r"\s+", "", text)


def _is_follow(rule: ReportRule) -> bool:
    """Whether the limit belongs to a later report; the words just around the number decide."""
    if rule.evidence is None:
        return False
    return bool(_FOLLOW.search(rule.evidence.quote)) and not re.search(
        r"首报|初报|立即(?!续报)|最迟(?!续)|电话|书面", rule.evidence.quote
    )
