"""Which duties a unit of a plan is judged by, which do not apply and why, and which need other material."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

from kb.catalogue import Catalogue
from kb.labels import KINDS, LEVELS, SUBJECTS
from kb.models import Condition, Requirement
from kb.schema import AdminLevel, KindName, SubjectName

Status = Literal["judge", "not_applicable", "not_run"]
CITIES_UNDER_CENTRE = ("北京市", "上海市", "天津市", "重庆市")
_MATERIAL = {
    "filing-package": "需要备案材料（编制过程、评审、备案等文件），只看预案文本不能判断",
    "practice-record": "需要日常记录（检查、演练、评估等），只看预案文本不能判断",
}


@dataclass(frozen=True, slots=True)
class Selection:
    """A duty for a unit. `same_as` names the duty it equals when that one is judged in this unit too."""

    requirement: Requirement
    status: Status
    reason: str = ""
    same_as: str | None = None


@dataclass(frozen=True)
class _Unit:
    """What conditions are matched against."""

    catalogue: Catalogue
    kind: str
    subject: str
    region: tuple[str, str, str]
    count: Callable[[str], int]
    title: str
    as_of: str
    issued: str

    def level(self) -> AdminLevel | None:
        """Level of the region; 直辖市 count as city, an unread region as unknown."""
        province, city, county = self.region
        if county:
            return "county"
        if city or province in CITIES_UNDER_CENTRE:
            return "city"
        return "province" if province else None

    def titled(self, pattern: str) -> bool:
        return bool(self.catalogue.compiled(pattern).search(self.title))

    def misfit(self, condition: Condition) -> str:
        """Why the condition does not hold, in a few words; empty when it holds."""
        return next(self._misfits(condition), "")

    def _misfits(self, c: Condition) -> Iterator[str]:
        """Cheap tests first: `words` are counted in the whole text."""
        if c.kinds and self.kind not in c.kinds:
            yield f"本预案是{KINDS.get(self.kind, self.kind)}"
        if c.subjects and self.subject not in c.subjects:
            yield f"本预案按“{SUBJECTS.get(self.subject, self.subject)}”审查"
        if c.regions and not any(place and place in c.regions for place in self.region):
            yield f"本预案属地为{''.join(self.region)}" if any(self.region) else "没有读出本预案的属地"
        level = self.level()
        if c.levels and level and level not in c.levels:
            yield f"本预案是{LEVELS[level]}预案"
        if c.title and not any(self.titled(p) for p in c.title):
            yield "预案名称与单位不属于这一类"
        if c.not_title and any(self.titled(p) for p in c.not_title):
            yield "从预案名称看不属于这一类"
        if c.issued_from and self.issued and self.issued < c.issued_from[: len(self.issued)]:
            yield f"本预案签发于 {self.issued}，早于 {c.issued_from}"
        if c.words and sum(self.count(p) for p in c.words) < c.at_least:
            yield "预案正文没有写到这类情形"
        if c.not_words and any(self.count(p) for p in c.not_words):
            yield "预案正文写明不属于这类情形"


def applicable(
    catalogue: Catalogue,
    *,
    kind: KindName | str,
    subject: SubjectName | str,
    region: tuple[str, str, str],
    text_counts: Callable[[str], int],
    title: str,
    as_of: date | None = None,
    issued: str = "",
) -> list[Selection]:
    """A selection for every duty meant for this kind of unit, in the catalogue's order.

    `region` is province, city, county, empty where not known. `text_counts` tells how often a pattern (with `<name>`
    still in it) occurs in the text that counts. `title` holds the titles of unit and file and the organisation.
    `issued` is the plan's date of issue: YYYY, YYYY-MM or YYYY-MM-DD.
    A duty whose instrument is not yet in force on `as_of` does not apply; without a date that is not looked at.
    """
    title = re.sub(r"\s+", "\n", title.strip())  # titles apart, so that no pattern runs from one into the next
    unit = _Unit(catalogue, kind, subject, region, text_counts, title, as_of.isoformat() if as_of else "", issued)
    selected = {r.id: _select(r, unit) for r in catalogue.requirements.values() if kind in r.kinds}
    return [_linked(s, selected) for s in selected.values()]


def _select(requirement: Requirement, unit: _Unit) -> Selection:
    starts = unit.catalogue.instrument(requirement.instrument).effective_from
    if unit.as_of and starts and starts > unit.as_of:
        return Selection(requirement, "not_applicable", f"不适用：该文件自 {starts} 起施行，审查日期为 {unit.as_of}")
    why = _misfit(requirement, unit)
    if why:
        who = requirement.applies.text
        return Selection(requirement, "not_applicable", f"不适用：{f'本条针对{who}，' if who else ''}{why}")
    if requirement.target in _MATERIAL:
        return Selection(requirement, "not_run", _MATERIAL[requirement.target])
    return Selection(requirement, "judge")


def _misfit(requirement: Requirement, unit: _Unit) -> str:
    applies = requirement.applies
    why = unit.misfit(applies)
    if why or not applies.any_of:
        return why
    reasons = [unit.misfit(c) for c in applies.any_of]
    if "" in reasons:
        return ""
    # The alternative for this kind of unit tells best why it does not apply.
    own = [r for c, r in zip(applies.any_of, reasons, strict=True) if not c.kinds or unit.kind in c.kinds]
    return (own or reasons)[0]


def _linked(selection: Selection, selected: dict[str, Selection]) -> Selection:
    """An equivalent duty follows the one it equals, when that is judged here."""
    requirement = selection.requirement
    if requirement.canonical == requirement.id or selection.status != "judge":
        return selection
    original = selected.get(requirement.canonical)
    if original is None or original.status == "not_applicable":
        return selection
    if original.status == "not_run" and requirement.points:  # it has points of its own over the plan's text
        return selection
    return Selection(requirement, original.status, original.reason, requirement.canonical)
