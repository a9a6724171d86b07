"""Profile of an upper plan: what it settles for the plans below it, each entry with the words it was read from.

Pydantic models, so that a profile can be written to JSON, corrected by a person and read again. `evidence` is None
where the entry was not read from a plan (a region's profile, a correction by hand).
"""

from __future__ import annotations

from pydantic import Field

from checker.report import Evidence, Model

SCHEMA = "plancheck.profile/1"


class Entry(Model):
    evidence: Evidence | None = None


class EventClass(Entry):
    """One class of events (自然灾害 …) and the events the plan counts among it."""

    name: str
    events: tuple[str, ...] = ()


class Grade(Entry):
    """A grade of events; deaths from `deaths_min`, below `deaths_below`; None: not given."""

    name: str
    deaths_min: int | None = None
    deaths_below: int | None = None


class Body(Entry):
    """A command body: `kind` is general (总指挥部, 应急委), special, scene or other."""

    name: str
    kind: str
    head: str = ""
    office: str = ""
    events: tuple[str, ...] = ()
    verified: bool = True


class Member(Entry):
    name: str
    duty: str = ""


class Lead(Entry):
    """Who leads for a kind of event."""

    event: str
    units: tuple[str, ...]


class Group(Entry):
    """A working group of the command: who leads it, who else belongs to it."""

    name: str
    leads: tuple[str, ...]
    members: tuple[str, ...] = ()


class Step(Entry):
    """One response level: who starts it, at which grade of event, what is done."""

    name: str
    rank: int
    trigger: str = ""
    grade: str = ""
    starter: str = ""


class Duty(Entry):
    """Which level of government directs events of a grade."""

    grade: str
    level: str  # province, city, county


class ReportRule(Entry):
    sender: str = ""
    to: str = ""
    limit_minutes: int


class Rule(Entry):
    """A rule in the words of the plan: information release, hand-over, evacuation."""

    matter: str
    says: str


class SpecialPlan(Entry):
    title: str
    leads: tuple[str, ...] = ()
    special: bool = True


class Interval(Entry):
    what: str
    months: int | None = None


class Profile(Model):
    schema_: str = Field(default=SCHEMA, alias="schema")
    title: str
    name: str  # without edition and book marks
    version: str = ""
    number: str = ""
    issued: str = ""
    status: str = ""
    organisation: str = ""
    region: str = ""
    source: str  # file name, or the region's file
    classes: tuple[EventClass, ...] = ()
    grades: tuple[Grade, ...] = ()
    bodies: tuple[Body, ...] = ()
    members: tuple[Member, ...] = ()
    leads: tuple[Lead, ...] = ()
    groups: tuple[Group, ...] = ()
    ladder: tuple[Step, ...] = ()
    duties: tuple[Duty, ...] = ()
    reporting: tuple[ReportRule, ...] = ()
    rules: tuple[Rule, ...] = ()
    special_plans: tuple[SpecialPlan, ...] = ()
    drills: tuple[Interval, ...] = ()
    reviews: tuple[Interval, ...] = ()
    superseded_titles: tuple[str, ...] = ()

    def to_json(self) -> str:
        return self.model_dump_json(by_alias=True, indent=1)
