"""From points to a verdict, by a rule the user can read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from checker.report import PointResult, Verdict
from kb.points import Point, Rule

NEEDED = ("required", "condition")  # for 符合
SIGNS = ("required", "presence")  # that the plan treats the matter, for 基本符合


@dataclass(frozen=True, slots=True)
class Decision:
    verdict: Verdict
    reason: str
    rule: str
    confidence: float  # 0 … 1, by how far the points are from another verdict


def rule_text(rule: Rule, points: Sequence[Point]) -> str:
    """The rule in one Chinese line, as shown with the finding."""
    required = sum(p.role in NEEDED for p in points)
    need = required - rule.may_miss
    full = f"全部 {required} 个要点具备" if not rule.may_miss else f"{required} 个要点具备 {need} 个以上"
    breach = "；有违反底线的内容即不符合" if any(p.role == "breach" for p in points) else ""
    return f"{full}为符合；具备 {rule.present} 个以上为基本符合；否则不符合{breach}"


def _verdict(rule: Rule, points: Sequence[Point], met: Sequence[bool]) -> Verdict:
    pairs = list(zip(points, met, strict=True))
    if any(p.role == "breach" and not m for p, m in pairs):
        return Verdict.NON_COMPLIANT
    missed = sum(p.role in NEEDED and not m for p, m in pairs)
    present = sum(p.role in SIGNS and m for p, m in pairs)
    has_required = any(p.role in NEEDED for p, _ in pairs)
    if has_required and missed <= rule.may_miss and present:
        return Verdict.COMPLIANT
    return Verdict.PARTIAL if present >= rule.present else Verdict.NON_COMPLIANT


def decide(rule: Rule, points: Sequence[Point], results: Sequence[PointResult]) -> Decision:
    """The verdict; undetermined when points that could not be told would change it."""
    worst = _verdict(rule, points, [bool(r.met) for r in results])
    best = _verdict(rule, points, [r.met is not False for r in results])
    verdict = worst if worst == best else Verdict.UNDETERMINED
    return Decision(verdict, _reason(points, results), rule_text(rule, points), _confidence(rule, points, results))


def _reason(points: Sequence[Point], results: Sequence[PointResult]) -> str:
    pairs = list(zip(points, results, strict=True))
    parts = []
    wrong = [_named(r) for p, r in pairs if p.role == "breach" and r.met is False]
    have = [r.says for p, r in pairs if p.role != "breach" and r.met]
    lack = [_named(r) for p, r in pairs if p.role in NEEDED and r.met is False]
    unknown = [r.says for p, r in pairs if r.met is None]
    if wrong:
        parts.append("没有做到：" + "、".join(wrong))
    if have:
        parts.append("已写明：" + "、".join(have))
    if lack:
        parts.append("未见：" + "、".join(lack))
    if unknown:
        parts.append("因有页面未能读取，不能断定：" + "、".join(unknown))
    return "；".join(parts)


def _named(result: PointResult) -> str:
    return f"{result.says}（{result.reason}）" if result.reason else result.says


def _confidence(rule: Rule, points: Sequence[Point], results: Sequence[PointResult]) -> float:
    pairs = list(zip(points, results, strict=True))
    if any(p.role == "breach" and r.met is False for p, r in pairs):
        return 0.9
    required = [r for p, r in pairs if p.role in NEEDED]
    missed = sum(not r.met for r in required)
    present = sum(bool(r.met) for p, r in pairs if p.role in SIGNS)
    to_full = abs(missed - rule.may_miss - 0.5)
    to_partial = abs(present - rule.present + 0.5)
    return round(min(0.95, 0.5 + 0.5 * min(to_full, to_partial) / max(1.5, len(pairs) / 2)), 2)
