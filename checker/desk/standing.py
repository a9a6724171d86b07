"""Whether a plan is written and still stands on the law of today: what is to be revised, and the share that is not."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from checker.desk.days import Issue
from checker.desk.records import PlanRecord
from checker.report import Citation
from kb import dates
from kb.catalogue import Catalogue
from kb.models import Instrument

Standing = Literal["unwritten", "revise", "undated", "current"]
STANDING_LABELS: dict[Standing, str] = {
    "unwritten": "未编",
    "revise": "待修订",
    "undated": "日期不明",
    "current": "现行",
}
STANDING_MARKS: dict[Standing, str] = {"unwritten": "✗", "revise": "△", "undated": "？", "current": "✓"}


@dataclass(frozen=True, slots=True)
class Change:
    """A law that moved under a plan. `since`: when the newer one came into force, empty where not known."""

    how: Literal["cited", "old", "applies"]
    name: str
    newer: str
    since: str

    @property
    def words(self) -> str:
        if self.how == "applies":
            return f"适用的 {self.newer} 在预案公布后施行（{self.since}）"
        when = f"（{self.since} 起）" if self.since else ""
        after = f"由 {self.newer} 代替{when}" if self.newer else f"废止{when}"
        return f"引用的《{self.name}》在预案公布{'后已' if self.how == 'cited' else '前就已'}{after}"


@dataclass(frozen=True, slots=True)
class PlanStanding:
    record: PlanRecord
    standing: Standing
    why: tuple[str, ...]


def standings(records: Iterable[PlanRecord], catalogue: Catalogue, today: date) -> list[PlanStanding]:
    out = []
    for record in records:
        standing, why = _standing(record, catalogue, today)
        out.append(PlanStanding(record, standing, why))
    return out


def _standing(record: PlanRecord, catalogue: Catalogue, today: date) -> tuple[Standing, tuple[str, ...]]:
    if not record.is_written:
        return "unwritten", ("还没有预案文件，也没有登记公布",)
    why = (*_evaluated(record, today), *(c.words for c in law_changes(record, catalogue, today)))
    if why:
        return "revise", why
    if record.issue(today) is None:
        return "undated", ("没有公布日期，不能判断依据是否变了；请在“登记”里写上公布日期",)
    return "current", ()


def share(found: Sequence[PlanStanding]) -> float:
    """Of all plans in the registry: those written and not in need of revision (编制修订率), 0 … 1."""
    return Counter(s.standing for s in found)["current"] / len(found) if found else 0.0


def _evaluated(record: PlanRecord, today: date) -> Iterator[str]:
    """The last evaluation asked for a revision, and the plan was not issued anew since."""
    event = record.last("evaluation", today)
    issued = record.issue(today)
    if event and event.category == "revise" and (issued is None or issued.last <= event.date):
        yield f"{event.day} 评估结论：需要修订"


def law_changes(record: PlanRecord, catalogue: Catalogue, today: date) -> list[Change]:
    """Cited instruments that are in force no more, and those that bind the plan and came after it."""
    if record.known is None:
        return []
    issued = record.issue(today)
    out: dict[str, Change] = {}
    told: set[str] = set()
    for citation in record.known.citations:
        instrument = catalogue.instruments.get(citation.instrument or "")
        if instrument and dates.standing(catalogue, instrument, today).state == "ended":
            newer = dates.heirs(catalogue, instrument, today)
            out.setdefault(instrument.id, _cited(citation, newer, dates.ends(catalogue, instrument), issued))
            told.update(i.id for i in newer)
    if issued:
        for instrument in _binding(record.known.applied, catalogue):
            since = instrument.effective_from or ""
            if instrument.id not in told and instrument.replaces and issued.last.isoformat() < since[:10] <= str(today):
                out.setdefault(instrument.id, Change("applies", instrument.name, instrument.cite, since))
    return list(out.values())


def _cited(citation: Citation, newer: Sequence[Instrument], since: str, issued: Issue | None) -> Change:
    was_old = since <= issued.first.isoformat() if issued and since else citation.at_issue != "current"
    return Change("old" if was_old else "cited", citation.name, "、".join(n.cite for n in newer), since)


def _binding(applied: Iterable[str], catalogue: Catalogue) -> list[Instrument]:
    """The instruments whose duties apply, in the catalogue's order."""
    ids = {catalogue.requirements[i].instrument for i in applied if i in catalogue.requirements}
    return [i for i in catalogue.instruments.values() if i.id in ids]
