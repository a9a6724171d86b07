"""What one comparison of one matter found, and how matters make the verdict of an aspect."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import get_args

from checker.report import Evidence, Verdict
from kb.upper_plans import AspectName

ASPECTS: tuple[AspectName, ...] = get_args(AspectName)
MAIN_ITEM = {
    "basis": "CONN-A",
    "levels": "CONN-B",
    "reporting": "CONN-C",
    "command": "CONN-D",
    "units": "CONN-D",
    "handover": "CONN-E",
    "evacuation": "CONN-F",
    "information-release": "CONN-G",
    "drill": "CONN-J",
    "event-class": "CONN-I",
}
WORST_FIRST = (
    Verdict.NON_COMPLIANT,
    Verdict.PARTIAL,
    Verdict.UNDETERMINED,
    Verdict.COMPLIANT,
    Verdict.NOT_APPLICABLE,
)


@dataclass(frozen=True, slots=True)
class Result:
    """One matter compared. `upper_evidence` is empty only where the upper side is a region's profile."""

    matter: str
    item: str
    aspect: str
    says: str
    verdict: Verdict
    reason: str
    plan_evidence: tuple[Evidence, ...] = ()
    upper_evidence: tuple[Evidence, ...] = ()
    advice: str = ""


def worst(verdicts: Iterable[Verdict]) -> Verdict:
    """The worst verdict; undetermined when there is none."""
    found = set(verdicts)
    return next((v for v in WORST_FIRST if v in found), Verdict.UNDETERMINED)


def ordered(results: Iterable[Result]) -> list[Result]:
    """Worst first, otherwise as they came."""
    return sorted(results, key=lambda r: WORST_FIRST.index(r.verdict))


def one(evidence: Evidence | None) -> tuple[Evidence, ...]:
    return (evidence,) if evidence else ()
