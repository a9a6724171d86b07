"""A version of a plan beside an earlier one: findings, sections and facts, from what the desk keeps."""

from __future__ import annotations

from dataclasses import dataclass

from checker.desk.store import plans, runs
from checker.desk.store.database import Desk
from checker.report import Report
from checker.reporting.changes import (
    Changed,
    FactChange,
    SectionChange,
    compare_facts,
    compare_findings,
    compare_sections,
)


@dataclass(frozen=True, slots=True)
class Comparison:
    old: Report
    new: Report
    findings: tuple[Changed, ...]
    sections: tuple[SectionChange, ...]
    facts: tuple[FactChange, ...]


def earlier_runs(desk: Desk, run: runs.Run, plan: int) -> list[tuple[plans.VersionRow, runs.Run]]:
    """The latest finished run of every other version of the plan, the latest version first."""
    numbered = {v.id: v for v in plans.versions(desk, plan)}
    out: dict[int, tuple[plans.VersionRow, runs.Run]] = {}
    for other in runs.runs_of_plan(desk, plan):
        if other.version and other.version != run.version and other.version not in out:
            out[other.version] = (numbered[other.version], other)
    return list(out.values())


def compare_runs(desk: Desk, old_run: int, new_run: int) -> Comparison | None:
    """None when one of them has no report."""
    old, new = runs.report(desk, old_run), runs.report(desk, new_run)
    if old is None or new is None:
        return None
    sections = compare_sections(old, runs.text(desk, old_run), new, runs.text(desk, new_run))
    return Comparison(old, new, compare_findings(old, new), sections, compare_facts(old, new))
