"""Item B: the response ladder, level by level: how many, who starts, for which grade of event."""

from __future__ import annotations

import re
from collections.abc import Iterator

from checker.connecting.making import result
from checker.connecting.profile import Profile, Step
from checker.connecting.results import Result
from checker.report import Verdict

_HAN = "零一二三四五"
# What sort of body starts a level. A starter may be several at once: 专项指挥部副指挥长（牵头部门主要负责人）.
_TIERS = (
    ("county", r"(?<!市)(?:县级|县委|县人民|县\(|区级|区委|区政府|区人民|各区|区应急|属地|事发地|县政府|所在地)"),
    ("party", r"(?:[省市]委|党委)[、,和]?(?:[省市]|人民)?政府|党中央|国务院(?!有关)|(?:省|市)(?:人民)?政府"),
    ("general", r"总指挥部|应急委|应急委员会|领导指挥机构"),
    ("special", r"(?<!总)(?<!场)指挥部(?!办)|领导小组(?!办)|指挥长|^总指挥$|组长"),
    ("office", r"办公室|应急办"),
    ("department", r"主责部门|牵头部门|主管部门|局长|局(?:主要)?负责|[一-龥](?:局|厅|委)$|部门"),
)
_SCALE = {
    "county": "县（区）级",
    "party": "党委、政府",
    "general": "总指挥机构",
    "special": "专项指挥部",
    "office": "指挥部办公室",
    "department": "主责（牵头）部门",
}


def compare_levels(plan: Profile, upper: Profile) -> Iterator[Result]:
    """Nothing where the upper plan has no ladder of its own."""
    if len(upper.ladder) < 2:
        return
    yield _numbers(plan, upper)
    above = {s.rank: s for s in upper.ladder}
    for step in plan.ladder:
        other = above.get(step.rank)
        if other and len(plan.ladder) >= 2:
            yield from _step(step, other)


def _numbers(plan: Profile, upper: Profile) -> Result:
    def made(verdict: Verdict, reason: str) -> Result:
        mine = plan.ladder[0].evidence if plan.ladder else None
        return result(
            "levels-number", "CONN-B", "levels", "响应级别的个数", verdict, reason, mine, upper.ladder[0].evidence
        )

    mine, theirs = {s.rank for s in plan.ladder}, {s.rank for s in upper.ladder}
    if len(mine) < 2:
        return made(Verdict.NON_COMPLIANT, f"上级预案分{_HAN[len(theirs)]}级响应，本预案没有响应分级")
    if mine == theirs:
        return made(Verdict.COMPLIANT, f"都分{_HAN[len(mine)]}级")
    missing = [s.name for s in upper.ladder if s.rank not in mine]
    if missing and max(mine) > max(theirs) - len(missing) and min(missing_ranks(mine, theirs)) < max(mine):
        return made(Verdict.NON_COMPLIANT, f"级别断档，缺{'、'.join(missing)}响应")
    return made(Verdict.PARTIAL, f"上级预案分{_HAN[len(theirs)]}级，本预案分{_HAN[len(mine)]}级，没有写怎样对应")


def missing_ranks(mine: set[int], theirs: set[int]) -> set[int]:
    return (theirs - mine) or {99}


def _step(step: Step, other: Step) -> Iterator[Result]:
    says = f"{other.name.removesuffix('响应')}响应"
    if other.grade and step.grade and other.grade != step.grade:
        reason = f"上级预案对应{other.grade}事件，本预案对应{step.grade}事件"
        yield result(
            f"levels-grade-{step.rank}",
            "CONN-B",
            "levels",
            f"{says}的启动条件",
            Verdict.NON_COMPLIANT,
            reason,
            step.evidence,
            other.evidence,
        )
    theirs = tiers(other.starter)
    if not theirs:
        return
    matter, who = f"levels-starter-{step.rank}", f"{says}的启动主体"
    mine = tiers(step.starter)
    if not step.starter:
        reason = f"上级预案由“{other.starter}”启动，本预案没有写由谁启动"
        yield result(
            matter, "CONN-B", "levels", who, Verdict.PARTIAL, reason, step.evidence, other.evidence, "写明启动主体。"
        )
    elif mine and not mine & theirs:
        reason = f"上级预案由“{other.starter}”（{_words(theirs)}）启动，本预案由“{step.starter}”（{_words(mine)}）启动"
        yield result(
            matter,
            "CONN-B",
            "levels",
            who,
            Verdict.NON_COMPLIANT,
            reason,
            step.evidence,
            other.evidence,
            "按上级预案改，或者报请上级预案的制定机关协调。",
        )
    elif mine:
        yield result(
            matter,
            "CONN-B",
            "levels",
            who,
            Verdict.COMPLIANT,
            f"与上级预案一致（{step.starter}）",
            step.evidence,
            other.evidence,
        )


def tiers(starter: str) -> frozenset[str]:
    """The sorts of body a starter is; empty when it cannot be told."""
    text = re.sub(r"\s+", "", starter).replace("（", "(").replace("）", ")").replace("，", ",")
    found = {name for name, pattern in _TIERS if re.search(pattern, text)}
    if "county" in found:
        return frozenset({"county"})
    if "general" in found:
        found -= {"special", "office", "department"} if "专项" not in text else set()
    if "special" in found and "部门" not in text and not re.search(r"局长|局负责|\(牵头", text):
        found -= {"department"}
    return frozenset(found)


def _words(names: frozenset[str]) -> str:
    return "、".join(_SCALE[n] for n, _ in _TIERS if n in names)
