"""One plan of a comparison: the plan, its searchable text, its facts, the sections by matter."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from checker.facts import extract_facts
from checker.facts.context import dense
from checker.language.concepts import Concepts
from checker.language.index import Hit, Range, TextIndex
from checker.plan import Kind, Plan
from checker.report import Evidence, Facts
from kb.catalogue import Catalogue

_DEFINITIONS = re.compile(r"名词|术语|定义|缩写|用语")
_TRAILING = re.compile(
    r"[(（](?:\d{4}年?(?:修订|修正)?(?:版|稿)?|试行|修订(?:稿|版)?|暂行|第?[一二三四五六七八九\d]+版)[)）]$"
)


@dataclass(frozen=True, eq=False)
class Side:
    """A plan that is compared. Build with `Side.of`; offsets are dense offsets of `index.text`."""

    plan: Plan
    index: TextIndex
    facts: Facts
    concepts: Concepts
    catalogue: Catalogue

    @classmethod
    def of(cls, plan: Plan, catalogue: Catalogue, as_of: date) -> Side:
        index = TextIndex.of(plan)
        return cls(
            plan, index, extract_facts(plan, index, catalogue, as_of), Concepts(index, catalogue.headings), catalogue
        )

    @property
    def text(self) -> str:
        return self.index.text

    @property
    def kind(self) -> Kind:
        return self.plan.units[0].kind if self.plan.units else Kind.GOV_SPECIAL

    @cached_property
    def title(self) -> str:
        """The plan's title, of its first unit where the file has none."""
        return (
            self.plan.identity.title or (self.plan.units[0].title if self.plan.units else "") or self.plan.source.file
        )

    @property
    def name(self) -> str:
        return bare_title(self.title)

    @cached_property
    def _definitions(self) -> tuple[Range, ...]:
        return tuple(self.index.lines(s.paragraph, s.last) for s in self.plan.sections if _DEFINITIONS.search(s.title))

    def is_definition(self, offset: int) -> bool:
        """Whether the place stands in a list of definitions, which settles nothing."""
        return any(a <= offset < b for a, b in self._definitions)

    def spans(self, pattern: str, window: str) -> Iterator[tuple[Hit, int, int]]:
        """Hits of an expanded pattern outside headings and definitions, each with its window."""
        for hit in self.index.find(pattern):
            paragraph = self.index.paragraph_at(hit.start)
            if paragraph.role in ("contents", "heading") or self.is_definition(hit.start):
                continue
            start, end = self.index.line(paragraph.index)
            if window == "sentence":
                a, b = self.index.sentence_at(hit.start)
                start, end = max(a, start), min(b, end)
            yield hit, start, end

    def evidence(self, start: int, end: int) -> Evidence:
        return self.index.evidence(Hit(start, end))

    def search(self, pattern: str, window: str = "sentence") -> Evidence | None:
        """The window of the first hit of a pattern (names expanded), as evidence."""
        for hit, _a, _b in self.spans(self.catalogue.expand(pattern), window):
            return self.index.evidence(hit)
        return None


def bare_title(title: str) -> str:
    """A title without book marks, edition in brackets and white space: what two editions share."""
    name = dense(title).strip("《》")
    while True:
        shorter = _TRAILING.sub("", name)
        if shorter == name:
            return name
        name = shorter
