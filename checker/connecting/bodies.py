"""Item D, command: is the plan's command body the one of the upper plan, with the same head, office and task?"""

from __future__ import annotations

import re
from collections.abc import Iterator

from rapidfuzz import fuzz

from checker.connecting.making import result
from checker.connecting.profile import Body, Profile
from checker.connecting.profile_events import GRADES
from checker.connecting.profile_ladder import commanded_grades
from checker.connecting.profile_units import event_name
from checker.connecting.results import Result
from checker.connecting.side import Side
from checker.facts.context import dense
from checker.plan import Kind
from checker.report import Verdict

_PLACE = re.compile(r"^(?![省市县区])[一-龥]{2,6}?(?:自治区|自治州|省|市|县|区)(?=[一-龥]{3})")
SAME = 86  # names that differ in a word: one is misspelt
_RANKS = (  # who a head is; the first that fits counts
    ("书记", r"书记"),
    ("常务副职", r"常务副"),
    ("分管领导", r"分管|副市长|副省长|副县长|副区长|副主席|联系"),
    ("主要负责人", r"市长|省长|县长|区长|主席|主要负责|主任|厅长|局长"),
)


def compare_bodies(plan_side: Side, plan: Profile, upper_side: Side | None, upper: Profile) -> Iterator[Result]:
    if plan_side.kind not in (Kind.GOV_SPECIAL, Kind.GOV_DEPARTMENT, Kind.TOWNSHIP):
        return
    own = main_body(plan_side, plan)
    listed = [b for b in upper.bodies if b.kind == "special"]
    if own and listed:
        match = _same(own, listed)
        yield _named(plan_side, own, match, plan, listed)
        if match:
            yield from _head(own, match)
            yield from _office(own, match)
    if upper_side:
        yield from _grades(plan_side, upper_side)
    yield from _levels(plan, upper)


def main_body(side: Side, plan: Profile) -> Body | None:
    """The special command body a plan is carried out by: the one it names most."""
    special = [b for b in plan.bodies if b.kind == "special" and len(key(b.name)) > 4]
    own = max(special, key=lambda b: (side.text.count(key(b.name)), len(b.name)), default=None)
    if own is None:
        return None
    # The short name (以下简称) carries on where the full one is not repeated.
    related = [own, *(b for b in special if b is not own and _inside(key(b.name), key(own.name)))]
    related.sort(key=lambda b: -len(b.name))
    return related[0].model_copy(
        update={
            "head": next((b.head for b in related if b.head), ""),
            "office": next((b.office for b in related if b.office), ""),
        }
    )


def _inside(one: str, other: str) -> bool:
    """Whether one name is the other with letters left out, either way."""
    short, long = sorted((one, other), key=len)
    letters = iter(long)
    return all(c in letters for c in short)


def key(name: str) -> str:
    """A command body's name without its place: 云泽市燃气…指挥部 and 市燃气…指挥部 are one."""
    return re.sub(r"^[省市县区]", "", _PLACE.sub("", dense(name)))


def _same(own: Body, listed: list[Body]) -> Body | None:
    exact = next((b for b in listed if key(b.name) == key(own.name)), None)
    return exact or max(
        (b for b in listed if fuzz.ratio(key(b.name), key(own.name)) >= SAME),
        key=lambda b: fuzz.ratio(key(b.name), key(own.name)),
        default=None,
    )


