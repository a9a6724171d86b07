"""What every kind of fact reads: the plan, its dense text, the catalogue, and where an offset belongs."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import pairwise

from checker.language.fold import fold
from checker.language.index import Hit, TextIndex
from checker.language.numerals import rank
from checker.plan import Plan, Section, Unit
from checker.report import Evidence
from kb.catalogue import Catalogue

_FORM = re.compile(
    r"(表|单|格式|样式|样本|范本|模板|模版|文本|通知|公告|通报|命令|令|函|协议书?|承诺书|签署页|签字页|批准页)$"
)
_ATTACHMENT = re.compile(r"^附(?:件|录|表)(?:[\dA-Z]+|[一二三四五六七八九十]+)[:、.]?(?P<title>[^。;]{0,40})$")
_LEVEL_IN_TITLE = re.compile(r"(?:[ⅠⅡⅢⅣⅤ]|I{1,3}V?|IV|[一二三四五1-5])级|[红橙黄蓝]色")


SENTENCE_MAX = 400  # text torn from a flow chart has no full stops; the cost of a pattern grows with the sentence


@dataclass(frozen=True)
class Sentence:
    """A sentence in dense offsets, end mark included, paragraph break not."""

    start: int
    end: int
    text: str


@dataclass(frozen=True)
class Context:
    """One plan under reading for facts. All offsets are dense offsets of `index.text`."""

    plan: Plan
    index: TextIndex
    catalogue: Catalogue
    as_of: date

    @property
    def text(self) -> str:
        return self.index.text

    @cached_property
    def sentences(self) -> tuple[Sentence, ...]:
        out: list[Sentence] = []
        for start, end in pairwise([*self.index.sentences, len(self.text)]):
            kept = self.text[start:end].rstrip("\n")
            while len(kept) > SENTENCE_MAX:
                cut = max(kept.rfind(c, SENTENCE_MAX // 2, SENTENCE_MAX) for c in ",、:") + 1 or SENTENCE_MAX
                out.append(Sentence(start, start + cut, kept[:cut]))
                start, kept = start + cut, kept[cut:]
            if kept:
                out.append(Sentence(start, start + len(kept), kept))
        return tuple(out)

    @cached_property
    def _sentence_starts(self) -> list[int]:
        return [s.start for s in self.sentences]

    def sentence(self, offset: int) -> Sentence:
        return self.sentences[max(0, bisect_right(self._sentence_starts, offset) - 1)]

    def sentences_within(self, start: int, end: int) -> Iterator[Sentence]:
        i = bisect_right(self._sentence_starts, start)
        if i and self.sentences[i - 1].end > start:
            i -= 1
        while i < len(self.sentences) and self.sentences[i].start < end:
            yield self.sentences[i]
            i += 1

    # --- where an offset belongs ---------------------------------------------------------------------------------

    @cached_property
    def _units(self) -> tuple[list[int], list[Unit]]:
        ordered = sorted(self.plan.units, key=lambda u: u.first)
        return [u.first for u in ordered], ordered

    def unit_at(self, offset: int) -> Unit | None:
        """The unit that holds the place; None for the cover and what all units share."""
        paragraph = self.index.paragraph_at(offset).index
        firsts, ordered = self._units
        i = bisect_right(firsts, paragraph) - 1
        if i >= 0 and paragraph <= ordered[i].last:
            return ordered[i]
        return None

    def unit_id(self, offset: int) -> str:
        """The unit of the place; what all units share counts for the first one."""
        unit = self.unit_at(offset)
        if unit is None:
            return self.plan.units[0].id if self.plan.units else ""
        return unit.id

    def unit_range(self, unit: Unit) -> tuple[int, int]:
        return self.index.lines(unit.first, unit.last)

    def section_at(self, offset: int) -> Section | None:
        return self.plan.section_of(self.index.paragraph_at(offset).index)

    def titles(self, offset: int) -> tuple[str, ...]:
        """Dense titles of the sections around the place, outermost first."""
        section = self.section_at(offset)
        return tuple(dense(s.title) for s in self.plan.path(section)) if section else ()

    def level_of_place(self, offset: int) -> int | None:
        """The response level whose section the place stands in (`5.3 二级应急响应` gives 2)."""
        for title in reversed(self.titles(offset)):
            found = _LEVEL_IN_TITLE.findall(title)
            if len(found) == 1 and "响应" in title:
                return rank(found[0])
        return None

    def in_front(self, offset: int) -> bool:
        """Whether the place stands before the first unit's first section: cover, approval page, foreword."""
        if not self.plan.sections:
            return False
        return self.index.paragraph_at(offset).index < min(s.paragraph for s in self.plan.sections)

    @cached_property
    def _attachments(self) -> tuple[list[int], list[str]]:
        """Where titled attachments begin: paragraph indices and titles; an empty title where a new unit ends them."""
        starts: dict[int, str] = {u.first: "" for u in self.plan.units}
        for paragraph in self.plan.paragraphs:
            if paragraph.role in ("contents", "row") or len(paragraph.text) > 60:
                continue
            match = _ATTACHMENT.match(dense(paragraph.text))
            if match:
                starts[paragraph.index] = match["title"] or " "
        ordered = sorted(starts)
        return ordered, [starts[i] for i in ordered]

    def attachment(self, offset: int) -> str:
        """The title of the attachment the place stands in (a blank for one without); empty outside of attachments."""
        starts, titles = self._attachments
        i = bisect_right(starts, self.index.paragraph_at(offset).index) - 1
        return titles[i] if i >= 0 else ""

    def in_form(self, offset: int) -> bool:
        """Whether the place stands in a form that is filled in when the plan is used."""
        return any(_FORM.search(title) for title in (*self.titles(offset), self.attachment(offset)))

    # --- evidence ------------------------------------------------------------------------------------------------

    def evidence(self, start: int, end: int) -> Evidence:
        """Exactly these words (clipped to one page and one paragraph)."""
        return self.index.evidence(Hit(start, end), widen=False)

    def quote(self, start: int, end: int) -> Evidence:
        """The sentence around these words."""
        return self.index.evidence(Hit(start, end))


def dense(text: str) -> str:
    """Text as the index holds it: folded and without white space."""
    return re.sub(r"\s+", "", fold(text))
