"""Comparing the matters that are data (corpora/connections): what the upper plan settles, does the plan take it up?"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from checker.connecting.results import Result, one
from checker.connecting.side import Side
from checker.language.fold import fold_pattern
from checker.language.numerals import DURATION, minutes
from checker.plan import Kind
from checker.report import Evidence, Verdict
from kb.upper_plans import ConnectionMatter

Groups = tuple[tuple[str, ...], ...]
NEAR_MIN = 0.12  # share of the upper plan's words that the nearest passage must hold
TRIED = 40  # windows of each side that are tried as a pair


def compare_matters(plan: Side, upper: Side, matters: Iterable[ConnectionMatter]) -> list[Result]:
    """One result for every matter that the upper plan settles for a plan of this kind."""
    results = []
    for matter in matters:
        if not _fits(matter.kinds, plan.kind) or not _fits(matter.upper_kinds, upper.kind):
            continue
        settled = find(upper, matter.upper, matter.upper_none, matter.window)
        if settled:
            result = _compare(plan, upper, matter, settled)
            if result.verdict is not Verdict.NOT_APPLICABLE:
                results.append(result)
    return results


def find(side: Side, groups: Groups, none: tuple[str, ...], window: str) -> list[tuple[int, int]]:
    """Windows (dense ranges, in order) in which one alternative of every group stands and none of `none`."""
    found: list[tuple[int, int]] = []
    others = [_compiled(side, group) for group in groups[1:]]
    forbidden = _compiled(side, none) if none else None
    for _hit, start, end in side.spans(_joined(side, groups[0]), window):
        if found and found[-1][0] == start:
            continue
        text = side.text[start:end]
        if all(pattern.search(text) for pattern in others) and not (forbidden and forbidden.search(text)):
            found.append((start, end))
    return found


def _compare(plan: Side, upper: Side, matter: ConnectionMatter, settled: list[tuple[int, int]]) -> Result:
    wanted = _limit(upper, matter, settled)
    above = wanted[1] if wanted else _evidence(upper, settled[0], matter.upper)
    if matter.conflict:
        against = find(plan, (matter.conflict,), (), "sentence")
        if against:
            first, second = _closest(plan, against, upper, settled)
            below, above = _evidence(plan, first, (matter.conflict,)), _evidence(upper, second, matter.upper)
            return _result(matter, Verdict.NON_COMPLIANT, "本预案的写法与上级预案相反", below, above)
    taken = find(plan, matter.plan, matter.plan_none, matter.window)
    if not taken:
        return _absent(plan, upper, matter, settled, above)
    if wanted:
        return _compare_limits(plan, matter, taken, wanted)
    first, second = _closest(plan, taken, upper, settled)
    below, above = _evidence(plan, first, matter.plan), _evidence(upper, second, matter.upper)
    return _result(matter, Verdict.COMPLIANT, "与上级预案衔接", below, above)


def _compare_limits(
    plan: Side, matter: ConnectionMatter, taken: list[tuple[int, int]], wanted: tuple[int, Evidence]
) -> Result:
    mine = _limit(plan, matter, taken)
    if mine is None:
        below = _evidence(plan, taken[0], matter.plan)
        return _result(
            matter, Verdict.PARTIAL, f"上级预案定为{duration(wanted[0])}，本预案没有写时限", below, wanted[1]
        )
    if mine[0] > wanted[0]:
        reason = f"上级预案为{duration(wanted[0])}，本预案为{duration(mine[0])}，时限放宽了"
        return _result(matter, Verdict.NON_COMPLIANT, reason, mine[1], wanted[1])
    return _result(matter, Verdict.COMPLIANT, f"时限与上级预案一致或更严（{duration(mine[0])}）", mine[1], wanted[1])


def _absent(
    plan: Side, upper: Side, matter: ConnectionMatter, settled: list[tuple[int, int]], above: Evidence
) -> Result:
    near = find(plan, (matter.topic,), (), "sentence") if matter.topic else []
    if near:
        first, second = _closest(plan, near, upper, settled)
        below, above = _evidence(plan, first, (matter.topic,)), _evidence(upper, second, matter.upper)
        return _result(matter, Verdict(matter.weak), "本预案提到了，但没有写到上级预案规定的内容", below, above)
    if matter.missing == "not_applicable":
        return _result(matter, Verdict.NOT_APPLICABLE, "上级预案不要求本预案写", None, above)
    if plan.plan.source.unreadable_pages:
        return _result(matter, Verdict.UNDETERMINED, "本预案有没读出的页，不能断定没有写", None, above)
    nearest = _nearest(plan, upper.text[slice(*settled[0])])
    says = "上级预案有规定，全文没有写" + ("（所列原文只是最接近的）" if nearest else "")
    return _result(matter, Verdict(matter.missing), says, nearest, above)


def _result(matter: ConnectionMatter, verdict: Verdict, reason: str, below: Evidence | None, above: Evidence) -> Result:
    return Result(
        matter=matter.id,
        item=matter.item,
        aspect=matter.aspect,
        says=matter.says,
        verdict=verdict,
        reason=f"{matter.says}：{reason}",
        plan_evidence=one(below),
        upper_evidence=(above,),
        advice=matter.advice,
    )


def _nearest(plan: Side, words: str) -> Evidence | None:
    """The sentence of the plan that shares most with the words; None when nothing is near."""
    wanted = _bigrams(words)
    best, found = NEAR_MIN, None
    for start, end in zip(plan.index.sentences, plan.index.sentences[1:], strict=False):
        shared = len(wanted & _bigrams(plan.text[start:end]))
        score = shared / (len(wanted) or 1)
        if score > best and plan.index.paragraph_at(start).role == "body":
            best, found = score, start
    return plan.evidence(found, found + 1) if found is not None else None


def _limit(side: Side, matter: ConnectionMatter, windows: list[tuple[int, int]]) -> tuple[int, Evidence] | None:
    """The longest time the windows allow, in minutes, with its words; None without a limit."""
    if not matter.limit:
        return None
    pattern = _limit_pattern(side.catalogue.expand(matter.limit))
    best: tuple[int, Evidence] | None = None
    for start, end in windows:
        for match in pattern.finditer(side.text, start, end):
            value = minutes(match)
            if value and (best is None or value > best[0]):
                best = value, side.evidence(match.start(), match.end())
    return best


def duration(value: int) -> str:
    """90 → 90分钟, 1440 → 24小时, 14400 → 10天: plans count in hours up to three days."""
    if value % 1440 == 0 and value > 4320:
        return f"{value // 1440}天"
    return f"{value // 60}小时" if value % 60 == 0 else f"{value}分钟"


def _closest(
    plan: Side, taken: list[tuple[int, int]], upper: Side, settled: list[tuple[int, int]]
) -> tuple[tuple[int, int], tuple[int, int]]:
    """The two windows that share most words: what a reader would lay side by side."""
    above = [(w, _bigrams(upper.text[slice(*w)])) for w in settled[:TRIED]]
    best, found = -1.0, (taken[0], settled[0])
    for window in taken[:TRIED]:
        words = _bigrams(plan.text[slice(*window)])
        for other, theirs in above:
            score = len(words & theirs) / (len(words | theirs) or 1)
            if score > best:
                best, found = score, (window, other)
    return found


def _bigrams(text: str) -> frozenset[str]:
    return frozenset(text[i : i + 2] for i in range(len(text) - 1))


def _evidence(side: Side, window: tuple[int, int], groups: Groups) -> Evidence:
    """The sentence of the window in which most groups stand."""
    patterns = [_compiled(side, group) for group in groups]
    best, found = 0, window
    start = window[0]
    while start < window[1]:
        end = min(side.index.sentence_at(start)[1], window[1])
        hits = [m for p in patterns if (m := p.search(side.text, start, end))]
        if len(hits) > best:
            best, found = len(hits), (hits[0].start(), hits[0].end())
        start = end
    return side.evidence(*found)


def _fits(kinds: tuple[str, ...], kind: Kind) -> bool:
    return not kinds or kind.value in kinds


def _joined(side: Side, group: tuple[str, ...]) -> str:
    return "|".join(f"(?:{side.catalogue.expand(p)})" for p in group)


def _compiled(side: Side, group: tuple[str, ...]) -> re.Pattern[str]:
    return _compile(_joined(side, group))


@lru_cache(maxsize=2048)
def _compile(pattern: str) -> re.Pattern[str]:
    return re.compile(fold_pattern(pattern))


@lru_cache(maxsize=64)
def _limit_pattern(pattern: str) -> re.Pattern[str]:
    return re.compile(fold_pattern(pattern).replace("{duration}", DURATION.pattern))
