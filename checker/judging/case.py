"""One unit under judgement: its text ranges, facts and circumstances, shared by all kinds of point."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

from checker.language.concepts import Concepts
from checker.language.index import Hit, Range, TextIndex
from checker.plan import Plan, Subject, Unit
from checker.report import Evidence, Facts
from kb.catalogue import Catalogue
from kb.points import Window
from kb.schema import Group

# The unit leaves a matter to the comprehensive plan instead of writing it again.
_REFERS = (
    r"(与|同|按照?|按|见|详见|参见|参照|执行|依照|依据|遵照|纳入)[^。；\n]{0,16}(综合(应急)?预案|总体(应急)?预案|公司(应急)?预案)"
    r"[^。；\n]{0,20}(一致|执行|相同|规定|要求|办理|实施|启动|保持|共用|共享|通用|为准)"
    r"|(同|见|详见|参见|参照|执行|沿用|套用|引用)[^。；\n]{0,6}综合(应急)?预案"
    r"|(按照?|依照?|据)[^。；\n]{0,4}综合(应急)?预案第?[\d一二三四五六七八九十]"
    r"|综合(应急)?预案[^。；\n]{0,16}(已|均)[^。；\n]{0,8}(规定|写明|明确|列出|有)[^。；\n]{0,16}(不再|不另|从略|略)"
)


def merge(ranges: Sequence[Range]) -> list[Range]:
    out: list[Range] = []
    for a, b in sorted(ranges):
        if out and a <= out[-1][1]:
            out[-1] = (out[-1][0], max(b, out[-1][1]))
        else:
            out.append((a, b))
    return out


def intersect(left: Sequence[Range], right: Sequence[Range]) -> list[Range]:
    return merge([(max(a, c), min(b, d)) for a, b in left for c, d in right if max(a, c) < min(b, d)])


def inside(ranges: Sequence[Range], offset: int) -> bool:
    i = bisect_right(ranges, (offset, 1 << 60)) - 1
    return i >= 0 and ranges[i][0] <= offset < ranges[i][1]


@dataclass
class Case:
    """`unit` of `plan`, judged for `subject`. Ranges are half-open in dense offsets of `index`."""

    plan: Plan
    unit: Unit
    index: TextIndex
    concepts: Concepts
    facts: Facts
    catalogue: Catalogue
    subject: Subject
    _scopes: dict[str, list[Range]] = field(default_factory=dict)

    @cached_property
    def all_read(self) -> bool:
        """Whether every page could be read; otherwise nothing may be called missing."""
        return not self.plan.source.unreadable_pages

    @cached_property
    def refers_to_comprehensive(self) -> bool:
        return bool(self.index.within(self.index.find(_REFERS), self.scope("unit")))

    def scope(self, name: str) -> list[Range]:
        """Ranges a point looks in: unit, reach, follow or file (see kb.points.Scope)."""
        found = self._scopes.get(name)
        if found is None:
            found = self._scopes[name] = self._scope(name)
        return found

    def _scope(self, name: str) -> list[Range]:
        if name == "file" or (name == "follow" and self.refers_to_comprehensive):
            return [(0, len(self.index.text) + 1)]
        if name == "unit":
            return [self.index.lines(self.unit.first, self.unit.last)] if self.plan.paragraphs else []
        return merge([self.index.lines(a, b) for a, b in self.plan.reach(self.unit) if b >= a])

    def concept_ranges(self, names: Sequence[str], scope: Sequence[Range]) -> list[Range]:
        return intersect(merge([r for name in names for r in self.concepts.ranges(name)]), scope)

    # --- groups --------------------------------------------------------------------------------------------------

    def hits(self, group: Group, scope: Sequence[Range], *, headings: bool) -> list[Hit]:
        """Hits of a group's patterns in the scope, in order; `@concept` alternatives are left out."""
        patterns = [self.catalogue.expand(p) for p in group if not p.startswith("@")]
        if not patterns:
            return []
        joined = patterns[0] if len(patterns) == 1 else "|".join(f"(?:{p})" for p in patterns)
        hits = self.index.within(self.index.find(joined), scope)
        return hits if headings else [h for h in hits if self.index.paragraph_at(h.start).role != "heading"]

    def concept_alternatives(self, group: Group) -> list[Range]:
        return merge([r for p in group if p.startswith("@") for r in self.concepts.ranges(p[1:])])

    def window(self, offset: int, size: Window, scope: Sequence[Range]) -> list[Range]:
        """The window of the given size around an offset, cut to the scope."""
        if size == "unit":
            return list(scope)
        if size == "sentence":
            return [self.index.sentence_at(offset)]
        paragraph = self.index.paragraph_at(offset)
        if size == "section":
            section = self.plan.section_of(paragraph.index)
            if section is not None:
                return intersect([self.index.lines(section.paragraph, section.last)], scope)
        start, end = self.index.line(paragraph.index)
        return [(start, end + 1)]

    def has(self, hits: Sequence[Hit], window: Sequence[Range]) -> Hit | None:
        """The first hit that starts in the window."""
        for a, b in window:
            i = bisect_left(hits, a, key=lambda h: h.start)
            if i < len(hits) and hits[i].start < b:
                return hits[i]
        return None

    # --- evidence ------------------------------------------------------------------------------------------------

    def evidence(self, hits: Sequence[Hit], limit: int = 2) -> tuple[Evidence, ...]:
        """Evidence for the first hits, one for each sentence."""
        out: dict[tuple[int, int], Evidence] = {}
        for hit in hits:
            e = self.index.evidence(hit)
            if e.quote.strip():
                out.setdefault((e.paragraph, e.start), e)
            if len(out) >= limit:
                break
        return tuple(out.values())
