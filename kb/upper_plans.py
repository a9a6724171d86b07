"""What lower plans connect to: profiles of regions, the items of connection and their matters, families of events."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import Field

from kb.schema import AdminLevel, Group, KindName, Model, Pattern


class RegionItem(Model):
    """One thing known of a region's upper plans; `verified` only when an official text was read."""

    id: str
    matter: str  # command, drill, reporting, response …
    says: str
    value: dict[str, Any] = Field(default={})
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
    former_counties: dict[str, str] = Field(default={})  # old name → name today
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
