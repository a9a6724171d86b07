"""Counts of verdicts as bars, said once for the pages and the HTML files: what stands in a row and in which order."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from checker.report import Finding, Verdict
from checker.reporting.view import VERDICT_MARKS

DRAWN: tuple[Verdict, ...] = tuple(
    v for v in VERDICT_MARKS if v is not Verdict.NOT_APPLICABLE
)  # what does not apply has no length


@dataclass(frozen=True, slots=True)
class Bar:
    """One row of a chart: its label and how many of each verdict, in the order of DRAWN, zeros left out."""

    label: str
    counts: tuple[tuple[Verdict, int], ...]

    @classmethod
    def of(cls, label: str, counts: Counter[Verdict]) -> Bar:
        return cls(label, tuple((v, counts[v]) for v in DRAWN if counts[v]))

    @property
    def total(self) -> int:
        return sum(n for _v, n in self.counts)

    @property
    def told(self) -> str:
        """「✗ 3　△ 5　✓ 12」: the same as the colours say, in words."""
        return "　".join(f"{VERDICT_MARKS[v]} {n}" for v, n in self.counts)

    def count(self, verdict: Verdict) -> int:
        return dict(self.counts).get(verdict, 0)


def group_bars(verdicts: Iterable[tuple[str, Verdict]]) -> tuple[Bar, ...]:
    """One bar for each group of duties that has anything to draw; the group with most 不符合 first, then 基本符合."""
    counted: dict[str, Counter[Verdict]] = {}
    for group, verdict in verdicts:
        counted.setdefault(group, Counter())[verdict] += 1
    bars = [bar for group, counts in counted.items() if (bar := Bar.of(group, counts)).total]
    return tuple(sorted(bars, key=lambda b: (-b.count(Verdict.NON_COMPLIANT), -b.count(Verdict.PARTIAL), -b.total)))


def finding_bars(findings: Iterable[Finding]) -> tuple[Bar, ...]:
    return group_bars((f.group, f.verdict) for f in findings)
