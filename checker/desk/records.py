"""The registry line by line: a plan, its versions, what its latest check found out, what was registered."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from checker.desk.days import Issue, issue
from checker.desk.store import plans, runs
from checker.desk.store.database import Desk
from checker.desk.store.registry import EventKind, EventRow, events
from checker.report import Citation, Verdict
from kb.catalogue import load_catalogue
from kb.selecting import applicable


@dataclass(frozen=True, slots=True)
class Known:
    """What the registry needs of a report. `applied`: the duties that apply, whatever became of them."""

    issued: str
    subject: str
    kinds: frozenset[str]
    applied: frozenset[str]
    citations: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class PlanRecord:
    """One line of the registry; `run` is the latest finished check, events stand latest first."""

    plan: plans.PlanRow
    version: plans.VersionRow | None
    run: int | None
    known: Known | None
    events: tuple[EventRow, ...]

    def last(self, kind: EventKind, today: date) -> EventRow | None:
        """The latest that has happened; what is entered for a day to come is only planned."""
        return next((e for e in self.events if e.kind == kind and e.date <= today), None)

    def planned(self, kind: EventKind, today: date) -> EventRow | None:
        """The next one to come."""
        return next((e for e in reversed(self.events) if e.kind == kind and e.date > today), None)

    def issue(self, today: date) -> Issue | None:
        """The registered day of issue, or what the latest file tells when that is later: the plan was revised."""
        event = self.last("issue", today)
        told = issue(self.known.issued) if self.known else None
        if event is None or (told and told.first > event.date):
            return told
        return Issue.on(event.date)

    @property
    def is_written(self) -> bool:
        """There is a file of it, or a day on which it was issued."""
        return self.version is not None or any(e.kind == "issue" for e in self.events)


def records(desk: Desk) -> list[PlanRecord]:
    everything = events(desk)
    out = []
    for plan in plans.plans(desk):
        listed = plans.versions(desk, plan.id) if plan.versions else []
        done = runs.runs_of_plan(desk, plan.id) if plan.versions else []
        run = done[0].id if done else None
        own = tuple(e for e in everything if e.plan == plan.id)
        known = _known(desk, run) if run else _said(plan)
        out.append(PlanRecord(plan, listed[-1] if listed else None, run, known, own))
    return out


def _said(plan: plans.PlanRow) -> Known | None:
    """Of a plan that was not checked: the duties for what somebody said it is; None where nobody did."""
    if not plan.subject:
        return None
    kind = plan.kind or ("gov-special" if plan.subject == "government" else "enterprise-comprehensive")
    duties = _duties(kind, plan.subject, f"{plan.title} {plan.organisation}")
    return Known("", plan.subject, frozenset({kind}), duties, ())


@lru_cache(maxsize=5000)
def _duties(kind: str, subject: str, title: str) -> frozenset[str]:
    """Those for every such plan of that title anywhere: what hangs on the text or the region is not known."""
    found = applicable(
        load_catalogue(), kind=kind, subject=subject, region=("", "", ""), text_counts=lambda _pattern: 0, title=title
    )
    return frozenset(s.requirement.id for s in found if s.status != "not_applicable")


@lru_cache(maxsize=2000)
def _known(desk: Desk, run: int) -> Known | None:
    """A finished run never changes."""
    report = runs.report(desk, run)
    if report is None:
        return None
    judged = {f.requirement for f in report.findings if f.verdict is not Verdict.NOT_APPLICABLE}
    applied = frozenset(judged | {n.requirement for n in report.not_run})
    kinds = frozenset(u.kind for u in report.units)
    return Known(report.plan.issued, report.plan.subject, kinds, applied, report.facts.citations)
