"""What happens to a plan outside its text: filings, drills, evaluations, trainings; each with its day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from sqlalchemy import delete, func, select, update

from checker.desk.store.audit import record
from checker.desk.store.database import Desk, add, now
from checker.desk.store.plans import ensure_plan
from checker.desk.store.tables import EVENTS, PLANS, VERSIONS
from checker.errors import InputError

EventKind = Literal["issue", "filing", "drill", "evaluation"]
EVENT_LABELS: dict[EventKind, str] = {"issue": "公布实施", "filing": "备案", "drill": "演练", "evaluation": "定期评估"}
Category = Literal["", "main", "onsite", "keep", "revise"]
CATEGORY_LABELS: dict[Category, str] = {
    "": "",
    "main": "综合或专项预案",
    "onsite": "现场处置方案",
    "keep": "不需修订",
    "revise": "需要修订",
}
CATEGORIES: dict[EventKind, tuple[Category, ...]] = {"drill": ("main", "onsite"), "evaluation": ("keep", "revise")}
EARLIEST = date(1990, 1, 1)  # what lies before or more than so many years ahead is a slip of the pen
YEARS_AHEAD = 10


@dataclass(frozen=True, slots=True)
class Event:
    """`about`: what was drilled, the filing authority, or the conclusion; `number`: the filing number.

    `category`: of a drill what was drilled, of an evaluation its outcome; empty where nobody said.
    """

    plan: int
    kind: EventKind
    day: str  # YYYY-MM-DD
    about: str = ""
    number: str = ""
    note: str = ""
    assessed: bool = False
    reported: bool = False
    category: Category = ""


@dataclass(frozen=True, slots=True)
class EventRow:
    id: int
    plan: int
    kind: EventKind
    day: str
    about: str
    number: str
    note: str
    assessed: bool
    reported: bool
    removed: bool
    who: str
    created: str
    category: Category

    @property
    def label(self) -> str:
        return EVENT_LABELS[self.kind]

    @property
    def date(self) -> date:
        return date.fromisoformat(self.day)

    @property
    def event(self) -> Event:
        """What was entered."""
        words = (self.plan, self.kind, self.day, self.about, self.number, self.note)
        return Event(*words, self.assessed, self.reported, self.category)


def add_event(desk: Desk, event: Event, who: str) -> int:
    """Keep it; the id. Raises InputError when the day is no date, or one that can not be meant."""
    day = checked_day(event.day)
    flags = {"assessed": int(event.assessed), "reported": int(event.reported)}
    category = event.category if event.category in CATEGORIES.get(event.kind, ()) else ""
    words = {name: getattr(event, name) for name in ("plan", "kind", "about", "number", "note")}
    with desk.write() as connection:
        values = {**words, **flags, "day": day, "category": category}
        made = add(connection, EVENTS, **values, who=who, created=now())
        told = {"kind": event.kind, "day": day, "about": event.about, "number": event.number}
        record(connection, who, "event", f"plan {event.plan}", **told)
        return made


def checked_day(words: str) -> str:
    """YYYY-MM-DD. Raises InputError when it is no date, or one that can not be meant."""
    try:
        day = date.fromisoformat(words)
    except ValueError as error:
        raise InputError("E-OPTION", f"日期“{words}”不对；请写成 2026-11-23 这样。") from error
    if day < EARLIEST or day.year > date.today().year + YEARS_AHEAD:
        raise InputError("E-OPTION", f"日期“{words}”不合常理；请核对年份。")
    return day.isoformat()


def replace_event(desk: Desk, row: EventRow, event: Event, who: str) -> None:
    """A corrected entry in the place of another, which stays in the table."""
    add_event(desk, event, who)
    remove_event(desk, row, who)


def remove_event(desk: Desk, row: EventRow, who: str) -> None:
    """Taken off the lists, kept in the table: a wrong entry stays traceable."""
    with desk.write() as connection:
        connection.execute(update(EVENTS).where(EVENTS.c.id == row.id).values(removed=1))
        record(connection, who, "remove", f"plan {row.plan}", kind=row.kind, day=row.day, event=row.id)


def events(desk: Desk, plan: int | None = None) -> list[EventRow]:
    """Of one plan or of all, latest day first."""
    query = select(EVENTS).where(EVENTS.c.removed == 0).order_by(EVENTS.c.day.desc(), EVENTS.c.id.desc())
    if plan is not None:
        query = query.where(EVENTS.c.plan == plan)
    with desk.read() as connection:
        rows = connection.execute(query).mappings()
        return [EventRow(**{**r, **{n: bool(r[n]) for n in ("assessed", "reported", "removed")}}) for r in rows]


def add_plan(desk: Desk, organisation: str, title: str, who: str) -> int:
    """A plan that has to be written and has no file yet, or the one of that name that is there already."""
    if not title.strip():
        raise InputError("E-OPTION", "请写上预案名称。")
    with desk.write() as connection:
        made = ensure_plan(connection, organisation.strip(), title.strip())
        record(connection, who, "plan", f"plan {made}", title=title.strip())
        return made


def say_plan(desk: Desk, plan: int, kind: str, subject: str, who: str) -> None:
    """What a plan is that has no checked file: kind of plan, kind of body; empty where nobody knows."""
    with desk.write() as connection:
        connection.execute(update(PLANS).where(PLANS.c.id == plan).values(kind=kind, subject=subject))
        record(connection, who, "plan", f"plan {plan}", kind=kind, body=subject)


def remove_plan(desk: Desk, plan: int, who: str) -> None:
    """Take off a plan that nothing was ever kept of. Raises InputError when there is a version or an entry."""
    with desk.write() as connection:
        counts = [select(func.count()).where(table.c.plan == plan) for table in (VERSIONS, EVENTS)]
        if any(connection.execute(query).scalar_one() for query in counts):
            raise InputError("E-OPTION", "这份预案有过文件或登记，不能从台账删除。")
        connection.execute(delete(PLANS).where(PLANS.c.id == plan))
        record(connection, who, "remove", f"plan {plan}")
