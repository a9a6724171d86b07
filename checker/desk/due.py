"""When what is due next: drills, evaluation, filing; from the floors that apply to the plan and what was registered."""

from __future__ import annotations

import calendar
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from checker.desk.store import plans, runs
from checker.desk.store.database import Desk
from checker.desk.store.registry import EventRow, events
from checker.report import Report, Verdict
from checker.reporting.view import months
from kb.catalogue import Catalogue, load_catalogue
from kb.models import Floor

State = Literal["overdue", "soon", "fine", "unknown"]
STATE_LABELS: dict[State, str] = {"overdue": "逾期", "soon": "即将到期", "fine": "未到期", "unknown": "未登记"}
STATE_MARKS: dict[State, str] = {"overdue": "✗", "soon": "△", "fine": "✓", "unknown": "？"}
SOON_DAYS = 60
WEAK = (
    "（宜）",
    "（原则上）",
    "跨区域",
)  # a floor that only recommends, or speaks of a drill of several cities together


@dataclass(frozen=True, slots=True)
class Due:
    """`day` is None when there is nothing to count from; `why` names floor and clause."""

    plan: int
    title: str
    organisation: str
    what: Literal["演练", "定期评估", "备案"]
    last: date | None
    day: date | None
    why: str
    requirements: tuple[str, ...]

    def state(self, today: date) -> State:
        if self.day is None:
            return "unknown"
        if self.day < today:
            return "overdue"
        return "soon" if self.day <= today + timedelta(days=SOON_DAYS) else "fine"


@dataclass(frozen=True, slots=True)
class PlanRecord:
    """One line of the registry: a plan, its latest finished check and what was registered."""

    plan: plans.PlanRow
    version: plans.VersionRow | None
    report: Report | None
    events: tuple[EventRow, ...]

    def last(self, kind: str) -> EventRow | None:
        return next((e for e in self.events if e.kind == kind), None)


def records(desk: Desk) -> list[PlanRecord]:
    everything = events(desk)
    out = []
    for plan in plans.plans(desk):
        listed = plans.versions(desk, plan.id)
        done = runs.runs_of_plan(desk, plan.id)
        report = runs.report(desk, done[0].id) if done else None
        own = tuple(e for e in everything if e.plan == plan.id)
        out.append(PlanRecord(plan, listed[-1] if listed else None, report, own))
    return out


def due(records_: Iterable[PlanRecord]) -> list[Due]:
    """What is due for each plan, the earliest first, what can not be counted last."""
    catalogue = load_catalogue()
    found = [d for record in records_ for d in _of(record, catalogue)]
    return sorted(found, key=lambda d: (d.day is None, d.day or date.max))


def _of(record: PlanRecord, catalogue: Catalogue) -> Iterable[Due]:
    issued = _issued(record)
    applied = _applied(record.report) if record.report else set()
    kinds = {u.kind for u in record.report.units} if record.report else set()
    drill = shortest(catalogue.floors.get("drill_interval", ()), applied, kinds)
    if drill and drill.max_months:
        last = _day(record.last("drill"))
        yield _due(record, "演练", last, last or issued, drill.max_months, drill)
    review = next(
        (f for f in catalogue.floors.get("review_interval", ()) if set(f.rows) & applied and f.max_years), None
    )
    if review and review.max_years:
        last = _day(record.last("evaluation"))
        yield _due(
            record, "定期评估", last, max(filter(None, (last, issued)), default=None), review.max_years * 12, review
        )
    filing = next((f for f in catalogue.floors.get("filing_limits", ()) if set(f.rows) & applied & FILING_ROWS), None)
    filed = _day(record.last("filing"))
    if filing and filing.workdays and _must_file(record) and not (filed and (issued is None or filed >= issued)):
        day = add_workdays(issued, filing.workdays) if issued else None
        why = f"公布后 {filing.workdays} 个工作日内（未扣除节假日）"
        yield Due(*_who(record), "备案", filed, day, why, filing.rows)


