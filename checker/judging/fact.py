"""`fact`: named predicates over the facts. `TESTS` lists them; a point gives the name and the parameters.

Every test takes the case, the point's scope and its arguments and returns whether it holds, why, and evidence.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from typing import Any, Protocol, TypeVar

from checker.judging.case import Case, inside
from checker.judging.place import is_foreign
from checker.language.fold import fold, fold_pattern
from checker.report import Drill, Evidence, PointResult, Reporting, ResponseLevel, Review, UpperPlan
from kb.points import FactPoint

Outcome = tuple[bool, str, tuple[Evidence, ...]]
Test = Callable[[Case, str, dict[str, Any]], Outcome]
TESTS: dict[str, Test] = {}


class _Placed(Protocol):
    @property
    def evidence(self) -> Evidence: ...


P = TypeVar("P", bound=_Placed)


def evaluate(point: FactPoint, case: Case) -> PointResult:
    met, reason, evidence = TESTS[point.test](case, point.scope, point.args)
    return PointResult(id=point.id, says=point.says, met=met, reason=reason, evidence=evidence[:3])


def test(name: str) -> Callable[[Test], Test]:
    def register(function: Test) -> Test:
        TESTS[name] = function
        return function

    return register


def placed(case: Case, scope: str, facts: Iterable[P]) -> list[P]:
    """The facts whose words stand in the scope."""
    ranges = case.scope(scope)
    return [f for f in facts if inside(ranges, case.index.line(f.evidence.paragraph)[0])]


def search(case: Case, pattern: str, *texts: str) -> bool:
    compiled = re.compile(fold_pattern(case.catalogue.expand(pattern)))
    return any(compiled.search("".join(fold(t).split())) for t in texts)


def _for_subject(case: Case, value: Any) -> int:
    """A limit: a number, or numbers by subject with `default`; `words` (pattern → number) lower it where they occur."""
    if not isinstance(value, dict):
        return int(value)
    limit = int(value.get(case.subject.value) or value["default"])
    said = value.get("words", {}).items()
    return min([limit, *(int(n) for pattern, n in said if case.index.find(case.catalogue.expand(pattern)))])


def _evidence(facts: Iterable[_Placed]) -> tuple[Evidence, ...]:
    return tuple(f.evidence for f in facts)


# --- response levels ---------------------------------------------------------------------------------------------


def _levels(case: Case, scope: str) -> list[ResponseLevel]:
    own = [x for x in case.facts.response_levels if x.unit == case.unit.id]
    return own or placed(case, scope, case.facts.response_levels)


@test("levels-count")
def levels_count(case: Case, scope: str, args: dict[str, Any]) -> Outcome:
    """Between `min` and `max` response levels."""
    levels = _levels(case, scope)
    ranks = {x.rank for x in levels}
    met = args.get("min", 1) <= len(ranks) <= args.get("max", 99)
    return met, f"读到 {len(ranks)} 个响应级别", _evidence(levels)


@test("levels-unbroken")
def levels_unbroken(case: Case, scope: str, args: dict[str, Any]) -> Outcome:
    """The ladder has no missing rung below its highest level; with `or_none` no ladder at all will do."""
    levels = _levels(case, scope)
    if args.get("or_none") and not levels:
        return True, "", ()
    ranks = sorted({x.rank for x in levels})
    missing = sorted(set(range(1, ranks[-1] + 1)) - set(ranks)) if ranks else []
    reason = f"缺少第 {'、'.join(map(str, missing))} 级" if missing else ""
    return bool(ranks) and not missing, reason, _evidence(levels)


@test("levels-started")
def levels_started(case: Case, scope: str, args: dict[str, Any]) -> Outcome:
    """At least the `share` (default all) of the levels say who starts them; with `or_none` none of them will do."""
    levels = _levels(case, scope)
    if args.get("or_none") and not any(x.starts_by for x in levels):
        return True, "", ()
    without = [x.name for x in levels if not x.starts_by]
    met = bool(levels) and len(levels) - len(without) >= args.get("share", 1.0) * len(levels)
    reason = f"未写明启动主体：{'、'.join(without)}" if without else ""
    return met, reason, tuple(x.starter_evidence or x.evidence for x in levels if x.starts_by)


@test("levels-triggered")
def levels_triggered(case: Case, scope: str, args: dict[str, Any]) -> Outcome:
    """At least the `share` (default all) of the levels have a trigger."""
    levels = _levels(case, scope)
    without = [x.name for x in levels if not x.trigger]
    met = bool(levels) and len(levels) - len(without) >= args.get("share", 1.0) * len(levels)
    return met, f"未写明启动条件：{'、'.join(without)}" if without else "", _evidence(levels)


# --- drills and evaluation ---------------------------------------------------------------------------------------


def _matching(case: Case, facts: list[P], args: dict[str, Any], text: Callable[[P], Sequence[str]]) -> list[P]:
    """Keep the facts whose texts match `what` and do not match `none`."""
    return [
        f
        for f in facts
        if ("what" not in args or search(case, args["what"], *text(f)))
        and ("none" not in args or not search(case, args["none"], *text(f)))
    ]


_WHO_JOINS = re.compile(r"[,，;；][^,，;；。]*(?:参加|参与|观摩|配合)(?=[,，;；。]|$)")  # not whose drill it is


def _drills(case: Case, scope: str, args: dict[str, Any]) -> list[Drill]:
    found = placed(case, scope, case.facts.drills)
    # 综合预案每年、现场处置方案每半年: both stand in one sentence, and the name of the drill tells them apart.
    named = _matching(case, found, args, lambda d: (d.what,)) if "what" in args else []
    return named or _matching(case, found, args, lambda d: (d.what, _WHO_JOINS.sub("", d.evidence.quote)))


def _reviews(case: Case, scope: str) -> list[Review]:
    return placed(case, scope, case.facts.reviews)


@test("drill-any")
def drill_any(case: Case, scope: str, args: dict[str, Any]) -> Outcome:
    """The plan demands drills at all, with or without an interval."""
    drills = _drills(case, scope, args)
    return bool(drills), "", _evidence(drills)


@test("drill-interval")
def drill_interval(case: Case, scope: str, args: dict[str, Any]) -> Outcome:
    """Some drill (`what`, `none` filter it) comes at least every `max_months` (a number, or numbers by subject)."""
    floor = _for_subject(case, args["max_months"])
    drills = _drills(case, scope, args)
    good = [d for d in drills if d.interval_months is not None and d.interval_months <= floor]
    stated = sorted({d.interval_months for d in drills if d.interval_months is not None})
    if good:
        return True, f"最长 {floor} 个月，写为 {good[0].interval_months} 个月", _evidence(good)
    reason = f"应不长于 {floor} 个月，写为 {'、'.join(map(str, stated))} 个月" if stated else "没有明确的演练间隔"
    return False, reason, _evidence(drills)


@test("drill-not-too-rare")
def drill_not_too_rare(case: Case, scope: str, args: dict[str, Any]) -> Outcome:
    """Stated drill intervals are not longer than `max_months`: not all of them or, with `every`, none at all."""
    floor = _for_subject(case, args["max_months"])
    stated = [d for d in _drills(case, scope, args) if d.interval_months is not None]
    rare = [d for d in stated if (d.interval_months or 0) > floor]
    met = not rare or (not args.get("every") and len(rare) < len(stated))
    return met, "" if met else f"演练间隔 {rare[0].interval_months} 个月，长于 {floor} 个月", _evidence(rare)


@test("drill-reported")
def drill_reported(case: Case, scope: str, args: dict[str, Any]) -> Outcome:
    """Drill results are sent to a regulator."""
    drills = [d for d in _drills(case, scope, args) if d.reported]
    return bool(drills), "", _evidence(drills)


@test("drill-assessed")
def drill_assessed(case: Case, scope: str, args: dict[str, Any]) -> Outcome:
    """Drills are assessed."""
    drills = [d for d in _drills(case, scope, args) if d.assessed]
    return bool(drills), "", _evidence(drills)


@test("review-any")
def review_any(case: Case, scope: str, _args: dict[str, Any]) -> Outcome:
    """Periodic evaluation of the plan is demanded, with or without an interval."""
    reviews = _reviews(case, scope)
    return bool(reviews), "", _evidence(reviews)


@test("review-interval")
def review_interval(case: Case, scope: str, args: dict[str, Any]) -> Outcome:
    """The plan is evaluated at least every `max_months`."""
    floor = _for_subject(case, args["max_months"])
    reviews = _reviews(case, scope)
    good = [r for r in reviews if r.interval_months is not None and r.interval_months <= floor]
    return bool(good), "" if good else "没有明确的评估周期", _evidence(good or reviews)


@test("review-not-too-rare")
def review_not_too_rare(case: Case, scope: str, args: dict[str, Any]) -> Outcome:
    """No stated evaluation interval is longer than `max_months`."""
    floor = _for_subject(case, args["max_months"])
    rare = [r for r in _reviews(case, scope) if (r.interval_months or 0) > floor]
    return not rare, f"评估周期长于 {floor} 个月" if rare else "", _evidence(rare)


# --- reporting ---------------------------------------------------------------------------------------------------


def _reports(case: Case, scope: str, args: dict[str, Any]) -> list[Reporting]:
    """Reporting limits; `to` and `from` are patterns over receiver and sender (or the words), `none` over the words."""
    out = []
    for r in placed(case, scope, case.facts.reporting):
        if "none" in args and search(case, args["none"], r.evidence.quote):
            continue
        if "to" in args and not search(case, args["to"], r.to or r.evidence.quote):
            continue
        if "from" in args and not search(case, args["from"], r.sender or r.evidence.quote):
            continue
        out.append(r)
    return out


@test("report-within")
def report_within(case: Case, scope: str, args: dict[str, Any]) -> Outcome:
    """Some report (`to`, `from`, `none` filter it) is due within `max_minutes`."""
    reports = _reports(case, scope, args)
    good = [r for r in reports if r.limit_minutes <= args["max_minutes"]]
    if good:
        return True, f"写为 {good[0].limit_minutes} 分钟", _evidence(good)
    late = f"写为 {reports[0].limit_minutes} 分钟，应不超过 {args['max_minutes']} 分钟" if reports else "没有报告时限"
    return False, late, _evidence(reports)


@test("report-not-late")
def report_not_late(case: Case, scope: str, args: dict[str, Any]) -> Outcome:
    """No report (`to`, `from`, `none` filter it) is allowed more than `max_minutes`.

    Limits beyond `ignore_over` belong to other reports: statistics, summaries.
    """
    over = args.get("ignore_over", 1 << 30)
    late = [r for r in _reports(case, scope, args) if args["max_minutes"] < r.limit_minutes <= over]
    reason = f"写为 {late[0].limit_minutes} 分钟，应不超过 {args['max_minutes']} 分钟" if late else ""
    return not late, reason, _evidence(late)


@test("duty-phone")
def duty_phone(case: Case, scope: str, args: dict[str, Any]) -> Outcome:
    """A duty telephone (`what`, `none`: patterns over its words) is given."""
    phones = _matching(case, placed(case, scope, case.facts.duty_phones), args, lambda p: (p.number, p.evidence.quote))
    return bool(phones), "", _evidence(phones)


# --- bodies ------------------------------------------------------------------------------------------------------


@test("bodies")
def bodies(case: Case, scope: str, args: dict[str, Any]) -> Outcome:
    """At least `min` bodies whose name matches `what`, each with at least `duties` duty items."""
    found = [
        o
        for o in placed(case, scope, case.facts.organisations)
        if o.duties >= args.get("duties", 0) and search(case, args.get("what", "."), o.name)
    ]
    return len(found) >= args.get("min", 1), f"读到 {len(found)} 个", _evidence(found)


@test("no-outdated-bodies")
def no_outdated_bodies(case: Case, scope: str, args: dict[str, Any]) -> Outcome:
    """No body is called by a name it no longer has (`what`: a pattern over the sentence it stands in)."""
    old = [
        o
        for o in placed(case, scope, case.facts.outdated_bodies)
        if "what" not in args or search(case, args["what"], o.evidence.quote)
    ]
    reason = "；".join(f"“{o.name}”现为“{o.now}”" for o in old[:3])
    return not old, reason, _evidence(old)


@test("no-placeholders")
def no_placeholders(case: Case, scope: str, args: dict[str, Any]) -> Outcome:
    """Nothing is left to be filled in (`what`: a pattern over the sentence it stands in)."""
    left = [
        p
        for p in placed(case, scope, case.facts.placeholders)
        if "what" not in args or search(case, args["what"], p.evidence.quote)
    ]
    return not left, f"“{left[0].text}”等 {len(left)} 处" if left else "", _evidence(left)


@test("no-contradictions")
def no_contradictions(case: Case, scope: str, args: dict[str, Any]) -> Outcome:
    """No contradiction (`what`: a pattern over its description) touches the scope."""
    ranges = case.scope(scope)
    found = [
        c
        for c in case.facts.contradictions
        if ("what" not in args or search(case, args["what"], c.what))
        and any(inside(ranges, case.index.line(e.paragraph)[0]) for e in c.evidence)
    ]
    return not found, found[0].what if found else "", tuple(e for c in found for e in c.evidence)


# --- basis -------------------------------------------------------------------------------------------------------

_OLD = ("superseded", "abolished")


@test("citations-any")
def citations_any(case: Case, scope: str, args: dict[str, Any]) -> Outcome:
    """At least `min` citations, of the `kinds` given (law, standard, document, plan)."""
    kinds = args.get("kinds", ["law", "standard", "document"])
    found = [c for c in placed(case, scope, case.facts.citations) if c.kind in kinds]
    return len(found) >= args.get("min", 1), f"读到 {len(found)} 部", _evidence(found)


@test("citations-in-force")
def citations_in_force(case: Case, scope: str, args: dict[str, Any]) -> Outcome:
    """At most `max` (default none) cited laws or standards were out of force, `at` issue (default) or today.

    A plan without a date is judged on today.
    """
    at_issue = args.get("at", "issue") == "issue" and bool(case.plan.identity.issued)
    old = [
        c
        for c in placed(case, scope, case.facts.citations)
        if (c.at_issue if at_issue else c.status) in _OLD
        and c.kind in args.get("kinds", ["law", "standard", "document"])
    ]
    reason = "；".join(f"《{c.name}》已被{c.replaced_by or '代替或废止'}" for c in old[:3])
    return len(old) <= args.get("max", 0), reason, _evidence(old)


def _foreign(case: Case, plans: Sequence[UpperPlan]) -> list[UpperPlan]:
    """The upper plans that belong to another place than the plan's own; none when its place is not known."""
    identity = case.plan.identity
    if not (str(identity.region) or identity.organisation):
        return []
    texts = (identity.organisation, identity.title, case.unit.title)
    return [u for u in plans if is_foreign(u.name, identity.region, texts)]


@test("upper-plans")
def upper_plans(case: Case, scope: str, args: dict[str, Any]) -> Outcome:
    """At least `min` upper plans are named (`what`: a pattern over the name); with `own` none of another place."""
    named = placed(case, scope, case.facts.upper_plans)
    foreign = _foreign(case, named) if args.get("own") else []
    if foreign:
        return False, f"《{foreign[0].name}》不是本地区的预案", _evidence(foreign)
    found = [u for u in named if "what" not in args or search(case, args["what"], u.name)]
    return len(found) >= args.get("min", 1), "、".join(f"《{u.name}》" for u in found[:3]), _evidence(found)


@test("upper-plans-of-region")
def upper_plans_of_region(case: Case, scope: str, _args: dict[str, Any]) -> Outcome:
    """No upper plan belongs to another place than the plan's own."""
    foreign = _foreign(case, placed(case, scope, case.facts.upper_plans))
    reason = f"《{foreign[0].name}》不是本地区的预案" if foreign else ""
    return not foreign, reason, _evidence(foreign)
