"""Which matter each section is about: headings matched with the heading lexicon of the catalogue."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cached_property

from rapidfuzz import fuzz

from checker.language.fold import fold
from checker.language.index import Range, TextIndex
from checker.plan import Paragraph, Section
from kb.models import HeadingConcept

_NUMBER = re.compile(
    r"^(第[零一二三四五六七八九十百\d]+[章节条部分篇]|附[件录表图]([零一二三四五六七八九十\d]+[:.、]?|[:.、])"
    r"|[(]?[一二三四五六七八九十\d]+[)、.]|\d++(?!小时)(\.\d+)*\.?|[(]\d+[)])\s*"
)
# `5.2 队伍：专职队22人…`, `附件7 图纸：平面图、…`: a heading and its text in one numbered line
_RUN_IN = re.compile(r"^(?P<title>[^,。:;|《]{2,16})[:。](?=[^\n]{6})")
TITLE_MAX = 40
COVER = "cover"
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


def _lead(line: str) -> str:
    """The title a numbered line begins with, or is (`附件：1. 分级标准`); empty when it is prose."""
    lead = _RUN_IN.match(_NUMBER.sub("", line))
    if lead:
        return lead["title"]
    return line if line.startswith("附") and len(line) <= TITLE_MAX and line[-1] not in "。;,:" else ""


def _opens(paragraph: Paragraph) -> bool:
    return paragraph.role == "body" and (bool(paragraph.number) or paragraph.text.lstrip().startswith("附"))


def _goes_on(paragraphs: Sequence[Paragraph], i: int) -> bool:
    return i < len(paragraphs) and paragraphs[i].role in ("body", "row") and not _opens(paragraphs[i])


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

    @cached_property
    def _front(self) -> list[Range]:
        """What stands before the first section: the cover, whether or not a heading says so."""
        first = min((s.paragraph for s in self.index.plan.sections), default=1)
        return [self.index.lines(1, first - 1)] if first > 1 else []

    @cached_property
    def _run_in(self) -> dict[str, list[Range]]:
        """Ranges of numbered lines that begin with a title of the concept, up to the next numbered line or heading."""
        out: dict[str, list[Range]] = {}
        paragraphs = self.index.plan.paragraphs
        for i, paragraph in enumerate(paragraphs):
            if not _opens(paragraph):
                continue
            start, end = self.index.line(paragraph.index)
            names = self.of_title(_lead(self.index.text[start:end]))
            if not names:
                continue
            last = i
            while _goes_on(paragraphs, last + 1):
                last += 1
            for name in names:
                out.setdefault(name, []).append(self.index.lines(paragraph.index, paragraphs[last].index))
        return out

    def ranges(self, concept: str) -> list[Range]:
        """Dense ranges of those sections, heading and subsections included, and of run-in headings, merged."""
        found = [self.index.lines(s.paragraph, s.last) for s in self.sections(concept)]
        if concept == COVER:
            found += self._front
        out: list[Range] = []
        for a, b in sorted([*found, *self._run_in.get(concept, [])]):
            if out and a <= out[-1][1]:
                out[-1] = (out[-1][0], max(b, out[-1][1]))
            else:
                out.append((a, b))
        return out
