"""Item J: how often the plan is drilled and evaluated, against the upper plan's interval."""

from __future__ import annotations

import re
from collections.abc import Iterator

from checker.connecting.making import result
from checker.connecting.profile import Interval, Profile
from checker.connecting.results import Result
from checker.connecting.side import Side
from checker.report import Evidence, Verdict

_OTHERS = re.compile(
    r"^[^每。]{0,16}(?:企业|公司|用户|学校|社区|村|医院|施工单位|运营单位)[^每。，]{0,10}每"
)  # not the plan's own drill


def compare_drills(side: Side, plan: Profile, upper: Profile) -> Iterator[Result]:
    wanted = _longest(upper.drills)
    if wanted:
        yield _interval(
            side,
            "drill-interval",
            "演练频次",
            plan.drills,
            wanted,
            r"演练|演习",
            "没有写演练",
            "写明每次演练最长隔多久。",
        )
    wanted = _longest(upper.reviews)
    if wanted and any(r.months for r in plan.reviews):
        yield _interval(side, "review-interval", "预案评估周期", plan.reviews, wanted, r"评估", "没有写评估", "")


def _longest(intervals: tuple[Interval, ...]) -> Interval | None:
    """The upper plan's floor: the longest interval it allows."""
    known = [i for i in intervals if i.months]
    return max(known, key=lambda i: i.months or 0, default=None)


def _interval(
    side: Side, matter: str, says: str, mine: tuple[Interval, ...], wanted: Interval, words: str, none: str, advice: str
) -> Result:
    def made(verdict: Verdict, reason: str, evidence: Evidence | None) -> Result:
        return result(matter, "CONN-J", "drill", says, verdict, reason, evidence, wanted.evidence, advice)

    floor = months(wanted.months)
    definite = [i for i in mine if i.months and not (i.evidence and _OTHERS.search(i.evidence.quote))]
    if definite:
        best = min(definite, key=lambda i: i.months or 0)
        if (best.months or 0) <= (wanted.months or 0):
            return made(Verdict.COMPLIANT, f"{months(best.months)}一次，达到上级预案的{floor}一次", best.evidence)
        return made(Verdict.NON_COMPLIANT, f"上级预案要求{floor}一次，本预案为{months(best.months)}一次", best.evidence)
    said = mine[0].evidence if mine else side.search(words)
    if said:
        return made(Verdict.PARTIAL, f"上级预案要求{floor}一次，本预案没有写频次", said)
    return made(Verdict.NON_COMPLIANT, f"上级预案要求{floor}一次，本预案{none}", None)


def months(value: int | None) -> str:
    if not value:
        return "定期"
    if value == 12:
        return "每年"
    return f"每{value // 12}年" if value % 12 == 0 else f"每{value}个月"
