"""What happens to a plan outside its text: filings, drills, evaluations, trainings; each with its day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from sqlalchemy import select, update

from checker.desk.store.audit import record
from checker.desk.store.database import Desk, add, now
from checker.desk.store.tables import EVENTS
from checker.errors import InputError

EventKind = Literal["issue", "filing", "drill", "evaluation"]
EVENT_LABELS: dict[EventKind, str] = {"issue": "公布实施", "filing": "备案", "drill": "演练", "evaluation": "定期评估"}


@dataclass(frozen=True, slots=True)
class Event:
    """`about`: what was drilled, the filing authority, or the conclusion; `number`: the filing number."""

    plan: int
    kind: EventKind
    day: str  # YYYY-MM-DD
    about: str = ""
    number: str = ""
    note: str = ""
    assessed: bool = False
    reported: bool = False


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

    @property
    def label(self) -> str:
        return EVENT_LABELS[self.kind]


def add_event(desk: Desk, event: Event, who: str) -> int:
    """Keep it; the id. Raises InputError when the day is no date."""
    try:
        date.fromisoformat(event.day)
    except ValueError as error:
        raise InputError("E-OPTION", f"日期“{event.day}”不对；请写成 2026-11-23 这样。") from error
    flags = {"assessed": int(event.assessed), "reported": int(event.reported)}
    words = {name: getattr(event, name) for name in ("plan", "kind", "day", "about", "number", "note")}
    with desk.write() as connection:
        made = add(connection, EVENTS, **words, **flags, who=who, created=now())
        told = {"kind": event.kind, "day": event.day, "about": event.about, "number": event.number}
        record(connection, who, "event", f"plan {event.plan}", **told)
        return made


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
