"""When what is due next: drills, evaluation, filing; from the floors that apply to the plan and what was registered."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from checker.desk.days import Issue, add_months, add_workdays, holidays_note
from checker.desk.records import Known, PlanRecord
from checker.desk.store.registry import EventRow
from checker.reporting.view import months
from kb.catalogue import Catalogue, load_catalogue
from kb.models import Floor

State = Literal["overdue", "soon", "fine", "unknown"]
What = Literal["演练", "现场处置方案演练", "定期评估", "备案"]
STATE_LABELS: dict[State, str] = {"overdue": "逾期", "soon": "即将到期", "fine": "未到期", "unknown": "待登记"}
STATE_MARKS: dict[State, str] = {"overdue": "✗", "soon": "△", "fine": "✓", "unknown": "？"}
SOON_DAYS = 60
ONSITE = "enterprise-onsite"
# Floors that only recommend, speak of several cities together, or hang on something the plan does not tell.
WEAK = ("（宜）", "（原则上）", "跨区域", "分预案")
FILING_ROWS = {"M88-26", "G5-26", "HF4-14"}  # of the filing limits: those that bind who files
EVALUATION_ROWS = {"M88-35", "G5-34", "HF4-12"}  # of the review intervals: those of plans, not of shelters
BY_SIZE = "中型规模以上的单位须评估，规模请核对"  # 88号令 第三十五条: of others than the trades it names


@dataclass(frozen=True, slots=True)
class Due:
    """`day` is None when there is nothing to count from; `why` names the floor; `planned` is a day already set."""

    plan: int
    title: str
    organisation: str
    what: What
    last: date | None
    day: date | None
    why: str
    requirements: tuple[str, ...]
    planned: date | None = None

    def state(self, today: date) -> State:
        if self.day is None:
            return "unknown"
        if self.day < today:
            return "overdue"
        return "soon" if self.day <= today + timedelta(days=SOON_DAYS) else "fine"


@dataclass(frozen=True, slots=True)
class Unfinished:
    """A drill after which something is still to be done: its assessment, its report to the regulator."""

    plan: int
    title: str
    organisation: str
    drill: EventRow
    assess: bool
    report: bool


def due(records: Iterable[PlanRecord], today: date) -> list[Due]:
    """What is due for each plan, the earliest first, what can not be counted last."""
    catalogue = load_catalogue()
    found = [d for record in records for d in _of(record, catalogue, today)]
    return sorted(found, key=lambda d: (d.day is None, d.day or date.max))


def _of(record: PlanRecord, catalogue: Catalogue, today: date) -> Iterator[Due]:
    known = record.known
    if known is None or not record.is_written:
        return
    issued = record.issue(today)
    yield from _drills(record, known, catalogue.floors.get("drill_interval", ()), issued, today)
    yield from _evaluation(record, known, catalogue.floors.get("review_interval", ()), issued, today)
    yield from _filing(record, known, catalogue.floors.get("filing_limits", ()), issued, today)


def _drills(
    record: PlanRecord, known: Known, floors: Sequence[Floor], issued: Issue | None, today: date
) -> Iterator[Due]:
    main = shortest(floors, known.applied, known.kinds)
    if main:
        apart = "综合或专项" in main.plan  # a drill of on-site measures alone does not do
        yield _drill(record, "演练", ("", "main") if apart else ("", "main", "onsite"), main, issued, today)
    onsite = next((f for f in floors if "现场处置" in f.plan and set(f.rows) & known.applied), None)
    if onsite and ONSITE in known.kinds and known.kinds != {ONSITE}:
        yield _drill(record, "现场处置方案演练", ("", "onsite"), onsite, issued, today)


def _drill(
    record: PlanRecord, what: What, categories: Collection[str], floor: Floor, issued: Issue | None, today: date
) -> Due:
    drills = [e for e in record.events if e.kind == "drill" and e.category in categories]
    last = next((e.date for e in drills if e.date <= today), None)
    planned = next((e.date for e in reversed(drills) if e.date > today), None)
    start = last or (issued.last if issued else None)
    day = add_months(start, floor.max_months or 0) if start else None
    return Due(*_who(record), what, last, day, _why(floor, floor.max_months or 0), floor.rows, planned)


def _evaluation(
    record: PlanRecord, known: Known, floors: Sequence[Floor], issued: Issue | None, today: date
) -> Iterator[Due]:
    fitting = [f for f in floors if set(f.rows) & known.applied & EVALUATION_ROWS and f.max_years]
    government = any(k.startswith(("gov", "township")) for k in known.kinds)
    fitting.sort(key=lambda f: ("政府" in f.subject) != government)
    if not fitting:
        return
    floor = fitting[0]
    span = (floor.max_years or 0) * 12
    event = record.last("evaluation", today)
    last = event.date if event else None
    start = max((d for d in (last, issued.last if issued else None) if d), default=None)
    why = _why(floor, span)
    if "M88-35" in floor.rows and known.subject != "high-risk":
        why = f"{months(span)}，{BY_SIZE}"
    day = add_months(start, span) if start else None
    planned = record.planned("evaluation", today)
    yield Due(*_who(record), "定期评估", last, day, why, floor.rows, planned.date if planned else None)


def _filing(
    record: PlanRecord, known: Known, floors: Sequence[Floor], issued: Issue | None, today: date
) -> Iterator[Due]:
    """Nothing once it is filed, until the plan is issued anew."""
    floor = next((f for f in floors if set(f.rows) & known.applied & FILING_ROWS and f.workdays), None)
    if floor is None or not floor.workdays or not must_file(known.subject):
        return
    event = record.last("filing", today)
    if event and (issued is None or event.date >= issued.first):
        return
    day = add_workdays(issued.last, floor.workdays) if issued else None
    why = f"公布后 {floor.workdays} 个工作日内"
    if issued and day:
        why += f"（{holidays_note(issued.last, day)}）"
    yield Due(*_who(record), "备案", event.date if event else None, day, why, floor.rows)


def must_file(subject: str) -> bool:
    """Of enterprises the measure names those of high risk and with crowds (88号令 第二十六条); governments all."""
    return subject != "ordinary"


def _why(floor: Floor, span: int) -> str:
    return "，".join(x for x in (months(span), floor.subject, floor.plan) if x)


def _who(record: PlanRecord) -> tuple[int, str, str]:
    return record.plan.id, record.plan.title, record.plan.organisation


def shortest(floors: Sequence[Floor], applied: Collection[str], kinds: Collection[str]) -> Floor | None:
    """The strictest floor that is sure to apply.

    Where one clause has several lines for different subjects and the same plan, the plan does not tell which holds;
    the laxest one is sure.
    """
    only_onsite = set(kinds) == {ONSITE}
    fitting = [f for f in floors if set(f.rows) & set(applied) and f.max_months]
    fitting = [f for f in fitting if not any(w in f.plan or w in f.subject for w in WEAK)]
    fitting = [f for f in fitting if "现场处置" not in f.plan or only_onsite]
    fitting = [f for f in fitting if "综合或专项" not in f.plan or not only_onsite]
    sure: dict[tuple[tuple[str, ...], str], Floor] = {}
    for floor in fitting:
        had = sure.get((floor.rows, floor.plan))
        if had is None or (floor.max_months or 0) > (had.max_months or 0):
            sure[(floor.rows, floor.plan)] = floor
    return min(sure.values(), key=lambda f: f.max_months or 0, default=None)


def unfinished(records: Iterable[PlanRecord], today: date) -> list[Unfinished]:
    """The latest drill of each kind that is not assessed (88号令 第三十四条), or not reported where it must be."""
    out = []
    for record in records:
        known = record.known
        report_it = known is not None and bool({"M88-33B", "R708-8B"} & known.applied)
        seen: set[str] = set()
        for drill in (e for e in record.events if e.kind == "drill" and e.date <= today):
            if drill.category in seen:
                continue
            seen.add(drill.category)
            assess, report = not drill.assessed, report_it and not drill.reported
            if assess or report:
                out.append(Unfinished(*_who(record), drill, assess, report))
    return out