def _named(side: Side, own: Body, match: Body | None, plan: Profile, listed: list[Body]) -> Result:
    matter, says = "body-named", "指挥机构的名称"
    named = side.search(re.escape(dense(own.name))) or own.evidence
    if match is None:
        event = event_name(plan.name)
        expected = next((b for b in listed if event in b.name or event in b.events), None)
        if expected:
            reason = f"上级预案由“{expected.name}”指挥这类事件，本预案另设“{own.name}”"
            return result(matter, "CONN-D", "command", says, Verdict.NON_COMPLIANT, reason, named, expected.evidence)
        reason = f"“{own.name}”不在上级预案列出的专项指挥机构里"
        return result(matter, "CONN-D", "command", says, Verdict.PARTIAL, reason, named, listed[0].evidence)
    if key(match.name) == key(own.name):
        return result(
            matter, "CONN-D", "command", says, Verdict.COMPLIANT, f"“{own.name}”与上级预案一致", named, match.evidence
        )
    reason = f"上级预案称“{match.name}”，本预案写作“{own.name}”"
    return result(
        matter, "CONN-D", "command", says, Verdict.PARTIAL, reason, named, match.evidence, "用上级预案的全称。"
    )


def _head(own: Body, match: Body) -> Iterator[Result]:
    mine, theirs = _rank(own.head), _rank(match.head)
    if not mine or not theirs:
        return
    same = mine == theirs
    reason = f"与上级预案一致（{own.head}）" if same else f"上级预案由“{match.head}”担任，本预案由“{own.head}”担任"
    verdict = Verdict.COMPLIANT if same else Verdict.NON_COMPLIANT
    yield result(
        "body-head", "CONN-D", "command", "总指挥（指挥长）人选", verdict, reason, own.evidence, match.evidence
    )


def _rank(head: str) -> str:
    return next((name for name, pattern in _RANKS if re.search(pattern, head)), "")


def _office(own: Body, match: Body) -> Iterator[Result]:
    mine, theirs = unit_key(own.office), unit_key(match.office)
    if not mine or not theirs:
        return
    same = mine == theirs or mine in theirs or theirs in mine
    reason = f"都设在{own.office}" if same else f"上级预案设在“{match.office}”，本预案设在“{own.office}”"
    verdict = Verdict.COMPLIANT if same else Verdict.NON_COMPLIANT
    yield result("body-office", "CONN-D", "command", "指挥部办公室", verdict, reason, own.evidence, match.evidence)


def unit_key(name: str) -> str:
    """A unit's name without place and long endings: 云泽市卫生健康委员会 and 市卫生健康委 are one."""
    short = re.sub(r"^[省市县区]", "", _PLACE.sub("", dense(name)))
    return re.sub(r"委员会$", "委", short).replace("应急管理局", "应急局").replace("市场监督管理局", "市场监管局")


def _grades(plan: Side, upper: Side) -> Iterator[Result]:
    mine, theirs = commanded_grades(plan, special=False), commanded_grades(upper, special=True)
    if not mine or not theirs:
        return
    if mine[0] == theirs[0]:
        verdict, reason = Verdict.COMPLIANT, f"都具体指挥{_say(mine[0])}事件"
    else:
        verdict = Verdict.PARTIAL
        reason = f"上级预案由专项指挥部具体指挥{_say(theirs[0])}事件，本预案为{_say(mine[0])}事件，分工不同"
    yield result("body-grades", "CONN-D", "command", "专项指挥部指挥的事件等级", verdict, reason, mine[1], theirs[1])


def _say(grades: frozenset[str]) -> str:
    return "、".join(g for g in GRADES if g in grades)


def _levels(plan: Profile, upper: Profile) -> Iterator[Result]:
    """Which level of government directs events of a grade."""
    words = {"province": "省级", "city": "市级", "county": "县（区）级"}
    theirs = {d.grade: d for d in upper.duties}
    for duty in plan.duties:
        other = theirs.get(duty.grade)
        if other is None:
            continue
        same = duty.level == other.level
        reason = (
            f"都由{words[duty.level]}组织指挥"
            if same
            else f"上级预案由{words[other.level]}组织指挥，本预案由{words[duty.level]}组织指挥"
        )
        verdict = Verdict.COMPLIANT if same else Verdict.NON_COMPLIANT
        says = f"{duty.grade}事件由哪一级指挥"
        yield result(f"duty-{duty.grade}", "CONN-D", "command", says, verdict, reason, duty.evidence, other.evidence)
