"""The plan as read: units → sections → paragraphs and tables, every character with its page and place.

Frozen models that cross every border of the checker. Offsets are in characters of `Paragraph.text`.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from typing import Literal

from kb import labels


class Kind(StrEnum):
    """Kind of a unit of a plan, the words of `plancheck.report/1`."""

    ENTERPRISE_COMPREHENSIVE = "enterprise-comprehensive"
    ENTERPRISE_SPECIAL = "enterprise-special"
    ENTERPRISE_ONSITE = "enterprise-onsite"
    ENTERPRISE_ENVIRONMENT = "enterprise-environment"
    GOV_MASTER = "gov-master"
    GOV_SPECIAL = "gov-special"
    GOV_DEPARTMENT = "gov-department"
    TOWNSHIP = "township"

    @property
    def label(self) -> str:
        return KIND_LABELS[self]

    @property
    def is_enterprise(self) -> bool:
        return self.value.startswith("enterprise")


KIND_LABELS: dict[Kind, str] = {Kind(value): label for value, label in labels.KINDS.items()}


class Subject(StrEnum):
    """Kind of body the plan is for; it decides floors such as the drill interval."""

    ORDINARY = "ordinary"
    HIGH_RISK = "high-risk"
    CROWDED_PLACE = "crowded-place"
    GOVERNMENT = "government"
    OTHER = "other"

    @property
    def label(self) -> str:
        return SUBJECT_LABELS[self]


SUBJECT_LABELS: dict[Subject, str] = {Subject(value): label for value, label in labels.SUBJECTS.items()}

Role = Literal["heading", "body", "row", "caption", "contents", "note"]
# heading: opens a section · body: prose · row: one table row rendered as "| a | b |" · caption: a figure or
# table title · contents: a line of the table of contents · note: footnote. Running headers, footers and page
# numbers are not paragraphs at all.


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph or table row. `index` counts from 1 through the whole file."""

    index: int
    text: str
    role: Role = "body"
    page: int | None = None
    breaks: tuple[tuple[int, int | None], ...] = ()  # (offset, page): the text from here on stands on that page
    number: str = ""  # automatic or written label of a heading or list item: "1.2", "（1）"
    table: int | None = None  # index into Plan.tables for a row

    def page_at(self, offset: int) -> int | None:
        page = self.page
        for start, later in self.breaks:
            if offset >= start:
                page = later
        return page


@dataclass(frozen=True, slots=True)
class Table:
    """A table: header cells, body rows of cells (merged cells repeated), and the paragraph index of each body row."""

    id: int
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    paragraphs: tuple[int, ...]  # same length as rows
    first: int  # paragraph index of its first row, header included
    last: int
    title: str = ""  # caption above it, when there is one


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and what stands below it, subsections included: paragraphs `paragraph` … `last`."""

    id: str  # "u1.3"
    unit: str
    number: str
    title: str  # without the number
    level: int  # 1 is the top
    page: int | None
    paragraph: int  # index of the heading paragraph
    last: int  # index of the last paragraph, subsections included
    parent: str | None = None


@dataclass(frozen=True, slots=True)
class Unit:
    """One plan inside a file, paragraphs `first` … `last`."""

    id: str  # "u1"
    kind: Kind
    title: str
    page: int | None
    first: int
    last: int
    sections: tuple[Section, ...] = ()
    kind_reason: str = ""  # why this kind, with the words it was read from


@dataclass(frozen=True, slots=True)
class Unreadable:
    page: int
    reason: str  # scanned | garbled | empty | failed


@dataclass(frozen=True, slots=True)
class Source:
    file: str
    sha256: str
    format: str  # pdf docx doc html md txt
    pages: int | None
    characters: int
    unreadable_pages: tuple[Unreadable, ...] = ()
    ocr_pages: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Region:
    province: str = ""
    city: str = ""
    county: str = ""

    def __str__(self) -> str:
        return self.province + self.city + self.county


@dataclass(frozen=True, slots=True)
class Identity:
    """What the plan is; each value was read from the file (see `words`) or set by the user."""

    title: str = ""
    organisation: str = ""
    issued: str = ""  # YYYY, YYYY-MM or YYYY-MM-DD
    version: str = ""
    number: str = ""
    region: Region = Region()
    subject: Subject = Subject.OTHER
    subject_reason: str = ""
    words: tuple[tuple[str, str], ...] = ()  # (field, the words it was read from)


@dataclass(frozen=True, slots=True)
class ContentsEntry:
    """A line of the table of contents."""

    number: str
    title: str
    page: str
    paragraph: int


@dataclass(frozen=True)
class Plan:
    """A file as read. `paragraphs[i].index == i + 1`."""

    source: Source
    identity: Identity
    paragraphs: tuple[Paragraph, ...]
    tables: tuple[Table, ...]
    units: tuple[Unit, ...]
    shared: tuple[tuple[int, int], ...] = ()  # paragraph ranges all units share: front matter, common attachments
    contents: tuple[ContentsEntry, ...] = ()
    warnings: tuple[str, ...] = field(default=())  # Chinese lines for the user: what could not be read or was guessed

    def paragraph(self, index: int) -> Paragraph:
        return self.paragraphs[index - 1]

    @cached_property
    def sections(self) -> tuple[Section, ...]:
        return tuple(s for u in self.units for s in u.sections)

    @cached_property
    def _by_id(self) -> dict[str, Section]:
        return {s.id: s for s in self.sections}

    @cached_property
    def _heads(self) -> tuple[list[int], list[Section]]:
        ordered = sorted(self.sections, key=lambda s: (s.paragraph, s.level))
        return [s.paragraph for s in ordered], ordered

    def section(self, section_id: str) -> Section:
        return self._by_id[section_id]

    def section_of(self, paragraph: int) -> Section | None:
        """The innermost section that holds the paragraph."""
        starts, ordered = self._heads
        i = bisect_right(starts, paragraph) - 1
        section: Section | None = ordered[i] if i >= 0 else None
        while section is not None and section.last < paragraph:
            section = self._by_id[section.parent] if section.parent else None
        return section

    def path(self, section: Section) -> tuple[Section, ...]:
        """The section and its ancestors, outermost first."""
        out = [section]
        while out[-1].parent:
            out.append(self._by_id[out[-1].parent])
        return tuple(reversed(out))

    def unit(self, unit_id: str) -> Unit:
        return next(u for u in self.units if u.id == unit_id)

    def reach(self, unit: Unit) -> tuple[tuple[int, int], ...]:
        """Paragraph ranges that belong to the unit: its own, and what all units share."""
        ranges = [(unit.first, unit.last), *self.shared]
        ranges.sort()
        merged: list[tuple[int, int]] = []
        for a, b in ranges:
            if merged and a <= merged[-1][1] + 1:
                merged[-1] = (merged[-1][0], max(b, merged[-1][1]))
            else:
                merged.append((a, b))
        return tuple(merged)

    def iterate(self, first: int, last: int) -> Iterator[Paragraph]:
        yield from self.paragraphs[first - 1 : last]
