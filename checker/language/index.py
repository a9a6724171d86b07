"""The plan's text as one searchable string, every hit leading back to paragraph, page, section and exact words.

"Dense" text: folded (`fold`), without white space, one line a paragraph; `.` in a pattern therefore never crosses a
paragraph. Every pattern is searched once over the whole file and its hits kept, so that many units and many points
cost no more than one.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property

from checker.language.fold import fold, fold_pattern
from checker.language.meaning import Meanings
from checker.plan import Paragraph, Plan
from checker.report import Evidence

# A law's or measure's title says nothing about the plan itself (《…报告和调查处理条例》 is no duty to report).
_LAW_TITLE = re.compile(
    r"《[^《》\n]{2,60}(?:法|条例|办法|规定|标准|规范|导则|规程|细则|通知|意见|指南)(?:\([^()]*\))?》"
)
# `[^。]` must not cross a paragraph any more than `.` does: a hit that began in a heading would swallow the body's.
_NEGATED = re.compile(r"(?<!\\)\[\^(?!\\n)")
_SENTENCE_END = re.compile(r"[。；;！!？?\n]")
INVISIBLE = frozenset("\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff")  # stay in quotes, are never searched
QUOTE_MAX = 160
Range = tuple[int, int]  # half-open, in dense offsets


@dataclass(frozen=True)
class Hit:
    """A match, half-open, in dense offsets."""

    start: int
    end: int


@dataclass
class TextIndex:
    """Search over one plan. Build with `TextIndex.of(plan)`."""

    plan: Plan
    text: str
    starts: list[int]  # dense offset of the line of paragraph i + 1
    origins: list[list[int]]  # per paragraph: offset in Paragraph.text of each dense character
    sentences: list[int]  # dense offsets at which a sentence starts
    law_titles: list[Range]  # 《…法》, 《…条例》 …: hits inside do not count
    _hits: dict[str, list[Hit]] = field(default_factory=dict)

    @classmethod
    def of(cls, plan: Plan) -> TextIndex:
        lines: list[str] = []
        starts: list[int] = []
        origins: list[list[int]] = []
        at = 0
        for paragraph in plan.paragraphs:
            # The contents page repeats headings without their text: searched, it would answer for them.
            raw = "" if paragraph.role == "contents" else fold(paragraph.text)
            kept = [i for i, c in enumerate(raw) if not c.isspace() and c not in INVISIBLE]
            line = "".join(raw[i] for i in kept)
            starts.append(at)
            origins.append(kept)
            lines.append(line)
            at += len(line) + 1
        text = "\n".join(lines)
        sentences = [0, *(m.end() for m in _SENTENCE_END.finditer(text))]
        titles = [(m.start(), m.end()) for m in _LAW_TITLE.finditer(text)]
        return cls(plan=plan, text=text, starts=starts, origins=origins, sentences=sentences, law_titles=titles)

    # --- searching -----------------------------------------------------------------------------------------------

    def find(self, pattern: str) -> list[Hit]:
        """Hits of a regular expression (expanded by the catalogue) in the whole file, in order; ^ and $ bound a
        paragraph."""
        hits = self._hits.get(pattern)
        if hits is None:
            compiled = re.compile(_NEGATED.sub(r"[^\\n", fold_pattern(pattern)), re.M)
            hits = [Hit(m.start(), m.end()) for m in compiled.finditer(self.text) if m.end() > m.start()]
            if "《" not in pattern:
                hits = [h for h in hits if not self._in_law_title(h)]
            self._hits[pattern] = hits
        return hits

    def _in_law_title(self, hit: Hit) -> bool:
        i = bisect_right(self.law_titles, (hit.start, len(self.text))) - 1
        return i >= 0 and hit.end <= self.law_titles[i][1]

    def within(self, hits: list[Hit], ranges: Iterable[Range]) -> list[Hit]:
        """The hits that start inside one of the ranges."""
        out: list[Hit] = []
        for a, b in ranges:
            lo = bisect_left(hits, a, key=lambda h: h.start)
            hi = bisect_left(hits, b, key=lambda h: h.start)
            out.extend(hits[lo:hi])
        return out

    @cached_property
    def meanings(self) -> Meanings:
        """The paragraphs as vectors, for nearness in meaning."""
        return Meanings(self.plan)

    # --- places --------------------------------------------------------------------------------------------------

    def paragraph_at(self, offset: int) -> Paragraph:
        return self.plan.paragraphs[bisect_right(self.starts, offset) - 1]

    def sentence_at(self, offset: int) -> Range:
        i = bisect_right(self.sentences, offset) - 1
        end = self.sentences[i + 1] if i + 1 < len(self.sentences) else len(self.text)
        return self.sentences[i], end

    def line(self, paragraph: int) -> Range:
        """Dense range of a paragraph (1-based index), line break excluded."""
        start = self.starts[paragraph - 1]
        return start, start + len(self.origins[paragraph - 1])

    def lines(self, first: int, last: int) -> Range:
        """Dense range of paragraphs first … last, both included."""
        return self.starts[first - 1], self.line(last)[1] + 1

    # --- evidence ------------------------------------------------------------------------------------------------

    def evidence(self, hit: Hit, *, widen: bool = True) -> Evidence:
        """Exact words around a hit: its sentence when `widen`, at most QUOTE_MAX characters, on one page."""
        paragraph = self.paragraph_at(hit.start)
        line_start, line_end = self.line(paragraph.index)
        start, end = max(hit.start, line_start), min(hit.end, line_end)
        if widen:
            s, e = self.sentence_at(start)
            start, end = max(s, line_start), max(end, min(e, line_end))
            if end - start > QUOTE_MAX:
                start = max(start, min(hit.start, end - QUOTE_MAX) - QUOTE_MAX // 4)
                end = min(end, start + QUOTE_MAX)
        return self._cut(paragraph, start - line_start, end - line_start, hit.start - line_start)

    def evidence_of(self, paragraph: int) -> Evidence:
        """The beginning of a paragraph as evidence."""
        start, end = self.line(paragraph)
        return self._cut(self.plan.paragraph(paragraph), 0, min(end - start, QUOTE_MAX), 0)

    def evidence_text(self, paragraph: int, start: int, end: int) -> Evidence:
        """Exact offsets of Paragraph.text as evidence."""
        p = self.plan.paragraph(paragraph)
        section = self.plan.section_of(paragraph)
        return Evidence(
            page=p.page_at(start),
            paragraph=paragraph,
            section=section.id if section else None,
            start=start,
            end=end,
            quote=p.text[start:end],
        )

    def _cut(self, paragraph: Paragraph, start: int, end: int, focus: int) -> Evidence:
        origin = self.origins[paragraph.index - 1]
        if not origin:
            return self.evidence_text(paragraph.index, 0, 0)
        last = len(origin) - 1
        a, b = origin[min(start, last)], origin[min(max(end - 1, start), last)] + 1
        at = origin[min(max(focus, 0), last)]
        # A quote stands on one page, and does not run over a place where reading took something out.
        for offset, _page in paragraph.breaks:
            if a < offset <= at:
                a = offset
            elif at < offset < b:
                b = offset
                break
        return self.evidence_text(paragraph.index, a, b)
