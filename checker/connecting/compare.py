"""Comparing a plan with the plan above it: every matter, then one entry of the report for every aspect."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from checker.connecting.basis import compare_basis
from checker.connecting.bodies import compare_bodies
from checker.connecting.drilling import compare_drills
from checker.connecting.grading import compare_grading
from checker.connecting.levels import compare_levels
from checker.connecting.matters import compare_matters
from checker.connecting.profile import Profile
from checker.connecting.profiling import build_profile
from checker.connecting.reporting_line import compare_reporting
from checker.connecting.results import ASPECTS, MAIN_ITEM, Result, ordered, worst
from checker.connecting.side import Side
from checker.connecting.units import compare_units
from checker.facts.context import dense
from checker.report import Connection, ConnectionMatter, Evidence, Verdict

SHOWN = 6  # passages of each side kept for one aspect


@dataclass(frozen=True, eq=False)
class Upper:
    """What a plan is compared with: a plan and its profile, or a profile alone (a region's, a corrected one)."""

    profile: Profile
    side: Side | None = None

    @classmethod
    def of(cls, side: Side) -> Upper:
        return cls(build_profile(side), side)

    @property
    def title(self) -> str:
        return self.profile.title


def compare(plan: Side, upper: Upper, profile: Profile | None = None) -> list[Result]:
    """All matters of all aspects. `profile` is the plan's own, where the caller has it already."""
    own = profile or build_profile(plan)
    above = upper.profile
    results = list(compare_basis(plan, above))
    if not plan.kind.is_enterprise:
        results += compare_levels(own, above)
        results += compare_reporting(plan, own, above)
    results += compare_bodies(plan, own, upper.side, above)
    results += compare_units(plan, own, above)
    results += compare_grading(plan, own, above)
    results += compare_drills(plan, own, above)
    if upper.side:
        results += compare_matters(plan, upper.side, plan.catalogue.connection_matters)
    return [_with_title(r, upper) for r in results]


def connections(results: Iterable[Result], upper: Upper) -> tuple[Connection, ...]:
    """One entry for each aspect; its verdict is that of its worst matter, undetermined where nothing is settled."""
    together: dict[str, list[Result]] = {aspect: [] for aspect in ASPECTS}
    for result in results:
        together[result.aspect].append(result)
    return tuple(_connection(aspect, found, upper) for aspect, found in together.items())


def _connection(aspect: str, found: list[Result], upper: Upper) -> Connection:
    if not found:
        return Connection(
            item=MAIN_ITEM[aspect],
            aspect=aspect,
            verdict=Verdict.UNDETERMINED,
            upper=upper.title,
            reason="上级预案没有写到这方面，或者没有与本类预案可比的规定，无法判断",
        )
    sorted_ = ordered(found)
    gaps = [r for r in sorted_ if r.verdict.is_gap or r.verdict is Verdict.UNDETERMINED]
    good = len(found) - len(gaps)
    reason = "；".join(r.reason for r in gaps) or "；".join(r.reason for r in sorted_[:3])
    if gaps and good:
        reason += f"。另有{good}项衔接"
    return Connection(
        item=MAIN_ITEM[aspect],
        aspect=aspect,
        verdict=worst(r.verdict for r in found),
        upper=upper.title,
        plan_evidence=_passages(r.plan_evidence for r in sorted_),
        upper_evidence=_passages(r.upper_evidence for r in sorted_),
        reason=reason,
        matters=tuple(
            ConnectionMatter(
                id=r.matter,
                item=r.item,
                says=r.says,
                verdict=r.verdict,
                reason=r.reason,
                plan_evidence=r.plan_evidence,
                upper_evidence=r.upper_evidence,
                advice=r.advice if r.verdict.is_gap else "",
            )
            for r in sorted_
        ),
    )


def _passages(many: Iterable[tuple[Evidence, ...]]) -> tuple[Evidence, ...]:
    found = {(e.paragraph, e.start, e.end): e for passages in many for e in passages if e.quote}
    return tuple(found.values())[:SHOWN]


def _with_title(result: Result, upper: Upper) -> Result:
    """A matter that compares with the upper plan's name shows where that plan names itself."""
    if result.upper_evidence or upper.side is None or result.aspect not in ("basis", "units"):
        return result
    side = upper.side
    titled = (p for p in side.plan.paragraphs if p.role != "contents" and side.name in dense(p.text))
    shortest = min(titled, key=lambda p: len(p.text), default=None)
    named = side.index.evidence_of(shortest.index) if shortest else None
    if named is None:
        return result
    return Result(
        result.matter,
        result.item,
        result.aspect,
        result.says,
        result.verdict,
        result.reason,
        result.plan_evidence,
        (named,),
        result.advice,
    )
