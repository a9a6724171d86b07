"""Which matter each section is about: headings matched with the heading lexicon of the catalogue."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cached_property

from rapidfuzz import fuzz

from checker.language.fold import fold
from checker.language.index import Range, TextIndex
from checker.plan import Section
from kb.models import HeadingConcept

_NUMBER = re.compile(
    r"^(第[零一二三四五六七八九十百\d]+[章节条部分篇]|附[件录表图]([零一二三四五六七八九十\d]+[:.、]?|[:.、])"
    r"|[(]?[一二三四五六七八九十\d]+[)、.]|\d++(?!小时)(\.\d+)*\.?|[(]\d+[)])\s*"
)
FUZZY_MIN = 90  # two titles of at least four characters that differ in a word ending


def clean_title(title: str) -> str:
    """A heading without number, white space and punctuation, for matching."""
    folded = re.sub(r"\s+", "", fold(title))
    return re.sub(r"[,.:;·、。\"'《》<>]", "", _NUMBER.sub("", folded))


def matches(title: str, concept: HeadingConcept) -> bool:
    """Whether a cleaned title names the concept: whole title, a contained word, or a near spelling."""
    if title in concept.titles:
        return True
    if any(word in title for word in concept.excludes):
        return False
    if any(word in title for word in concept.contains):
        return True
    return len(title) >= 4 and any(
        len(known) >= 4 and abs(len(known) - len(title)) <= 2 and fuzz.ratio(known, title) >= FUZZY_MIN
        for known in concept.titles
    )


class Concepts:
    """Sections of one plan by concept. A section inside one of the concept belongs to it too."""

    def __init__(self, index: TextIndex, lexicon: Mapping[str, HeadingConcept]) -> None:
        self.index = index
        self.lexicon = lexicon
        self._titles: dict[str, frozenset[str]] = {}

    def of_title(self, title: str) -> frozenset[str]:
        found = self._titles.get(title)
        if found is None:
            cleaned = clean_title(title)
            found = frozenset(name for name, concept in self.lexicon.items() if matches(cleaned, concept))
            self._titles[title] = found
        return found

    @cached_property
    def _sections(self) -> dict[str, list[Section]]:
        out: dict[str, list[Section]] = {}
        for section in self.index.plan.sections:
            for name in self.of_title(section.title):
                out.setdefault(name, []).append(section)
        return out

    def sections(self, concept: str) -> list[Section]:
        """Sections whose own heading names the concept."""
        return self._sections.get(concept, [])

    def ranges(self, concept: str) -> list[Range]:
        """Dense ranges of those sections, heading and subsections included, merged."""
        out: list[Range] = []
        for a, b in sorted(self.index.lines(s.paragraph, s.last) for s in self.sections(concept)):
            if out and a <= out[-1][1]:
                out[-1] = (out[-1][0], max(b, out[-1][1]))
            else:
                out.append((a, b))
        return out
