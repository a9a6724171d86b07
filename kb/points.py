"""The points of a duty: what is looked for in a plan, and how a verdict follows from what was found."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Field

from kb.schema import Group, KindName, Model, SubjectName

PointRole = Literal["required", "condition", "presence", "breach"]
# required: needed for 符合, and counts as presence for 基本符合
# condition: needed for 符合, but no sign that the matter is treated at all (an attachment has a date of checking)
# presence: alone it gives 基本符合 at most; it is not needed for 符合
# breach:   when NOT met the verdict is 不符合 whatever else is there (a limit longer than the law allows)

Scope = Literal["unit", "reach", "follow", "file"]
# unit: the unit's own paragraphs · reach: also what all units of the file share (cover, common attachments)
# follow: reach, and the whole file too where the unit refers to the comprehensive plan (与综合应急预案一致)
# file: the whole file (rules of the comprehensive plan count for its special and on-site plans)


class PointBase(Model):
    id: str
    says: str  # what is looked for, one short Chinese line the user reads
    role: PointRole = "required"
    scope: Scope = "reach"
    subjects: tuple[SubjectName, ...] = ()  # only for these subjects; empty: all
    kinds: tuple[KindName, ...] = ()  # only in units of these kinds; empty: all the duty's kinds
    good: tuple[str, ...] = Field(min_length=1)  # passages (Markdown) that must meet the point
    bad: tuple[str, ...] = Field(min_length=1)  # passages that must not
    assume: dict[str, str] = Field(default={})  # for the proof: kind, subject, region the examples are read with
    advice: str = ""  # what to write when the point is not met


Window = Literal["sentence", "paragraph", "section", "unit"]


class SectionPoint(PointBase):
    """A heading of one of these concepts (lexicons/headings.yaml) with at least `body` characters below it."""

    kind: Literal["section"]
    headings: tuple[str, ...] = Field(min_length=1)
    body: int = 10


class PassagePoint(PointBase):
    """Words that stand together: one alternative of every group of `all` in one window, none of `none` in it."""

    kind: Literal["passage"]
    all: tuple[Group, ...] = Field(min_length=1)
    none: Group = ()
    window: Window = "paragraph"
    sections: tuple[str, ...] = ()  # heading concepts to look in first
    strict: bool = False  # look nowhere else
    at_least: int = 1  # so many windows
    headings: bool = False  # headings themselves count as text


class ChecklistPoint(PointBase):
    """At least `at_least` of the named items occur (each item: alternatives), in one window of the given size."""

    kind: Literal["checklist"]
    items: dict[str, Group]
    at_least: int
    window: Literal["paragraph", "section", "unit"] = "unit"
    sections: tuple[str, ...] = ()
    strict: bool = False
    headings: bool = True


class FactPoint(PointBase):
    """A named predicate over the facts (checker/judging/fact.py lists them), with parameters."""

    kind: Literal["fact"]
    test: str
    args: dict[str, Any] = Field(default={})


class TablePoint(PointBase):
    """A table whose header has columns like these (column → alternatives), with rows, cells filled to a share."""

    kind: Literal["table"]
    columns: dict[str, Group]
    at_least: int | None = None  # so many of the columns; None: all
    rows: int = 1
    filled: dict[str, float] = Field(default={})  # column → least share of non-empty cells


class CitationPoint(PointBase):
    """One of these instruments (ids) or plans (patterns over names) is cited."""

    kind: Literal["citation"]
    instruments: tuple[str, ...] = ()
    names: Group = ()
    at_least: int = 1


class AbsentPoint(PointBase):
    """None of these patterns occurs."""

    kind: Literal["absent"]
    patterns: Group = Field(min_length=1)
    sections: tuple[str, ...] = ()


class AttachmentPoint(PointBase):
    """A title like these stands over an attachment, a table or a figure (headings, captions, short lines)."""

    kind: Literal["attachment"]
    titles: Group = Field(min_length=1)
    body: int = 0  # characters below the title, for attachments that must not be empty


class MeaningPoint(PointBase):
    """Near one of these example passages in meaning; proposes only, so its role can not be `breach`."""

    kind: Literal["meaning"]
    near: tuple[str, ...] = Field(min_length=1)
    threshold: float = 0.3  # cosine; of sentences on other matters one in a hundred reaches it (tests/bench/meaning.py)


Point = Annotated[
    SectionPoint
    | PassagePoint
    | ChecklistPoint
    | FactPoint
    | TablePoint
    | CitationPoint
    | AbsentPoint
    | AttachmentPoint
    | MeaningPoint,
    Field(discriminator="kind"),
]


class Rule(Model):
    """How a verdict follows from the points.

    符合 when no breach and at most `may_miss` required points are unmet; 基本符合 when at least `present` required or
    presence points are met; 不符合 otherwise.
    """

    may_miss: int = 0
    present: int = 1
