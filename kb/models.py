"""The catalogue's schema: instruments, duties, review forms, lexicons; see also kb.points and kb.upper_plans.

Everything under `corpora/` is validated against these models once, on loading; a file that does not fit is an error
that names the file and the field.
"""

from __future__ import annotations

import re
from typing import Annotated, Any, Literal

from pydantic import Field, field_validator, model_validator

from kb.points import Point, Rule
from kb.schema import AdminLevel, KindName, Model, Pattern, SubjectName


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


class HazardExample(Model):
    """An example for plans that speak of one hazard: `words` stand at least three times in the unit."""

    words: tuple[Pattern, ...] = Field(min_length=1)
    text: str


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
    parameters: dict[str, Any] = Field(default={})
    headings: tuple[str, ...] = ()
    cues: tuple[str, ...] = ()
    defects: tuple[str, ...] = ()
    forms: tuple[str, ...] = ()
    conflict: str = ""
    also: tuple[str, ...] = ()
    verified: bool = False
    source_note: str = ""
    advice: str = ""
    example: str = ""  # a passage of our own that would do, whatever the body does
    examples: tuple[HazardExample, ...] = ()  # to be shown in its place where one fits
    rule: Rule = Rule()
    points: tuple[Point, ...] = ()


PointName = Annotated[str, Field(pattern=r"^[^#\s]+#[^#\s]+$")]  # 要求#要点


class RowCheck(Model):
    """One thing the guide wants looked at in a row: met when of every group in `needs` one point is met."""

    says: str
    needs: tuple[tuple[PointName, ...], ...] = ()
    material: str = ""  # what must be looked at where the plan's words do not meet the check
    minor: bool = False  # alone it does not lower the row

    @field_validator("needs", mode="before")
    @classmethod
    def _groups(cls, value: Any) -> Any:
        """A group of one point may be written without brackets."""
        return [[group] if isinstance(group, str) else group for group in value or ()]

    @model_validator(mode="after")
    def _answerable(self) -> RowCheck:
        if not self.needs and not self.material:
            raise ValueError("要写 needs（看哪些要点）或者 material（要看什么材料）")
        return self


class FormRow(Model):
    """A row of a review table: judged by its own checks; `requirements` are the duties shown beside it."""

    id: str
    parent: str | None = None
    item: str
    kind: str
    checks: tuple[RowCheck, ...] = ()
    matter: tuple[PointName, ...] = ()  # none of these met: the plan has nothing of the row, 不符合
    breach: tuple[PointName, ...] = ()  # one of these not met makes the row 不符合
    conflicts: tuple[Pattern, ...] = ()  # contradictions (their description) that keep the row from 符合
    why: str = ""  # why the form of 2009, the standard of 2020 and the measure differ, one line
    may_omit: str = ""  # why a plan that has nothing of the row is 不适用 rather than 不符合
    omit_only_short: bool = False  # only where the file is one special or on-site plan
    requirements: tuple[str, ...] = ()

    @property
    def points(self) -> tuple[str, ...]:
        """Every point the row is judged by, each once."""
        return tuple(dict.fromkeys((*(p for c in self.checks for g in c.needs for p in g), *self.matter, *self.breach)))


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
