"""Instruments in time: what was in force on a day, what took its place, and whom a change touches."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

from kb.catalogue import Catalogue
from kb.models import FormRow, Instrument, Requirement, ReviewForm

State = Literal["in_force", "not_yet", "ended", "unknown"]
STATES: dict[State, str] = {"in_force": "有效", "not_yet": "尚未施行", "ended": "已被代替或废止", "unknown": "日期不明"}


@dataclass(frozen=True, slots=True)
class Standing:
    """An instrument on one day; `by` are the instruments that took its place, `until` the day they did."""

    instrument: Instrument
    state: State
    since: str
    until: str
    by: tuple[Instrument, ...]


@dataclass(frozen=True, slots=True)
class Impact:
    """What hangs on an instrument: its duties, those that equal them elsewhere, form rows, plan kinds."""

    instrument: Instrument
    duties: tuple[Requirement, ...]
    equals: tuple[Requirement, ...]
    rows: tuple[tuple[ReviewForm, FormRow], ...]
    kinds: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DutyChange:
    """A duty that differs between two catalogues; `fields` are what differs, empty for a new or dropped one."""

    before: Requirement | None
    after: Requirement | None
    fields: tuple[str, ...] = ()

    @property
    def id(self) -> str:
        return next(r.id for r in (self.after, self.before) if r)


def ends(catalogue: Catalogue, instrument: Instrument) -> str:
    """The day an instrument stopped to bind, ISO; empty while it does or when the day is not known."""
    if instrument.outdated_from:
        return instrument.outdated_from
    successors = (catalogue.instruments.get(i) for i in instrument.replaced_by)
    return min((s.effective_from for s in successors if s and s.effective_from), default="")


def standing(catalogue: Catalogue, instrument: Instrument, day: date) -> Standing:
    """Whether an instrument was in force on a day, by its dates; by its status where it has none."""
    today, since, until = day.isoformat(), instrument.effective_from or "", ends(catalogue, instrument)
    state: State = "in_force"
    if since and since > today:
        state = "not_yet"
    elif until and until <= today:
        state = "ended"
    elif not until and not instrument.status.startswith(("现行", "规划期")):
        state = "ended" if instrument.status.startswith(("废止", "被代替")) else "unknown"
    elif not since:
        state = "unknown"
    by = tuple(catalogue.instruments[i] for i in instrument.replaced_by if i in catalogue.instruments)
    return Standing(instrument, state, since, until, by if state == "ended" else ())


def heirs(catalogue: Catalogue, instrument: Instrument, day: date) -> tuple[Instrument, ...]:
    """What stands in the place of an ended instrument on a day, through all that came between."""
    out: list[Instrument] = []
    seen, waiting = {instrument.id}, list(standing(catalogue, instrument, day).by)
    while waiting:
        found = waiting.pop(0)
        if found.id in seen:
            continue
        seen.add(found.id)
        after = standing(catalogue, found, day).by
        if after:
            waiting += after
        else:
            out.append(found)
    return tuple(out)


def editions(catalogue: Catalogue, instrument: Instrument) -> tuple[Instrument, ...]:
    """All editions of an instrument that replaced one another, oldest first."""
    found = {instrument.id: instrument}
    queue = [instrument]
    while queue:
        i = queue.pop()
        for key in (*i.replaces, *i.replaced_by):
            other = catalogue.instruments.get(key)
            if other and key not in found:
                found[key] = other
                queue.append(other)
    return tuple(sorted(found.values(), key=lambda i: i.effective_from or ""))


def impact(catalogue: Catalogue, instrument: Instrument) -> Impact:
    """What must be looked at again when this instrument is superseded or changed."""
    return _impact(catalogue, instrument, [r for r in catalogue.requirements.values() if r.instrument == instrument.id])


def _impact(catalogue: Catalogue, instrument: Instrument, duties: list[Requirement]) -> Impact:
    own = {r.id for r in duties}
    equals = {e.id: e for r in duties for e in catalogue.equals(r) if e.id not in own}
    rows = [(form, row) for form, row in catalogue.form_rows().values() if own & set(row.requirements)]
    kinds = tuple(dict.fromkeys(k for r in duties for k in r.kinds))
    return Impact(instrument, tuple(duties), tuple(equals.values()), tuple(rows), kinds)


def duty_changes(before: Catalogue, after: Catalogue) -> Iterator[DutyChange]:
    """Duties added, dropped or changed from one catalogue to another, in the order of the later one."""
    for key, new in after.requirements.items():
        old = before.requirements.get(key)
        if old is None:
            yield DutyChange(None, new)
        elif old != new:
            yield DutyChange(old, new, tuple(f for f in type(new).model_fields if getattr(old, f) != getattr(new, f)))
    for key, old in before.requirements.items():
        if key not in after.requirements:
            yield DutyChange(old, None)
