"""The catalogue's schema: instruments, duties and their points, review forms, lexicons, regions.

Everything under `corpora/` is validated against these models once, on loading; a file that does not fit is an error
that names the file and the field.
"""

from __future__ import annotations

import re
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, field_validator

KINDS = (
    "enterprise-comprehensive",
    "enterprise-special",
    "enterprise-onsite",
    "enterprise-environment",
    "gov-master",
    "gov-special",
    "gov-department",
    "township",
)
KindName = Literal[
    "enterprise-comprehensive",
    "enterprise-special",
    "enterprise-onsite",
    "enterprise-environment",
    "gov-master",
    "gov-special",
    "gov-department",
    "township",
]
SubjectName = Literal["ordinary", "high-risk", "crowded-place", "government", "other"]


class Model(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Instrument(Model):
    """A law, measure or standard. Dates are ISO; `status` is 现行, 被代替, 废止 or 待核…"""

    id: str
    name: str
    number: str | None = None
    issuer: str = ""
    level: str
    effective_from: str | None = None
    status: str
    replaces: tuple[str, ...] = ()
    replaced_by: tuple[str, ...] = ()
    binding: str = ""
    scope: str = ""
    outdated_from: str | None = None
    aliases: tuple[str, ...] = ()
    cite_patterns: tuple[str, ...] = ()
    verified: bool = False
    confidence: str = "medium"
    source_note: str = ""

    @property
    def cite(self) -> str:
        """How the instrument is cited in a finding: the number for a standard, name and number otherwise."""
        if self.number and re.match(r"(GB|AQ|DB|HJ|XF|T/)", self.number):
            return self.number
        return f"{self.name}（{self.number}）" if self.number else self.name


# --- points ------------------------------------------------------------------------------------------------------

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
    assume: dict[str, str] = {}  # for the proof: kind, subject, region the examples are read with
    advice: str = ""  # what to write when the point is not met


Pattern = str  # a regular expression over text without white space; `<name>` inserts lexicon terms
Group = tuple[Pattern, ...]  # alternatives; "@concept" is met inside a section of that heading concept
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
    args: dict[str, Any] = {}


class TablePoint(PointBase):
    """A table whose header has columns like these (column → alternatives), with rows, cells filled to a share."""

    kind: Literal["table"]
    columns: dict[str, Group]
    at_least: int | None = None  # so many of the columns; None: all
    rows: int = 1
    filled: dict[str, float] = {}  # column → least share of non-empty cells


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


AdminLevel = Literal["province", "city", "county"]  # 直辖市 count as city


class Condition(Model):
    """All that is given must hold; empty fields do not restrict."""

    kinds: tuple[KindName, ...] = ()
    subjects: tuple[SubjectName, ...] = ()
    regions: tuple[str, ...] = ()  # e.g. 河南省, 洛阳市; matched against province, city, county
    levels: tuple[AdminLevel, ...] = ()  # the level of the region the plan is for; an unknown level does not exclude
    words: tuple[Pattern, ...] = ()  # the plan speaks of this (hazard, trade): one must occur
    at_least: int = 1  # so many places, all `words` together
    not_words: tuple[Pattern, ...] = ()
    title: tuple[Pattern, ...] = ()  # one must occur in the title of the unit or file, or the organisation
    not_title: tuple[Pattern, ...] = ()
    issued_from: str | None = None  # ISO: only plans issued then or later; an unknown date of issue does not exclude


class Applies(Condition):
    """Who a duty is for, beyond the kinds: the condition itself and, where given, one of `any_of`."""

    any_of: tuple[Condition, ...] = ()
    text: str = ""  # the condition in words, shown to the user


class Requirement(Model):
    """A duty in our own words, with its clause, points, and what good and bad look like."""

    id: str
    instrument: str
    clause: str
    tier: Literal["core", "extended", "equivalent"]
    canonical: str  # the duty this one equals; itself unless tier is equivalent
    kinds: tuple[KindName, ...] = Field(min_length=1)
    name: str
    group: str
    obligation: Literal["must", "should", "informative"]
    key: bool = False
    severity: Literal["critical", "major", "minor"]
    target: Literal["plan-text", "filing-package", "practice-record"]
    applies: Applies = Applies()
    statement: str
    satisfied_when: str
    partial_when: str
    missing_when: str
    parameters: dict[str, Any] = {}
    headings: tuple[str, ...] = ()
    cues: tuple[str, ...] = ()
    defects: tuple[str, ...] = ()
    forms: tuple[str, ...] = ()
    conflict: str = ""
    also: tuple[str, ...] = ()
    verified: bool = False
    source_note: str = ""
    advice: str = ""
    example: str = ""  # a passage of our own that would do
    rule: Rule = Rule()
    points: tuple[Point, ...] = ()


class FormRow(Model):
    id: str
    parent: str | None = None
    item: str
    kind: str
    checks: tuple[str, ...] = ()
    requirements: tuple[str, ...] = ()


class ReviewForm(Model):
    id: str
    name: str
    annex: str
    used_for: str
    rows: tuple[FormRow, ...]


class HeadingConcept(Model):
    """One matter that plans put under a heading: the ways the heading is written."""

    titles: tuple[str, ...] = ()  # whole titles, numbers stripped
    contains: tuple[str, ...] = ()  # a title that contains one of these
    excludes: tuple[str, ...] = ()  # unless it also contains one of these

    @field_validator("titles", "contains", "excludes", mode="before")
    @classmethod
    def _list(cls, value: Any) -> Any:
        return value or ()


class RenamedBody(Model):
    """A body that was renamed or dissolved: `pattern` finds the old name, unless `unless` matches around it."""

    old: str
    now: str
    since: int
    pattern: str
    unless: str = ""
    note: str = ""


class Floor(Model):
    """A row of the table of floors (drill interval, review interval, reporting and filing limits)."""

    subject: str = ""
    plan: str = ""
    who: str = ""
    to: str = ""
    max_months: int | None = None
    max_years: int | None = None
    hours: int | None = None
    workdays: int | None = None
    report_to_regulator: bool = False
    rows: tuple[str, ...]


class RegionItem(Model):
    """One thing known of a region's upper plans; `verified` only when an official text was read."""

    id: str
    matter: str  # command, drill, reporting, response …
    says: str
    value: dict[str, Any] = {}
    requirements: tuple[str, ...] = ()
    source: str = ""
    verified: bool = False


class UpperPlan(Model):
    """A plan of the region that others must connect to."""

    title: str
    level: Literal["province", "city", "county"]
    special: bool = False  # 专项 rather than 总体
    county: str = ""
    number: str | None = None
    events: tuple[str, ...] = ()
    status: str = ""
    instrument: str | None = None
    verified: bool = False
    note: str = ""


class CommandBody(Model):
    name: str
    level: AdminLevel
    kind: str
    events: tuple[str, ...] = ()
    source: str = ""
    verified: bool = False


class LadderStep(Model):
    """Who commands an event of this grade."""

    grade: str
    organiser: str
    note: str = ""
    verified: bool = False


class Region(Model):
    """Profile of a region's upper plans, taken from published texts, with what is not verified marked."""

    name: str
    province: str
    counties: tuple[str, ...] = ()
    former_counties: dict[str, str] = {}  # old name → name today
    upper_plans: tuple[UpperPlan, ...] = ()
    superseded_titles: tuple[str, ...] = ()
    command_bodies: tuple[CommandBody, ...] = ()
    ladder: tuple[LadderStep, ...] = ()
    items: tuple[RegionItem, ...] = ()
    notes: tuple[str, ...] = ()


# --- connection with an upper plan ---------------------------------------------------------------------------------

AspectName = Literal[
    "basis",
    "levels",
    "reporting",
    "command",
    "units",
    "handover",
    "evacuation",
    "information-release",
    "drill",
    "event-class",
]
GapName = Literal["partially_compliant", "non_compliant"]


class ConnectionItem(Model):
    """One of the ten items of connection, in our own words; its `aspects` are where the report tells it."""

    id: str
    name: str
    aspects: tuple[AspectName, ...] = Field(min_length=1)
    severity: Literal["critical", "major", "minor"]
    statement: str
    satisfied_when: str
    partial_when: str
    missing_when: str
    requirements: tuple[str, ...] = ()
    defects: tuple[str, ...] = ()


class ConnectionExample(Model):
    """A passage of an upper plan and one of a lower plan, and the verdict the matter must give them."""

    upper: str
    plan: str
    verdict: Literal["compliant", "partially_compliant", "non_compliant"]


class ConnectionMatter(Model):
    """One thing an upper plan may settle and the lower plan has to take up.

    The upper plan settles it where one alternative of every group of `upper` stands in one window. The lower plan
    takes it up where the groups of `plan` stand together; where only `topic` is found it counts as `weak`, otherwise
    as `missing`. `limit` is a pattern with `{duration}` in it: the lower plan may not allow itself more time.
    """

    id: str
    item: str
    aspect: AspectName
    says: str
    kinds: tuple[KindName, ...] = ()  # of the lower plan; empty: all
    upper_kinds: tuple[KindName, ...] = ()  # of the upper plan; empty: all
    upper: tuple[Group, ...] = Field(min_length=1)
    upper_none: Group = ()
    plan: tuple[Group, ...] = Field(min_length=1)
    plan_none: Group = ()
    topic: Group = ()
    window: Literal["sentence", "paragraph"] = "paragraph"
    limit: Pattern = ""
    weak: GapName = "partially_compliant"
    missing: GapName | Literal["not_applicable"] = "partially_compliant"  # not_applicable: silence is no gap
    conflict: Group = ()  # words of the lower plan that contradict the upper one, whatever else it says
    advice: str = ""
    examples: tuple[ConnectionExample, ...] = Field(min_length=2)


class EventFamily(Model):
    """One kind of event under its many names, and the class it belongs to."""

    id: str
    name: str
    event_class: Literal["自然灾害", "事故灾难", "公共卫生", "社会安全"] = Field(alias="class")
    words: tuple[Pattern, ...] = Field(min_length=1)
