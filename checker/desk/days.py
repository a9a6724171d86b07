"""Days of plans: the day of issue as a plan writes it, months and workdays counted on."""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date, timedelta

import chinese_calendar


@dataclass(frozen=True, slots=True)
class Issue:
    """When a plan was issued; a plan that tells only month or year was issued between `first` and `last`."""

    first: date
    last: date

    @property
    def words(self) -> str:
        """2024-04-30, 2024-04 or 2024."""
        if self.first == self.last:
            return self.first.isoformat()
        return f"{self.first:%Y-%m}" if self.first.month == self.last.month else f"{self.first:%Y}"

    @classmethod
    def on(cls, day: date) -> Issue:
        return cls(day, day)


def issue(words: str) -> Issue | None:
    """Of YYYY, YYYY-MM or YYYY-MM-DD as a report tells it; None for anything else."""
    parts = [int(p) for p in words.split("-") if p.isdigit()]
    try:
        if len(parts) == 3:
            return Issue.on(date(*parts))
        if len(parts) == 2:
            return Issue(date(parts[0], parts[1], 1), date(parts[0], parts[1], calendar.monthrange(*parts)[1]))
        return Issue(date(parts[0], 1, 1), date(parts[0], 12, 31)) if parts else None
    except (ValueError, calendar.IllegalMonthError):
        return None


def add_months(start: date, span: int) -> date:
    """The same day `span` months later, or the month's last."""
    total = start.year * 12 + start.month - 1 + span
    year, month = divmod(total, 12)
    return date(year, month + 1, min(start.day, calendar.monthrange(year, month + 1)[1]))


def add_workdays(start: date, days: int) -> date:
    """So many workdays on; years whose holidays are not known yet count Monday to Friday."""
    day = start
    while days > 0:
        day += timedelta(days=1)
        days -= _is_workday(day)
    return day


def holidays_note(start: date, end: date) -> str:
    """Whether the holidays between two days were known, for whoever reads the day."""
    known = all(_known(year) for year in range(start.year, end.year + 1))
    return "已扣除法定节假日" if known else "未扣除尚未公布的节假日"


def _is_workday(day: date) -> bool:
    return chinese_calendar.is_workday(day) if _known(day.year) else day.weekday() < 5


def _known(year: int) -> bool:
    """Whether the package has the holidays of the year; those of the next are published each November."""
    try:
        chinese_calendar.is_workday(date(year, 1, 1))
    except NotImplementedError:
        return False
    return True