def _must_file(record: PlanRecord) -> bool:
    """Of enterprises the measure names those of high risk and with crowds (第二十六条); governments all."""
    return record.report is not None and record.report.plan.subject != "ordinary"


FILING_ROWS = {"M88-26", "G5-26", "HF4-14"}  # of the filing limits: those that bind who files


def _due(record: PlanRecord, what: Literal["演练", "定期评估"], last: date | None, start: date | None, span: int,
         floor: Floor) -> Due:  # fmt: skip
    why = "，".join(x for x in (months(span), floor.subject, floor.plan) if x)
    return Due(*_who(record), what, last, add_months(start, span) if start else None, why, floor.rows)


def _who(record: PlanRecord) -> tuple[int, str, str]:
    return record.plan.id, record.plan.title, record.plan.organisation


def _applied(report: Report) -> set[str]:
    """The duties that apply to the plan, whatever became of them."""
    judged = {f.requirement for f in report.findings if f.verdict is not Verdict.NOT_APPLICABLE}
    return judged | {n.requirement for n in report.not_run}


def shortest(floors: Sequence[Floor], applied: set[str], kinds: set[str]) -> Floor | None:
    """The strictest floor that is sure to apply.

    Where one clause has several lines for different subjects and the same plan, the plan does not tell which holds;
    the laxest one is sure.
    """
    fitting = [f for f in floors if set(f.rows) & applied and f.max_months and not any(w in f.plan for w in WEAK)]
    fitting = [f for f in fitting if "现场处置" not in f.plan or kinds == {"enterprise-onsite"}]
    fitting = [f for f in fitting if "综合或专项" not in f.plan or kinds != {"enterprise-onsite"}]
    sure: dict[tuple[tuple[str, ...], str], Floor] = {}
    for floor in fitting:
        had = sure.get((floor.rows, floor.plan))
        if had is None or (floor.max_months or 0) > (had.max_months or 0):
            sure[(floor.rows, floor.plan)] = floor
    return min(sure.values(), key=lambda f: f.max_months or 0, default=None)


def _issued(record: PlanRecord) -> date | None:
    """The registered day of issue, or the one the plan tells; a month counts from its last day."""
    registered = _day(record.last("issue"))
    if registered:
        return registered
    words = record.report.plan.issued if record.report else ""
    parts = [int(p) for p in words.split("-") if p.isdigit()]
    try:
        if len(parts) == 3:
            return date(*parts)
        if len(parts) == 2:
            return date(parts[0], parts[1], calendar.monthrange(*parts)[1])
        return date(parts[0], 12, 31) if parts else None
    except (ValueError, calendar.IllegalMonthError):
        return None


def _day(event: EventRow | None) -> date | None:
    return date.fromisoformat(event.day) if event else None


def add_months(start: date, span: int) -> date:
    """The same day `span` months later, or the month's last."""
    total = start.year * 12 + start.month - 1 + span
    year, month = divmod(total, 12)
    return date(year, month + 1, min(start.day, calendar.monthrange(year, month + 1)[1]))


def add_workdays(start: date, days: int) -> date:
    """Monday to Friday; holidays are not known here."""
    day = start
    while days > 0:
        day += timedelta(days=1)
        days -= day.weekday() < 5
    return day


def touched_by_law(record: PlanRecord, catalogue: Catalogue) -> list[tuple[str, str]]:
    """Citations the plan's last check called current that the catalogue of today does not: (name, what replaced it)."""
    if record.report is None:
        return []
    out: dict[str, str] = {}
    for citation in record.report.facts.citations:
        instrument = catalogue.instruments.get(citation.instrument or "")
        if instrument and instrument.status != "现行" and citation.status == "current":
            newer = "、".join(
                catalogue.instruments[i].cite for i in instrument.replaced_by if i in catalogue.instruments
            )
            out[citation.name] = newer or instrument.status
    return list(out.items())
