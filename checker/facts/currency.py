"""Which instrument of the catalogue a citation means, and whether it was in force at the plan's date and today."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Literal

from checker.language.fold import fold, fold_pattern
from checker.report import CitationStatus
from kb.catalogue import Catalogue
from kb.models import Instrument

CitationKind = Literal["law", "standard", "document", "plan"]
_EDITION = re.compile(r"\((?:[^()]*(?:版|修订|修正|原文|以前)[^()]*)\)$")
_DIGITS = re.compile(r"\d+")


@dataclass(frozen=True)
class Judged:
    instrument: str | None = None
    kind: CitationKind | None = None
    status: CitationStatus = "unknown"
    at_issue: CitationStatus = "unknown"
    replaced_by: str | None = None
    mismatch: bool = False


class Currency:
    """Judges citations; a citation without a number means the edition in force."""

    def __init__(self, catalogue: Catalogue, as_of: date, issued: str) -> None:
        self.as_of = as_of.isoformat()
        self.issued = issued
        self.instruments = catalogue.instruments
        self.patterns = [
            (re.compile(fold_pattern(p)), i) for i in catalogue.instruments.values() for p in i.cite_patterns
        ]
        self.names: dict[str, list[Instrument]] = {}
        for instrument in catalogue.instruments.values():
            for name in {plain(instrument.name), *(plain(a) for a in instrument.aliases if len(a) >= 5)}:
                self.names.setdefault(name, []).append(instrument)

    def judge(self, name: str, number: str | None, mention: str) -> Judged:
        same_name = self._by_name(name)
        if number or re.search(r"\d{4}", name) or STANDARD_ONLY.match(name):
            numbered = self._by_number(mention, number or name, same_name)
            if numbered:
                mismatch = bool(same_name) and not self._related(numbered, same_name)
                return self._judged(numbered, mismatch=mismatch)
            if same_name and number and self._contradicts(number, same_name):
                return Judged(kind=_kind_of(same_name[0]))
        elif not same_name:
            matched = [
                i
                for p, i in self.patterns
                if (m := p.search(mention)) and m.start() < len(name) + 2 and len(m[0]) >= 0.8 * len(name)
            ]
            if matched:
                return self._judged(self._current(matched))
        if same_name:
            return self._judged(self._current(same_name), by_name=True)
        return Judged()

    def _by_name(self, name: str) -> list[Instrument]:
        exact = self.names.get(plain(name, keep_edition=True)) or []
        return exact or self.names.get(plain(name), [])

    def _by_number(self, mention: str, number: str, same_name: list[Instrument]) -> Instrument | None:
        """The instrument whose pattern or number stands in the mention; the edition of the same name first."""
        code = _code(number)
        exact = [i for i in self.instruments.values() if i.number and code and _code(i.number) == code]
        found = exact or [i for p, i in self.patterns if re.search(r"\\d|\d", p.pattern) and p.search(mention)]
        if not found:
            return None
        own = [i for i in found if i in same_name]
        older = [i for i in own if _old(i)]
        return (older or own or found)[0]

    def _related(self, instrument: Instrument, same_name: list[Instrument]) -> bool:
        if any(instrument.id == i.id or plain(instrument.name) == plain(i.name) for i in same_name):
            return True
        chain = {i.id for i in same_name}
        return bool(chain & {*instrument.replaced_by, *instrument.replaces})

    def _contradicts(self, number: str, same_name: list[Instrument]) -> bool:
        """Whether the number is none of the known ones, so that the edition cannot be told."""
        digits = set(_DIGITS.findall(number))
        known = {d for i in same_name for d in _DIGITS.findall((i.number or "") + (i.effective_from or "")[:4])}
        return bool(digits) and bool(known) and not digits & known

    def _current(self, candidates: list[Instrument]) -> Instrument:
        """The edition in force today; one already replaced, but only from a later day, is still that edition."""
        standing = [i for i in candidates if not self._outdated(i, self.as_of) and not self._to_come(i)]
        return next((i for i in (*standing, *candidates) if not self._outdated(i, self.as_of)), candidates[0])

    def _to_come(self, instrument: Instrument) -> bool:
        return (instrument.effective_from or "") > self.as_of

    def _outdated(self, instrument: Instrument, day: str) -> bool:
        return _old(instrument) and bool(day) and (not instrument.outdated_from or instrument.outdated_from <= day)

    def _judged(self, instrument: Instrument, *, mismatch: bool = False, by_name: bool = False) -> Judged:
        outdated = self._outdated(instrument, self.as_of)
        status: CitationStatus
        if outdated:
            status = "abolished" if instrument.status.startswith("废止") else "superseded"
        else:
            known = instrument.status.startswith(("现行", "废止", "被代替")) and not self._to_come(instrument)
            status = "current" if known else "unknown"
        at_issue = status
        if outdated:
            at_issue = (
                "unknown" if not self.issued else status if self._outdated(instrument, self.issued) else "current"
            )
        elif self.issued and not by_name and instrument.effective_from and instrument.effective_from[:7] > self.issued:
            at_issue = "unknown"
        later = [self.instruments[i].cite for i in instrument.replaced_by if i in self.instruments]
        return Judged(
            instrument=instrument.id,
            kind=_kind_of(instrument),
            status=status,
            at_issue=at_issue,
            replaced_by=later[0] if outdated and later else None,
            mismatch=mismatch,
        )


STANDARD_ONLY = re.compile(r"[A-Z]{2,4}\d*/?[TZ]?")


def plain(name: str, *, keep_edition: bool = False) -> str:
    """A name for comparing: folded, no country, punctuation or edition in brackets."""
    folded = re.sub(r"\s+", "", fold(name))
    if not keep_edition:
        folded = _EDITION.sub("", folded)
    return re.sub(r"^中华人民共和国|[《》〈〉<>\"'、,()]", "", folded)


def _code(number: str) -> str:
    """A standard number for comparing: `GB/T 29639-2020` → `GBT29639-2020`; empty for other numbers."""
    folded = re.sub(r"[\s/]+", "", fold(number)).upper().replace("_", "-")
    return folded if re.fullmatch(r"[A-Z]{1,4}\d*[A-Z]?\d{3,}(?:\.\d+)*-\d{2,4}", folded) else ""


def _old(instrument: Instrument) -> bool:
    return instrument.status.startswith(("废止", "被代替"))


def _kind_of(instrument: Instrument) -> CitationKind | None:
    if re.search(r"预案(?:\(|（|$)", instrument.name):
        return "plan"
    if "标准" in instrument.level:
        return "standard"
    if instrument.level in ("法律", "行政法规", "部门规章", "地方性法规", "地方政府规章") or re.search(
        r"(?:法|条例)$", plain(instrument.name)
    ):
        return "law"
    return "document" if instrument.level in ("规范性文件",) else None
