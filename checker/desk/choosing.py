"""Choose findings: what can be chosen, and which findings fit."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from checker.report import Finding, Severity, Verdict
from checker.reporting.view import VERDICT_MARKS, ReportView

SEVERITIES: tuple[Severity, ...] = ("critical", "major", "minor")


@dataclass(frozen=True, slots=True)
class Choice:
    """Empty fields choose everything; `words` must all occur in name, reason, advice, clause or quote."""

    units: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    verdicts: tuple[Verdict, ...] = ()
    severities: tuple[Severity, ...] = ()
    words: str = ""

    def fits(self, finding: Finding) -> bool:
        return (
            (not self.units or finding.unit in self.units)
            and (not self.groups or finding.group in self.groups)
            and (not self.verdicts or finding.verdict in self.verdicts)
            and (not self.severities or finding.severity in self.severities)
            and all(word in _text(finding) for word in self.words.lower().split())
        )


@dataclass(frozen=True, slots=True)
class Choices:
    """The values that occur in a report, in the order to offer them."""

    units: tuple[str, ...]
    groups: tuple[str, ...]
    verdicts: tuple[Verdict, ...]
    severities: tuple[Severity, ...]


def choices(view: ReportView) -> Choices:
    have = view.shown
    return Choices(
        units=tuple(u.id for u in view.report.units if any(f.unit == u.id for f in have)),
        groups=tuple(dict.fromkeys(f.group for f in have)),
        verdicts=tuple(v for v in VERDICT_MARKS if any(f.verdict == v for f in have)),
        severities=tuple(s for s in SEVERITIES if any(f.severity == s for f in have)),
    )


def choose(findings: Iterable[Finding], choice: Choice) -> list[Finding]:
    return [f for f in findings if choice.fits(f)]


def _text(finding: Finding) -> str:
    parts = [finding.requirement, finding.name, finding.reason, finding.advice]
    parts += [f"{b.cite} {b.clause}" for b in finding.basis]
    parts += [e.quote for e in (*finding.evidence, *finding.nearest)]
    return "\n".join(parts).lower()
